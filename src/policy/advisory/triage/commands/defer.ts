import { reason } from "../../../reason.ts";
import { foldTriage } from "../decision.ts";
import { aboutAdvisory, decided, standsAlready, whyMalicious } from "./about-advisory.ts";
import { findEnd, parseReasonAndEnd, whyBadReason } from "./reason-and-end.ts";
import { answered, refusedTriage } from "./triage-command.ts";

export const deferCommand = aboutAdvisory({
  name: "defer",
  aliases: [],
  usage: "defer until DATE|DAYS REASON",
  summary: "Decide later; the clocks stand still until the end of that day.",
  examples: ["defer until 2030-01-31 the next release replaces the parser"],
  parse: parseReasonAndEnd,
  decide: (asked, subject) => {
    const { id, context, advisory, stamp } = subject;
    const command = subject.corrected("until 14d REASON");
    const end = findEnd(asked, { at: context.comment.at, command });
    const refusal = whyMalicious(subject) ?? whyBadReason(asked.why, command);
    if (refusal !== undefined) return refusedTriage(refusal);
    if ("why" in end) return refusedTriage(end.why);
    if (end.until === undefined) return refusedTriage(reason("triage-end-needed", { command }));
    const until = end.until.toISOString();
    const entry = { kind: "defer" as const, reason: asked.why, until, ...stamp };
    if (standsAlready(entry, foldTriage(advisory.entries).stance)) return answered(reason("triage-stands", {}));
    return decided(subject, entry, reason("triage-deferred", { advisory: id, until: until.slice(0, 10) }));
  },
});
