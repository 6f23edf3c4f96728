import type { Stance, TriageDecision } from "../../policy/advisory/triage/decision.ts";
import { isOwnEntry } from "../../policy/advisory/triage/own-entry.ts";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import type { TriageState } from "../../policy/advisory/triage/triage-state.ts";
import { utcMinute } from "../../policy/text/utc-minute.ts";
import { dueInWords, isOverdue } from "./due-words.ts";
import { untilWords } from "./last-day.ts";
import { show } from "./show.ts";

/** Where it stands, for who has three seconds: the state, what is due, and since when it is known. */
export function renderStatus(change: TriageChange, decision: TriageDecision): string {
  const seen = `First seen ${utcMinute(change.next.firstSeenAt)}.`;
  const due = change.isOpen ? dueInWords(change.due) : "";
  return [stateInWords(change, decision), [due, seen].filter((part) => part !== "").join(" ")].join("\n\n");
}

function stateInWords(change: TriageChange, decision: TriageDecision): string {
  const { next, isOpen } = change;
  const { stance } = decision;
  if (!isOpen) return "➖ **Closed by people**, and still locked.";
  if (next.accepted !== null) return acceptedInWords(next.accepted);
  if (stance?.kind === "not-affected") {
    const asked = next.proposal === null ? "" : ` #${next.proposal} tells it to other scanners.`;
    return `➖ **Not affected**, says ${show(stance.by.login)}. The clocks stand still.${asked}`;
  }
  if (stance?.kind === "defer" && !isRunning(change)) {
    return `➖ **Deferred** ${untilWords(stance.until)} by ${show(stance.by.login)}. The clocks stand still.`;
  }
  const word = isOverdue(change) ? "❌ **Overdue.**" : "⏳ **Open.**";
  return `${word} ${stance === undefined ? undecidedInWords(next, decision) : wishInWords(stance, next)}`;
}

function isRunning({ due }: TriageChange): boolean {
  return due.decide !== undefined || due.fix !== undefined;
}

function acceptedInWords({ file, until }: NonNullable<TriageState["accepted"]>): string {
  const end = until === null ? ", without an end" : ` ${untilWords(until)}`;
  return `✅ **Accepted**${end}, by ${show(file)}. This issue stays open as the reminder.`;
}

/** Decided, and not yet so. */
function wishInWords(stance: Exclude<Stance, { readonly kind: "not-affected" }>, { proposal }: TriageState): string {
  const who = show(stance.by.login);
  switch (stance.kind) {
    case "accept-risk": {
      const end = stance.until === undefined ? "" : ` ${untilWords(stance.until)}`;
      const when = proposal === null ? "an ignore is on the default branch" : `#${proposal} is merged`;
      return `${who} accepts the risk${end}. It counts when ${when}.`;
    }
    case "defer":
      return `${who} had deferred it ${untilWords(stance.until)}.`;
    case "fixed-by":
      return `${who} says that #${stance.pullRequest} fixes it. The scan after its merge proves it, or does not.`;
  }
}

function undecidedInWords({ entries }: TriageState, { awaitsSecond }: TriageDecision): string {
  if (awaitsSecond !== undefined) {
    const who = show(awaitsSecond.by.login);
    return `${who} asks to accept the risk. A fix is there, so somebody else who may decide has to say the same.`;
  }
  const last = entries.at(-1);
  if (last?.kind === "reopen" && isOwnEntry(last)) return "Nobody has decided since it came back or its ignore ended.";
  if (last?.kind === "reopen") return `${show(last.by.login)} asked to look at it again.`;
  return "Nobody has decided about it yet.";
}
