import { type Codeowners, parseCodeowners } from "../../policy/area/codeowners.ts";
import { codeownersPlaces } from "../../policy/known-paths.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findRepositoryFile } from "./repository-file.ts";

// GitHub loads no larger one.
const sizeLimit = 3 * 1024 * 1024 - 1;

/**
 * CODEOWNERS at a branch, never at a pull request's head. Undefined where there is none, or none that GitHub would load:
 * then nobody owns anything, and nobody can sign.
 */
export async function findCodeowners(
  octokit: Octokit,
  at: RepositoryRef & { readonly ref: string },
): Promise<Codeowners | undefined> {
  // As a whole ref: a tag can have the name of the branch.
  const ref = `refs/heads/${at.ref}`;
  for (const path of codeownersPlaces) {
    const file = await findRepositoryFile(octokit, { ...at, path, ref }, sizeLimit);
    if (file.state === "found") return parseCodeowners(file.text);
    if (file.state === "too-large") return undefined;
  }
  return undefined;
}
