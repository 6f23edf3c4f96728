import { z } from "zod";
import { estimateRegexSize } from "../text/regex-size.ts";

/** The longest regular expression among the rules for titles. */
export const longestTitleRegex = 200;

/** Most own rules of a repository: each title, and each commit that lands, is held against all of them. */
export const mostPatterns = 10;

/** Most states that they have together, when their repetitions are written out. A configuration with more is refused. */
export const mostPatternStates = 1_000;

const Regex = z.string().min(1).max(longestTitleRegex);

/** A rule of the repository's own: exactly one of `require` and `forbid`. */
export const TitlePattern = z.strictObject({
  in: z.enum(["title", "subject"]).default("title").meta({
    description: "What is looked at: the whole title, or what stands behind the colon.",
  }),
  require: Regex.optional().meta({ description: "A regular expression (RE2) that must match all of it." }),
  forbid: Regex.optional().meta({ description: "A regular expression (RE2) that must not match all of it." }),
  say: z.string().min(1).max(200).optional().meta({
    description: "The rule in your words; `{title}` and `{subject}` stand for the texts.",
  }),
});
export type TitlePattern = z.infer<typeof TitlePattern>;

/** How many states the rule has, before anything is compiled. */
export function statesOf({ require = "", forbid = "" }: TitlePattern): number {
  return estimateRegexSize(require) + estimateRegexSize(forbid);
}
