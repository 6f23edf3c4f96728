import { matchWild } from "../text/match-wild.ts";
import { matchName } from "../text/name-pattern.ts";

export type CodeownersPattern =
  /** Matches a path that was split into its folders and its name. */
  | { readonly ok: true; readonly matches: (path: readonly string[]) => boolean }
  | { readonly ok: false; readonly says: string };

const anyFolders = "**" as const;
type Part = typeof anyFolders | ((name: string) => boolean);
/** An escaped `*` or `?` is itself. */
type Letter = "*" | "?" | { readonly itself: string };

/**
 * The patterns of CODEOWNERS: those of .gitignore without `!`, `[ ]` and an escaped `#` at the start. They are no globs of
 * our own, where braces are alternatives: here they are letters.
 */
export function parsePattern(pattern: string): CodeownersPattern {
  const names = pattern.replace(/^\//, "").replace(/\/$/, "").split("/");
  const problem = patternProblem(pattern, names);
  if (problem !== undefined) return { ok: false, says: problem };
  const parts: readonly Part[] = [
    // A name alone is meant at any depth.
    ...(names.length === 1 && !pattern.startsWith("/") ? [anyFolders] : []),
    ...names.map((name) => (name === "**" ? anyFolders : toMatcher(name))),
    ...ending(pattern, names),
  ];
  const [first] = parts;
  return {
    ok: true,
    // Most patterns begin with a folder in which most paths are not.
    matches: (path) => isPossibleStart(first, path[0]) && matchWild(parts, path, isAnyFolders, matchPart),
  };
}

function patternProblem(pattern: string, names: readonly string[]): string | undefined {
  if (pattern.startsWith("!")) return "GitHub knows no ! here";
  if (pattern.startsWith("\\#")) return "GitHub takes what begins with # for a comment";
  if (/^(?:[^\\]|\\.)*[[\]]/s.test(pattern)) return "GitHub knows no [ ] here";
  if (pattern.includes("***")) return "GitHub knows no ***";
  if (/^(?:[^\\]|\\.)*\\$/s.test(pattern)) return "nothing follows the last \\";
  if (names.some((name) => name === "" || name === "." || name === "..")) {
    return "it has an empty folder name, . or ..";
  }
  return undefined;
}

/** What may stand below: all of it for a name, which may be a folder, but `docs/*` means the files right in `docs`. */
function ending(pattern: string, names: readonly string[]): readonly Part[] {
  const last = names.at(-1);
  if (pattern.endsWith("/") || last === "**") return [isAnyName, anyFolders];
  return last === "*" ? [] : [anyFolders];
}

function isAnyName(): boolean {
  return true;
}

function isPossibleStart(first: Part | undefined, name: string | undefined): boolean {
  return first === undefined || first === anyFolders || (name !== undefined && first(name));
}

function isAnyFolders(part: Part): boolean {
  return part === anyFolders;
}

function matchPart(part: Part, name: string): boolean {
  return part !== anyFolders && part(name);
}

function toMatcher(pattern: string): (name: string) => boolean {
  if (!/[?\\]/.test(pattern)) return matchName(pattern);
  const letters = Array.from(pattern.matchAll(/\\(.)|./gsu), ([letter, escaped]) => toLetter(letter, escaped));
  return (name) => matchWild(letters, Array.from(name), isAnyText, isSameLetter);
}

function toLetter(letter: string, escaped: string | undefined): Letter {
  if (escaped === undefined && (letter === "*" || letter === "?")) return letter;
  return { itself: escaped ?? letter };
}

function isAnyText(letter: Letter): boolean {
  return letter === "*";
}

function isSameLetter(wanted: Letter, given: string): boolean {
  return wanted === "?" || (wanted !== "*" && wanted.itself === given);
}
