import { RE2JS } from "re2js";
import { regexProblem } from "../../policy/text/safe-regex.ts";
import { mostPatternStates, statesOf, type TitlePattern } from "../../policy/title/title-pattern.ts";
import type { UnplacedProblem } from "../problems.ts";

const asks = ["require", "forbid"] as const;

/** What is wrong with own rules for titles: they ask for nothing, for what nobody can write, or cannot be read. */
export function titlePatternProblems(patterns: readonly TitlePattern[]): readonly UnplacedProblem[] {
  const seen = new Set<string>();
  const problems = patterns.flatMap((pattern, index) => {
    const { in: place, require, forbid } = pattern;
    const identity = JSON.stringify([place, require, forbid]);
    const isRepeated = seen.has(identity);
    seen.add(identity);
    return [
      ...(isRepeated ? [{ path: [], says: "this pattern stands there twice", fix: "Keep one of them." }] : []),
      ...askProblems(pattern),
    ].map((problem) => ({ ...problem, path: ["patterns", index, ...problem.path] }));
  });
  return problems.length > 0 ? problems : sizeProblems(patterns);
}

/** Each commit that lands is held against all of them. */
function sizeProblems(patterns: readonly TitlePattern[]): readonly UnplacedProblem[] {
  let states = 0;
  for (const [index, pattern] of patterns.entries()) {
    states += statesOf(pattern);
    if (states <= mostPatternStates) continue;
    const says = `with this one the patterns have ${states} parts together when their repetitions are written out, more than ${mostPatternStates}`;
    return [{ path: ["patterns", index], says, fix: "Repeat less, or write `*` or `+`." }];
  }
  return [];
}

function askProblems(pattern: TitlePattern): readonly UnplacedProblem[] {
  const given = asks.filter((ask) => pattern[ask] !== undefined);
  const fix = "Give it exactly one of `require` and `forbid`.";
  if (given.length === 0) return [{ path: [], says: "a pattern asks for nothing", fix }];
  if (given.length > 1) return [{ path: [], says: "a pattern has `require` and `forbid`", fix }];
  return given.flatMap((ask) => {
    const problem = regexInWords(ask, pattern[ask] ?? "");
    return problem === undefined ? [] : [{ path: [ask], ...problem }];
  });
}

type Words = Pick<UnplacedProblem, "says" | "fix">;

function regexInWords(ask: (typeof asks)[number], regex: string): Words | undefined {
  const problem = regexProblem(regex);
  if (problem !== undefined) return { says: `\`${regex}\`: ${problem.says}`, fix: problem.fix };
  if (matchesEverything(regex)) {
    return ask === "require"
      ? { says: `\`${regex}\` matches every text`, fix: "Say what must be there, or remove it." }
      : { says: `\`${regex}\` matches every text, so nothing passes`, fix: "Say what must not be there." };
  }
  if (ask === "forbid" || !isWrittenOut(regex)) return undefined;
  return {
    says: `\`${regex}\` must match the whole text, and matches only what it spells`,
    fix: "Put `.*` where any text may stand.",
  };
}

// Short and long, with every kind of character; the longest title has as many. Ten patterns of 2,000 states at most, which
// take one step for each of these 265 characters.
const allAscii = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(index + 0x20)).join("");
const samples = ["\u0001", "a", " ", "\u{10FFFF}", `${allAscii}é日🎉\u{10FFFF}${allAscii}`.padEnd(260, "x")];

/**
 * Whether it says nothing. What excludes characters, or names some by number or class, may exclude one that no sample has:
 * it is believed to say something.
 */
function matchesEverything(regex: string): boolean {
  if (/\[\^|\\[pPx]|\[:/.test(regex)) return false;
  const compiled = RE2JS.compile(regex, RE2JS.DOTALL);
  return samples.every((sample) => compiled.testExact(sample));
}

/** Whether it is a text, or a choice of texts, and no pattern. */
function isWrittenOut(regex: string): boolean {
  return !/[.*+?[{\\]/.test(regex);
}
