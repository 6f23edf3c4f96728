import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import { cut } from "../markdown.ts";
import { untilWords } from "./last-day.ts";
import { placesInWords } from "./places.ts";
import { bareName, kindSentence } from "./severity-words.ts";
import { show, showSentence } from "./show.ts";

export interface IgnoreProposal {
  readonly advisory: Advisory;
  readonly reason: string;
  /** The end of the last day on which it counts. */
  readonly until: Date | undefined;
  /** The advisory's issue, `#41`. */
  readonly issue: string;
  /** Login of who decided. */
  readonly by: string;
  /** Policy files that are changed. */
  readonly files: readonly string[];
}

export interface ProposalText {
  readonly title: string;
  readonly body: string;
  readonly commitMessage: string;
}

/** The pull request that documents an accepted risk. */
export function renderIgnoreProposal({ advisory, reason, until, issue, by, files }: IgnoreProposal): ProposalText {
  const { id, kind, rows } = advisory;
  const title = `chore(security): accept ${cut(id, 80)} in ${bareName(rows[0].package)}`;
  const end = until === undefined ? "without an end" : untilWords(until);
  const link = `[${id}](https://osv.dev/vulnerability/${encodeURIComponent(id)})`;
  const named = files.slice(0, 10).map(show).join(", ");
  const body = [
    `${kindSentence[kind]} ${link} hits ${placesInWords(rows)}. In ${issue}, ${show(by)} decided to live with it, ${end}, for this reason:`,
    `> ${withoutReferences(showSentence(reason))}`,
    `This writes the decision into ${named}. Whoever merges it accepts the risk: the clocks of ${issue} stop, and it stays open as the reminder. Closing this without a merge takes the decision back.`,
  ];
  // The reason stands in the file. In a message it could close issues, or keep checks from running.
  const commitMessage = `${title}\n\nDecided in ${issue}, ${end}.`;
  return { title, body: body.join("\n\n"), commitMessage };
}

/** A squash may make this text the message of a commit, where no code span keeps "fixes #1" or "[skip ci]" from acting. */
function withoutReferences(markdown: string): string {
  return markdown.replace(/[#[]|:(?=\/\/)|\bGH(?=-\d)/gi, "$&\u200B");
}
