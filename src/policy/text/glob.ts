import { expandBraces } from "./braces.ts";
import { matchWild } from "./match-wild.ts";
import { matchName } from "./name-pattern.ts";

/**
 * Globs on paths, our own because a path is chosen by whoever opens the pull request: a glob compiled to a regular
 * expression can be made to backtrack for hours. `*` and `?` stay within a folder, `**` between slashes crosses folders,
 * `{a,b}` are alternatives, and everything else is literal, so `pages/[id].tsx` is the file of that name.
 */
export function matchGlobs(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap(splitAlternatives).map(toPattern);
  return (path) => {
    let segments: readonly Segment[] | undefined;
    for (const { start, parts } of patterns) {
      // Nearly every path lies elsewhere than nearly every glob, and its first letters already tell.
      if (!path.startsWith(start)) continue;
      segments ??= path.split("/").map(toSegment);
      if (matchWild(parts, segments, isGlobStar, matchPart)) return true;
    }
    return false;
  };
}

/** Each segment of a glob with its alternatives; the alternative `**` always stands alone. */
type Parts = readonly (readonly string[])[];

/**
 * Alternatives stay in their segment, where trying them costs little. Those that hold a slash, and those that are `**`,
 * make globs of their own.
 */
function splitAlternatives(glob: string): readonly Parts[] {
  return expandBraces(glob, (options) => options.includes("/")).flatMap((each) => {
    let globs: readonly Parts[] = [[]];
    for (const segment of each.split("/")) {
      const options = [...new Set(expandBraces(segment))];
      const names = options.filter((option) => option !== globStar);
      const kinds = [names, names.length < options.length ? [globStar] : []].filter(({ length }) => length > 0);
      globs = globs.flatMap((before) => kinds.map((kind) => [...before, kind]));
    }
    return globs;
  });
}

interface Pattern {
  /** What every path that matches begins with. */
  readonly start: string;
  readonly parts: readonly Part[];
}

type Part =
  | typeof globStar
  | { readonly names: ReadonlySet<string>; readonly wild: readonly ((segment: Segment) => boolean)[] };

const globStar = "**";

function toPattern(parts: Parts): Pattern {
  const firstOpen = parts.findIndex((options) => options.length > 1 || options.some(hasWildcard));
  const fixed = parts.slice(0, firstOpen === -1 ? parts.length : firstOpen);
  return {
    // Without the slash after it: `src/**` also matches a file named `src`.
    start: fixed.map(([name]) => name).join("/"),
    parts: parts.map((options) =>
      options[0] === globStar
        ? globStar
        : {
            names: new Set(options.filter((option) => !hasWildcard(option))),
            wild: options.filter(hasWildcard).map(toMatcher),
          },
    ),
  };
}

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

interface Segment {
  readonly name: string;
  /** Code points, so that `?` stands for a whole letter. */
  readonly letters: () => readonly string[];
}

function toSegment(name: string): Segment {
  let letters: readonly string[] | undefined;
  return { name, letters: () => (letters ??= Array.from(name)) };
}

function isGlobStar(part: Part): boolean {
  return part === globStar;
}

function matchPart(part: Part, segment: Segment): boolean {
  return part === globStar || part.names.has(segment.name) || part.wild.some((matches) => matches(segment));
}

function toMatcher(option: string): (segment: Segment) => boolean {
  if (!option.includes("?")) {
    const matches = matchName(option);
    return ({ name }) => matches(name);
  }
  const wanted = Array.from(option);
  return ({ letters }) => matchWild(wanted, letters(), isStar, isSameLetter);
}

function isStar(letter: string): boolean {
  return letter === "*";
}

function isSameLetter(wanted: string, given: string): boolean {
  return wanted === "?" || wanted === given;
}
