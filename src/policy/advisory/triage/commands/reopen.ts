import { reason } from "../../../reason.ts";
import { standingEntries } from "../decision.ts";
import { aboutAdvisory, decided, whyNotAlone } from "./about-advisory.ts";
import { answered, refusedTriage } from "./triage-command.ts";

export const reopenCommand = aboutAdvisory({
  name: "reopen",
  aliases: [],
  usage: "reopen",
  summary: "Look at it again: what was decided before does not count any more.",
  examples: ["reopen"],
  parse: (text) => text,
  decide: (text, subject) => {
    const { id, advisory, stamp, state } = subject;
    const refusal = whyNotAlone(text, subject);
    if (refusal !== undefined) return refusedTriage(refusal);
    const last = standingEntries(advisory.entries).at(-1);
    const isFresh = last === undefined || last.kind === "reopen";
    const isAccepted = state.accepted !== null;
    // Somebody may have closed its issue since, or accepted it without a command.
    if (isFresh && advisory.isOpen !== false && !isAccepted) {
      return answered(reason("triage-undecided", { advisory: id }));
    }
    const says = isAccepted ? "triage-removal-asked" : "triage-reopened";
    const since = state.accepted?.since;
    const about = since === undefined ? {} : { acceptedSince: since };
    return decided(subject, { kind: "reopen", ...about, ...stamp }, reason(says, { advisory: id }));
  },
});
