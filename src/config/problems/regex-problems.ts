import { z } from "zod";
import { estimateRegexWork } from "../../policy/text/regex-work.ts";
import { repeatsTooOften } from "../../policy/text/safe-regex.ts";
import type { UnplacedProblem } from "../problems.ts";
import type { ReadableParts } from "./readable-parts.ts";

/** What compiling all regular expressions of a file may cost: see `estimateRegexWork`. */
export const mostRegexWork = 50_000;

/**
 * Why the regular expressions of a file are too much together, at the first one that is. Each may be short and valid, and
 * all of them take minutes; a pull request of anybody may propose such a file. So they are counted before one is compiled.
 */
export function regexProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  let work = 0;
  for (const { regex, path } of regexesOf(parts)) {
    // That is a problem of its own.
    if (repeatsTooOften(regex)) continue;
    work += estimateRegexWork(regex);
    if (work <= mostRegexWork) continue;
    const says = `with this one the regular expressions of the file cost ${work} steps to compile, more than ${mostRegexWork}`;
    const fix = "Repeat less, and use fewer Unicode classes such as `\\pL`, and fewer ranges below `(?i)`.";
    return [{ path, says, fix }];
  }
  return [];
}

interface PlacedRegex {
  readonly regex: string;
  readonly path: readonly PropertyKey[];
}

function regexesOf({ gates, title }: ReadableParts): readonly PlacedRegex[] {
  const scope = title?.scope_pattern;
  return [
    ...gates.flatMap(([name, gate]) => inPatterns(gate["patterns"], ["gates", name, "patterns"])),
    ...(scope === undefined ? [] : [{ regex: scope, path: ["title", "scope_pattern"] }]),
    ...inPatterns(title?.patterns, ["title", "patterns"]),
  ];
}

const Patterns = z.array(z.object({ require: z.string(), forbid: z.string(), find: z.string() }).partial());

function inPatterns(patterns: unknown, path: readonly PropertyKey[]): readonly PlacedRegex[] {
  const read = Patterns.safeParse(patterns).data ?? [];
  return read.flatMap((pattern, index) =>
    Object.entries(pattern).map(([ask, regex = ""]) => ({ regex, path: [...path, index, ask] })),
  );
}
