import { type Codeowners, parseCodeowners, unusableCodeowners } from "../../policy/area/codeowners.ts";
import { codeownersPlaces } from "../../policy/known-paths.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findPlainFile } from "./plain-file.ts";

// GitHub loads no larger one.
const sizeLimit = 3 * 1024 * 1024 - 1;

const isLink =
  "it is a symbolic link: write it as a plain file, because whoever changes its target changes the owners without touching it";

/**
 * CODEOWNERS at a branch, never at a pull request's head. Undefined where there is none, or none that GitHub would load:
 * then nobody owns anything, and nobody can sign.
 */
export async function findCodeowners(
  octokit: Octokit,
  at: RepositoryRef & { readonly ref: string },
  store: Store,
): Promise<Codeowners | undefined> {
  // As a whole ref: a tag can have the name of the branch.
  const ref = `refs/heads/${at.ref}`;
  for (const path of codeownersPlaces) {
    const file = await findPlainFile(octokit, { ...at, path, ref }, sizeLimit, store);
    if (file.state === "found") return parseCodeowners(file.text);
    if (file.state === "link") return unusableCodeowners(isLink);
    if (file.state === "too-large") return undefined;
  }
  return undefined;
}
