import type { RepositoryDocument, Snapshot } from "../../../policy/facts.ts";
import { matchGlobs } from "../../../policy/text/glob.ts";
import type { SliceScene } from "../collect.ts";
import { refuseLinks } from "../links.ts";
import { findRepositoryFile } from "../repository-file.ts";
import type { Sources } from "../signing.ts";

// Larger documents cost seconds and hundreds of megabytes to parse.
export const documentLimit = 5 * 1024 * 1024;

// Each costs a request. What is not read is missing in the answer, and no gate takes that for a file without faults.
export const changedLimit = 200;

/**
 * Documents at the head: those that gates name, and of those that they mean by glob the ones that are changed. Links
 * are not followed.
 */
export async function collectDocuments(
  { needed, files, at, checksAt }: Pick<SliceScene, "needed" | "files" | "at" | "checksAt">,
  { octokit, store }: Pick<Sources, "octokit" | "store">,
): Promise<Snapshot["documents"]> {
  const isMeant = matchGlobs(needed.changed);
  const meant = files.files.filter(({ status, path }) => status !== "removed" && isMeant(path));
  const changed = meant.slice(0, changedLimit);
  const documents = new Map<string, RepositoryDocument>();
  for (const path of new Set([...needed.documents, ...changed.map((file) => file.path)])) {
    const found = await findRepositoryFile(octokit, { ...at, path, ref: checksAt }, documentLimit);
    documents.set(path, found.state === "too-large" ? { ...found, limit: documentLimit } : found);
  }
  return refuseLinks(documents, { ...at, sha: checksAt }, { octokit, store });
}
