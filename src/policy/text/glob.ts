/**
 * Globs on paths, our own because a path is chosen by whoever opens the pull request: a glob compiled to a regular
 * expression can be made to backtrack for hours. `*` and `?` stay within a folder, `**` between slashes crosses folders,
 * `{a,b}` are alternatives, and everything else is literal, so `pages/[id].tsx` is the file of that name.
 */
export function matchGlobs(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap(expandBraces).map(toPattern);
  return (path) => {
    let segments: readonly string[] | undefined;
    for (const { start, parts } of patterns) {
      // Nearly every path lies elsewhere than nearly every glob, and its first letters already tell.
      if (!path.startsWith(start)) continue;
      segments ??= path.split("/");
      if (matchWild(parts, segments, isGlobStar, matchSegment)) return true;
    }
    return false;
  };
}

interface Pattern {
  /** What every path that matches begins with. */
  readonly start: string;
  readonly parts: readonly string[];
}

function toPattern(glob: string): Pattern {
  const parts = glob.split("/");
  const firstWild = parts.findIndex((part) => /[*?]/.test(part));
  // Without the slash after it: `src/**` also matches a file named `src`.
  return { start: parts.slice(0, firstWild === -1 ? parts.length : firstWild).join("/"), parts };
}

export interface GlobProblem {
  readonly says: string;
  readonly fix: string;
}

// `{a,b}{c,d}…` doubles with every brace.
const alternativesLimit = 100;

/** Why a glob can match no path at all, or not what it looks like; a gate on it would be open without a word. */
export function globProblem(glob: string): GlobProblem | undefined {
  const bare = glob.replace(/^(?:\.?\/)+/, "");
  if (bare !== glob) return { says: "paths begin at the root of the repository", fix: `Write \`${bare}\`.` };
  if (glob.startsWith("!")) return { says: "a glob cannot exclude", fix: "List the paths that do belong." };
  if (glob.includes("\\")) return { says: "paths have `/`, not `\\`", fix: "Write `/` between folders." };
  if (glob.endsWith("/")) return { says: "this names no file", fix: `Write \`${glob}**\`.` };
  if (!areBracesPaired(glob)) return { says: "its braces do not pair", fix: "Write alternatives as `{a,b}`." };
  if (countAlternatives(glob) > alternativesLimit) {
    return { says: `it has more than ${alternativesLimit} alternatives`, fix: "Split it over several lines." };
  }
  const segments = expandBraces(glob).flatMap((each) => each.split("/"));
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    return { says: "it has an empty folder name, `.` or `..`", fix: "Write the path as GitHub shows it." };
  }
  if (segments.some((segment) => segment.includes("**") && segment !== "**")) {
    return { says: "`**` stands alone between slashes", fix: "E.g. `src/**/*.ts`." };
  }
  return undefined;
}

/** `*` within one segment: any text. */
function matchSegment(pattern: string, segment: string): boolean {
  return matchWild(
    Array.from(pattern),
    Array.from(segment),
    isStar,
    (wanted, given) => wanted === "?" || wanted === given,
  );
}

function isGlobStar(segment: string): boolean {
  return segment === "**";
}

function isStar(character: string): boolean {
  return character === "*";
}

/** Matches a list against a pattern with wildcards for any run of items; falls back only to the last wildcard met. */
function matchWild(
  pattern: readonly string[],
  items: readonly string[],
  isWild: (part: string) => boolean,
  isSame: (part: string, item: string) => boolean,
): boolean {
  let p = 0;
  let afterWild: number | undefined;
  let resumeAt = 0;
  for (let i = 0; i < items.length;) {
    const part = pattern[p];
    if (part !== undefined && isWild(part)) {
      p += 1;
      afterWild = p;
      resumeAt = i;
    } else if (part !== undefined && isSame(part, items[i] ?? "")) {
      p += 1;
      i += 1;
    } else if (afterWild === undefined) {
      return false;
    } else {
      p = afterWild;
      resumeAt += 1;
      i = resumeAt;
    }
  }
  return pattern.slice(p).every(isWild);
}

function expandBraces(glob: string): readonly string[] {
  const open = glob.indexOf("{");
  const close = closingBrace(glob, open);
  if (open === -1 || close === -1) return [glob];
  const rest = expandBraces(glob.slice(close + 1));
  const options = splitOptions(glob.slice(open + 1, close)).flatMap(expandBraces);
  return options.flatMap((option) => rest.map((end) => glob.slice(0, open) + option + end));
}

function countAlternatives(glob: string): number {
  const open = glob.indexOf("{");
  if (open === -1) return 1;
  const close = closingBrace(glob, open);
  const options = splitOptions(glob.slice(open + 1, close)).map(countAlternatives);
  return options.reduce((sum, count) => sum + count, 0) * countAlternatives(glob.slice(close + 1));
}

function splitOptions(text: string): readonly string[] {
  const options = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (character === "," && depth === 0) options.push("");
    else options.push((options.pop() ?? "") + character);
  }
  return options;
}

function closingBrace(glob: string, open: number): number {
  let depth = 0;
  for (let index = open; index >= 0 && index < glob.length; index += 1) {
    if (glob[index] === "{") depth += 1;
    if (glob[index] === "}") depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

function areBracesPaired(glob: string): boolean {
  let depth = 0;
  for (const character of glob) {
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
