import type { PullRequest } from "../../facts.ts";
import { quote } from "../../text/quote.ts";
import type { TitleProblem } from "../checking/problems.ts";
import { findBreakingFooter, hasBang, isBreaking } from "../reading/breaking.ts";
import { longestSubject } from "../rules.ts";
import type { CommitText } from "./read-message.ts";

/**
 * What lands must not break more than the pull request says, which gates rest on. Nor less, which release tools count; with
 * several commits any of them may be the one that breaks something. `isAlone`: its own words can land in place of the title.
 */
export function breakingProblems(
  { subject, body }: CommitText,
  pullRequest: Pick<PullRequest, "title" | "body">,
  isAlone: boolean,
): readonly TitleProblem[] {
  const title = subject.slice(0, longestSubject);
  if (isBreaking({ title, body })) return isBreaking(pullRequest) ? [] : [mismatch(moreThanTitle(title, body))];
  return isAlone && hasBang(pullRequest.title) ? [mismatch(lessThanTitle)] : [];
}

function moreThanTitle(subject: string, body: string): string {
  const footer = findBreakingFooter(body);
  if (footer === undefined || isBreaking({ title: subject, body: "" })) {
    return "This commit is marked as a breaking change, and the title is not. Mark the title with `!`, or take the mark out of the commit.";
  }
  return `The message of this commit announces a breaking change: ${quote(footer.line)}. Mark the title with \`!\`, or take that line out of the message.`;
}

const lessThanTitle =
  "The title is marked as a breaking change with `!`, and what lands of this commit is not. Mark its subject as well, or neither.";

function mismatch(message: string): TitleProblem {
  return { code: "title/breaking-mismatch", message };
}
