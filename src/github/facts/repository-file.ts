import { RequestError } from "@octokit/request-error";
import { RetryLater } from "../../queue/job.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

export type RepositoryFile =
  | { readonly state: "found"; readonly text: string; readonly sha: string }
  | { readonly state: "absent" }
  /** A symbolic link. One to a file of the repository is `found` all the same: see `findPlainFile` and `refuseLinks`. */
  | { readonly state: "link" }
  | { readonly state: "too-large"; readonly bytes: number };

/**
 * One file at a ref, or at the default branch. `absent` only on a 404 for the path; every other failure throws, because "could not read" must
 * never look like "is not there". The contents API returns no body above 1 MB, so larger files come as blobs.
 */
export async function findRepositoryFile(
  octokit: Octokit,
  at: Pick<RepositoryRef, "owner" | "repo"> & { readonly path: string; readonly ref?: string },
  maxBytes: number,
): Promise<RepositoryFile> {
  const { owner, repo, path, ref } = at;
  try {
    const { data } = await octokit.rest.repos.getContent({
      owner,
      repo,
      path,
      ...(ref === undefined ? {} : { ref }),
    });
    if (Array.isArray(data) || data.type === "submodule") return { state: "absent" };
    if (data.type === "symlink") return { state: "link" };
    if (data.size > maxBytes) return { state: "too-large", bytes: data.size };
    const content = data.content !== "" || data.size === 0 ? data.content : await readBlob(octokit, at, data.sha);
    return { state: "found", text: Buffer.from(content, "base64").toString("utf8"), sha: data.sha };
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return { state: "absent" };
    if (error instanceof RetryLater) throw error;
    throw new Error(`could not read ${path} at ${ref ?? "the default branch"} of ${owner}/${repo}`, { cause: error });
  }
}

async function readBlob(
  octokit: Octokit,
  { owner, repo }: Pick<RepositoryRef, "owner" | "repo">,
  sha: string,
): Promise<string> {
  const { data } = await octokit.rest.git.getBlob({ owner, repo, file_sha: sha });
  return data.content;
}
