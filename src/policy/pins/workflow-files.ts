import type { FileList, RepositoryDocument } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import { matchGlobs } from "../text/glob.ts";
import { findUses } from "./find-uses.ts";
import { type Pin, toPin } from "./pin.ts";

// Reading YAML takes seconds for a megabyte. Workflows have a few thousand characters.
const mostInOne = 256 * 1024;
const mostInAll = 2 * 1024 * 1024;

/** The globs, limited to files that GitHub reads as workflows or actions: an action's own code need not be fetched. */
export function yamlGlobs(globs: readonly string[]): readonly string[] {
  return globs.map((glob) => {
    if (glob === "**" || glob.endsWith("/**")) return `${glob}/*.{yml,yaml}`;
    // Behind anything else the ending may have begun already: `ci.*` and `*.y*` mean workflows too.
    return glob === "*" || glob.endsWith("/*") ? `${glob}.{yml,yaml}` : glob;
  });
}

export interface ReadFiles {
  /** Those that were read. */
  readonly paths: readonly string[];
  readonly pins: readonly Pin[];
  /** Why not everything is known. */
  readonly unknown: readonly Reason[];
}

/** Every `uses:` of the changed files that the globs mean, as they are at the head. */
export function readFiles(
  { files, isComplete }: FileList,
  documents: ReadonlyMap<string, RepositoryDocument>,
  globs: readonly string[],
): ReadFiles {
  const isMeant = matchGlobs(yamlGlobs(globs));
  const paths: string[] = [];
  const pins: Pin[] = [];
  const unknown: Reason[] = [];
  const unread: string[] = [];
  let left = mostInAll;
  for (const { path, status } of files) {
    if (status === "removed" || !/\.ya?ml$/.test(path) || !isMeant(path)) continue;
    const document = documents.get(path);
    if (document === undefined || (document.state === "found" && document.text.length > left)) unread.push(path);
    else if (document.state === "absent") unknown.push(reason("pin-file-absent", { file: path }));
    else if (document.state === "link") unknown.push(reason("pin-file-link", { file: path }));
    else if (document.state === "too-large") unknown.push(tooLarge(path, document.bytes));
    else if (document.text.length > mostInOne) unknown.push(tooLarge(path, document.text.length));
    else {
      left -= document.text.length;
      const found = findUses(document.text);
      if (found.ok) {
        paths.push(path);
        for (const use of found.uses) pins.push(toPin(path, use));
      } else unknown.push(reason("pin-file-unreadable", { file: path, problem: found.problem }));
    }
  }
  if (unread.length > 0) unknown.push(reason("pin-files-unread", { files: unread }));
  if (!isComplete) unknown.push(reason("pin-files-unlisted", {}));
  return { paths, pins, unknown };
}

function tooLarge(file: string, size: number): Reason {
  return reason("pin-file-too-large", { file, size: String(size), limit: String(mostInOne) });
}
