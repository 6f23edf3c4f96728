import { z } from "zod";
import type { GateProblem } from "../gate.ts";
import { GlobList, globListProblems } from "../text/glob-list.ts";
import { longestRegex, type SafeRegex, tryRegex } from "../text/safe-regex.ts";

const Regex = z.string().min(1).max(longestRegex);

/** What is asked of the text of a pull request: exactly one of `require`, `forbid` and `find`. */
export const Pattern = z.strictObject({
  in: z
    .enum(["title", "body", "added_lines", "removed_lines", "added_files"])
    .meta({ description: "What is searched; of files their paths." }),
  paths: GlobList.optional().meta({ description: "Globs of the files that are meant. Default: every file." }),
  require: Regex.optional().meta({ description: "A regular expression (RE2) that must match somewhere." }),
  forbid: Regex.optional().meta({ description: "A regular expression (RE2) that must match nowhere." }),
  find: Regex.optional().meta({ description: "A regular expression (RE2) whose matches are shown." }),
  needs: z
    .enum(["decision"])
    .optional()
    .meta({ description: "`decision`: with matches of `find` the gate waits until somebody decides." }),
  say: z.string().min(1).max(200).optional().meta({ description: "The rule in your words, shown with every match." }),
});
export type Pattern = z.infer<typeof Pattern>;

const asks = ["require", "forbid", "find"] as const;
export type Ask = (typeof asks)[number];

/** What a pattern asks, and its regular expression. Undefined for one that has a problem. */
export function askOf(pattern: Pattern): { readonly ask: Ask; readonly regex: string } | undefined {
  const given = asks.flatMap((ask) => {
    const regex = pattern[ask];
    return regex === undefined ? [] : [{ ask, regex }];
  });
  return given.length === 1 ? given[0] : undefined;
}

/** Whether it is about one text instead of a list of lines or paths. */
export function isAboutText({ in: place }: Pattern): boolean {
  return place === "title" || place === "body";
}

export function patternProblems(pattern: Pattern): readonly GateProblem[] {
  const { paths = [], needs, find } = pattern;
  const given = askOf(pattern);
  return [
    ...(given === undefined ? [notOneAsk(pattern)] : []),
    ...asks.flatMap((ask) => {
      const problem = askProblem(pattern[ask], pattern);
      return problem === undefined ? [] : [{ path: [ask], ...problem }];
    }),
    ...globListProblems(paths).map((each) => ({ ...each, path: ["paths", ...each.path] })),
    ...(isAboutText(pattern) && paths.length > 0
      ? [{ path: ["paths"], says: `the ${pattern.in} has no paths`, fix: "Remove `paths`, or use `when`." }]
      : []),
    ...(needs !== undefined && find === undefined
      ? [{ path: ["needs"], says: "only what is found needs a decision", fix: "Use `find`, or remove this." }]
      : []),
  ];
}

function notOneAsk(pattern: Pattern): GateProblem {
  const names = asks.filter((ask) => pattern[ask] !== undefined).map((ask) => `\`${ask}\``);
  const says = names.length === 0 ? "a pattern asks for nothing" : `a pattern has ${names.join(" and ")}`;
  return { path: [], says, fix: "Give it exactly one of `require`, `forbid` and `find`." };
}

function askProblem(regex: string | undefined, pattern: Pattern): Pick<GateProblem, "says" | "fix"> | undefined {
  if (regex === undefined) return undefined;
  const tried = tryRegex(regex, { isMultiline: true });
  if (!tried.ok) return { says: `\`${regex}\`: ${tried.problem.says}`, fix: tried.problem.fix };
  // Of lines and paths it can be meant: `forbid: '.*'` says that there are none.
  if (!isAboutText(pattern) || !matchesAnything(tried.regex)) return undefined;
  return { says: `\`${regex}\` matches every text, an empty one too`, fix: "Say what must be there." };
}

function matchesAnything({ isIn }: SafeRegex): boolean {
  return isIn("") && isIn("\u0000");
}
