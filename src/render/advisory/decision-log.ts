import { endedBy, type TriageDecision } from "../../policy/advisory/triage/decision.ts";
import { isOwnEntry } from "../../policy/advisory/triage/own-entry.ts";
import type { TriageEntry } from "../../policy/advisory/triage/triage-entry.ts";
import { utcMinute } from "../../policy/text/utc-minute.ts";
import { counted } from "../../policy/text/counted.ts";
import { untilWords } from "./last-day.ts";
import { show, showSentence } from "./show.ts";

/** Who decided what, and when: the newest first, `most` of them. Empty where nobody has decided. */
export function renderDecisions(
  entries: readonly TriageEntry[],
  { agreed }: Pick<TriageDecision, "agreed">,
  most: number,
): string {
  if (entries.length === 0) return "";
  const newestFirst = entries.toReversed().sort((left, right) => Date.parse(right.at) - Date.parse(left.at));
  const newest = newestFirst.slice(0, most);
  const lines = newest.map(
    (entry) => `- ${utcMinute(entry.at)}, ${show(entry.by.login)}: ${decisionInWords(entry, agreed)}`,
  );
  const earlier = entries.length - newest.length;
  const more = earlier === 0 ? [] : [`- and ${counted(earlier, "earlier decision")}`];
  return ["### Decisions", [...lines, ...more].join("\n")].join("\n\n");
}

function decisionInWords(entry: TriageEntry, agreed: TriageDecision["agreed"]): string {
  switch (entry.kind) {
    case "accept-risk": {
      const end = entry.until === undefined ? "" : ` ${untilWords(entry.until)}`;
      const wish = entry.needsSecond === true && !agreed.has(entry.id) ? "asks to accept" : "accept";
      return `${wish} the risk${end}. ${showSentence(entry.reason)}`;
    }
    case "not-affected":
      return `not affected. ${showSentence(entry.reason)}`;
    case "defer":
      return `defer ${untilWords(entry.until)}. ${showSentence(entry.reason)}`;
    case "fixed-by":
      return `fixed by #${entry.pullRequest}.`;
    case "severity":
      return `rated ${entry.rating}. ${showSentence(entry.reason)}`;
    case "assign":
      return `given to ${show(entry.login)}.`;
    case "reopen":
      return isOwnEntry(entry)
        ? "what was decided before no longer counts, because this came back or its ignore ended."
        : "to be looked at again.";
    case "undo": {
      const ended = endedBy(entry);
      return ended === undefined
        ? "the last decision is taken back."
        : `the decision that rested on #${ended} is taken back.`;
    }
  }
}
