import { lstat, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { RepositoryDocument } from "../../policy/facts.ts";
import { isLinked } from "../linked.ts";
import { readText } from "../read-text.ts";
import { readDocument } from "./documents.ts";
import type { Git } from "./git.ts";

/** The files of a commit, or of the working tree. Paths are from the top of the repository. */
export interface FileTree {
  readonly list: () => Promise<readonly string[]>;
  /** Links are not followed, as on GitHub. Folders are no files. */
  readonly read: (path: string, limit: number) => Promise<LocalDocument>;
}

export type LocalDocument = RepositoryDocument | { readonly state: "unreadable"; readonly problem: string };

export function treeOf(commit: string, git: Git): FileTree {
  return {
    list: async () => paths(await git.read("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)),
    read: (path, limit) => readDocument(commit, path, limit, git),
  };
}

/** What is there now: committed, changed, or new and not ignored. `git` works in `top`; without it nothing is listed. */
export function workingTree(top: string, git: Git | undefined): FileTree {
  return {
    list: async () => (git === undefined ? [] : listWorking(git)),
    read: (path, limit) => readWorking(path, top, limit),
  };
}

async function listWorking(git: Git): Promise<readonly string[]> {
  const present = paths(await git.read("ls-files", "-z", "--cached", "--others", "--exclude-standard"));
  // Not those that a sparse checkout leaves out: they are part of the work all the same.
  const deleted = new Set(paths(await git.read("ls-files", "-z", "--deleted")));
  return [...new Set(present)].filter((path) => !deleted.has(path));
}

function paths(listed: string): readonly string[] {
  return listed.split("\0").filter((path) => path !== "");
}

async function readWorking(path: string, top: string, limit: number): Promise<LocalDocument> {
  const place = resolve(top, path);
  try {
    // What lies outside was named by whoever typed the command, with all its folders.
    if (leadsOut(path) ? (await lstat(place)).isSymbolicLink() : await isLinked(path, top)) return { state: "link" };
    const found = await stat(place);
    if (!found.isFile()) return { state: "absent" };
    const { size: bytes } = found;
    if (bytes > limit) return { state: "too-large", bytes, limit };
    return { state: "found", text: await readText(path, top, limit) };
  } catch (error) {
    const { code, says } = faultOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return { state: "absent" };
    return { state: "unreadable", problem: `cannot be read: ${says}` };
  }
}

function leadsOut(path: string): boolean {
  return path.startsWith("../") || path.startsWith("/");
}

/** What the system said, which may stand behind words of our own. Everything else is a mistake in the code. */
function faultOf(error: unknown): { readonly code: unknown; readonly says: string } {
  if (error instanceof Error && "code" in error) return { code: error.code, says: error.message };
  if (error instanceof Error && error.cause !== undefined) return faultOf(error.cause);
  throw error;
}
