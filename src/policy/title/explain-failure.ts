import { shortSha } from "../text/short-sha.ts";
import { type Reason, reason } from "../reason.ts";
import type { Verdict } from "../verdict.ts";
import type { TitleProblem } from "./checking/problems.ts";
import type { FailedTitle, PassedTitle } from "./judge-title.ts";
import { isSuggestible } from "./retitle.ts";
import { type CommitsLand, type JudgedCommit, type JudgedCommits, mostCommitsShown } from "./title-standing.ts";

/** What does not hold, the title first, and what its author can do. */
export function explainFailure(
  title: FailedTitle | PassedTitle,
  { why, obstacles }: JudgedCommits,
): Pick<Verdict, "reason" | "details"> {
  const commits = obstacles.slice(0, mostCommitsShown).map(explainCommit);
  const lands = why === undefined || obstacles.length === 0 ? [] : [explainLanding(why)];
  const all = [...(title.ok ? [] : [explainTitle(title)]), ...commits, ...explainRest(obstacles), ...lands];
  const [first, ...details] = all;
  if (first === undefined) throw new Error("a title fails although nothing is wrong with it");
  return { reason: first, ...(details.length > 0 && { details }) };
}

/** One commit, and the command that mends it where there is one. */
export function explainCommit({ sha, subject, problems, command }: JudgedCommit): Reason {
  const told = { commit: shortSha(sha), subject, safeProblem: inWords(problems) };
  return command === undefined
    ? reason("title-commit-fails", told)
    : reason("title-commit-amendable", { ...told, command });
}

/** How many commits are not shown; nothing where all are. */
export function explainRest({ length }: readonly JudgedCommit[]): readonly Reason[] {
  const rest = length - mostCommitsShown;
  return rest > 0 ? [reason("title-more-commits-fail", { count: String(rest) })] : [];
}

/** Why commits count beside the title, and what to do about those that fail. */
export function explainLanding(why: CommitsLand): Reason {
  switch (why) {
    case "only-commit":
      return reason("title-only-commit-lands", {});
    case "messages":
      return reason("title-messages-land", {});
    case "each":
      return reason("title-each-commit-lands", {});
    case "queue":
      return reason("title-queue-made-commit", {});
    case "asked":
      return reason("title-commits-asked", {});
  }
}

function explainTitle({ problems, suggestion }: FailedTitle): Reason {
  const safeProblem = inWords(problems);
  if (isOfDescription(problems)) return reason("title-fails-by-description", { safeProblem });
  return !isSuggestible(suggestion)
    ? reason("title-fails-without-suggestion", { safeProblem })
    : reason("title-fails", { safeProblem, command: `/retitle ${suggestion}` });
}

/** Whether the title may stay as it is. */
export function isOfDescription(problems: readonly TitleProblem[]): boolean {
  return problems.length > 0 && problems.every((problem) => problem.isOfDescription === true);
}

function inWords(problems: readonly TitleProblem[]): string {
  return problems.map(({ message }) => message).join(" ");
}
