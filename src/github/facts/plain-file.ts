import { createHash } from "node:crypto";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findRepositoryFile, type RepositoryFile } from "./repository-file.ts";
import { findTreeEntries } from "./tree-entries.ts";

type Place = Pick<RepositoryRef, "owner" | "repo"> & { readonly path: string; readonly ref?: string };

const rememberedMs = 24 * 3600 * 1000;

/**
 * A file that makes rules, at a branch, or at the default branch. A symbolic link is told as one, or whoever may change
 * its target would change the rules without touching the file. What stood there as a plain file, word for word, within the
 * last day is not asked about again: so long a link to a copy of it may go unnoticed, which changes nothing.
 */
export async function findPlainFile(
  octokit: Octokit,
  at: Place,
  maxBytes: number,
  store: Store,
): Promise<RepositoryFile> {
  const file = await findRepositoryFile(octokit, at, maxBytes);
  if (file.state !== "found") return file;
  const { owner, repo, path, ref: revision = "HEAD" } = at;
  const key = `plain-file/${owner.toLowerCase()}/${repo.toLowerCase()}/${revision}/${path}`;
  // Of the text, because GitHub does not say whether the sha beside a link's content is that of the link.
  const digest = createHash("sha256").update(file.text).digest("hex");
  if ((await store.get(key)) === digest) return file;
  const entry = (await findTreeEntries([path], { owner, repo, revision }, octokit)).get(path);
  if (entry?.kind !== "file") return { state: "link" };
  // Both were asked at a branch, which may move in between.
  if (entry.sha !== file.sha) throw new Error(`${path} of ${owner}/${repo} changed while it was read`);
  await store.put(key, digest, { expiresInMs: rememberedMs });
  return file;
}
