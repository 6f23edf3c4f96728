import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** 50 MB; what gates read is at most a tenth of it. */
export const archiveLimit = 50 * 1024 * 1024;
// It comes from another host, and at its own pace.
const timeoutMs = 60_000;

export type Download =
  | { readonly state: "downloaded"; readonly archive: Buffer }
  /** GitHub has deleted it. */
  | { readonly state: "expired" }
  | { readonly state: "too-large"; readonly bytes: number; readonly limit: number };

/**
 * The zip archive of an artifact. GitHub answers with an address on another host, which holds for a minute and must not
 * see our token: so the redirect is not followed but asked for anew, with nothing of ours. Throws when the archive does
 * not come whole and in time.
 */
export async function downloadArchive(
  artifactId: number,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
  limit: number = archiveLimit,
): Promise<Download> {
  const request = { redirect: "manual" } as const;
  const artifact = { owner, repo, artifact_id: artifactId, archive_format: "zip" };
  const answer = await findUnlessGone(octokit.rest.actions.downloadArtifact({ ...artifact, request }));
  if (answer === undefined) return { state: "expired" };
  const { location } = answer.headers;
  if (location === undefined) throw new Error(`GitHub named no address for artifact ${artifactId}`);
  try {
    return await fetchWithin(new URL(location, answer.url), limit);
  } catch (error) {
    throw new Error(`artifact ${artifactId} could not be downloaded`, { cause: error });
  }
}

async function fetchWithin(address: URL, limit: number): Promise<Download> {
  const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok || response.body === null) throw new Error(`the storage answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (bytes > limit) return { state: "too-large", bytes, limit };
    chunks.push(chunk);
  }
  return { state: "downloaded", archive: Buffer.concat(chunks) };
}
