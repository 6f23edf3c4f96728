import { areBracesPaired, countAlternatives, expandBraces } from "./braces.ts";

export interface GlobProblem {
  readonly says: string;
  readonly fix: string;
}

// `{a,b}{c,d}…` doubles with every brace.
const alternativesLimit = 20;

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
