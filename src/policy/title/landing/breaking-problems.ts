import { quote } from "../../text/quote.ts";
import type { TitleProblem } from "../checking/problems.ts";
import { announcesBreak, hasBang, isBreaking, type Said } from "../reading/breaking.ts";
import { findBreakingLine } from "../reading/breaking-lines.ts";
import { longestSubject } from "../rules.ts";
import type { CommitText } from "./read-message.ts";

/**
 * What lands must not break more than the pull request says, which gates rest on. Nor less, which release tools count; with
 * several commits any of them may be the one that breaks something. `isAlone`: its own words can land in place of the title.
 */
export function breakingProblems(
  { subject: whole, body }: CommitText,
  pullRequest: Said,
  isAlone: boolean,
): readonly TitleProblem[] {
  const subject = whole.slice(0, longestSubject);
  if (isBreaking({ subject, body })) return announcesBreak(pullRequest) ? [] : [mismatch(moreThanTitle(subject, body))];
  return isAlone && hasBang(pullRequest.title) ? [mismatch(lessThanTitle)] : [];
}

function moreThanTitle(subject: string, body: string): string {
  const line = findBreakingLine(body);
  if (line === undefined || isBreaking({ subject, body: "" })) {
    return "This commit is marked as a breaking change, and the title is not. Mark the title with `!`, or take the mark out of the commit.";
  }
  return `The message of this commit announces a breaking change: ${quote(line)}. Mark the title with \`!\`, or take that line out of the message.`;
}

const lessThanTitle =
  "The title is marked as a breaking change with `!`, and what lands of this commit is not. Mark its subject as well, or neither.";

function mismatch(message: string): TitleProblem {
  return { code: "title/breaking-mismatch", message };
}
