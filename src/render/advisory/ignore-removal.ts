import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import { cut } from "../markdown.ts";
import type { ProposalText } from "./ignore-proposal.ts";
import { placesInWords } from "./places.ts";
import { bareName, kindSentence } from "./severity-words.ts";
import { show } from "./show.ts";

export interface IgnoreRemoval {
  readonly advisory: Advisory;
  /** The advisory's issue, `#41`. */
  readonly issue: string;
  /** Login of who asked to look at it again. */
  readonly by: string;
  /** Policy files that are changed. */
  readonly files: readonly string[];
  /** Ids of other advisories that the same ignores cover, and nothing else does. */
  readonly others: readonly string[];
}

/** The pull request that takes an accepted risk back. */
export function renderIgnoreRemoval({ advisory, issue, by, files, others }: IgnoreRemoval): ProposalText {
  const { id, kind, rows } = advisory;
  const title = `chore(security): no longer accept ${cut(id, 80)} in ${bareName(rows[0].package)}`;
  const link = `[${id}](https://osv.dev/vulnerability/${encodeURIComponent(id)})`;
  const named = files.slice(0, 10).map(show).join(", ");
  const body = [
    `${kindSentence[kind]} ${link} hits ${placesInWords(rows)}, and is accepted. In ${issue}, ${show(by)} asked to look at it again.`,
    `This removes the ignores of it from ${named}, and nothing else.${othersInWords(others)} Once it is merged, the advisory counts again: the clocks of ${issue} begin anew. Closing this without a merge leaves it accepted.`,
  ];
  return { title, body: body.join("\n\n"), commitMessage: `${title}\n\nAsked for in ${issue}.` };
}

function othersInWords(others: readonly string[]): string {
  if (others.length === 0) return "";
  const shown = others.slice(0, 10).map(show).join(", ");
  const more = others.length > 10 ? ` and ${others.length - 10} more` : "";
  return ` **They cover ${shown}${more} too**, and nothing else covers ${others.length === 1 ? "that" : "those"}: ${others.length === 1 ? "it counts" : "they count"} again as well.`;
}
