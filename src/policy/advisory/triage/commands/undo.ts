import { reason } from "../../../reason.ts";
import { lastUndoable } from "../decision.ts";
import { aboutAdvisory, decided, whyNotAlone } from "./about-advisory.ts";
import { describeEntry } from "./describe-entry.ts";
import { refusedTriage } from "./triage-command.ts";

export const undoCommand = aboutAdvisory({
  name: "undo",
  aliases: [],
  usage: "undo",
  summary: "Take the latest decision back, whoever made it; what stood before it counts again.",
  examples: ["undo"],
  parse: (text) => text,
  decide: (text, subject) => {
    const { id, advisory, stamp } = subject;
    const refusal = whyNotAlone(text, subject);
    if (refusal !== undefined) return refusedTriage(refusal);
    const last = lastUndoable(advisory.entries);
    if (last === undefined) return refusedTriage(reason("triage-nothing-to-undo", { advisory: id }));
    const parameters = { advisory: id, what: describeEntry(last), who: last.by.login };
    return decided(subject, { kind: "undo", ...stamp }, reason("triage-undone", parameters));
  },
});
