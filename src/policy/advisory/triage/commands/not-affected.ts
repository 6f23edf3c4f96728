import { reason } from "../../../reason.ts";
import { foldTriage } from "../decision.ts";
import { aboutAdvisory, decided, standsAlready, whyMalicious } from "./about-advisory.ts";
import { parseReason, whyBadReason } from "./reason-and-end.ts";
import { answered, refusedTriage } from "./triage-command.ts";
import { whyNoProposal } from "./why-no-proposal.ts";

export const notAffectedCommand = aboutAdvisory({
  name: "not-affected",
  aliases: [],
  usage: "not-affected REASON",
  summary: "It does not concern this repository; a pull request proposes the ignore.",
  examples: ["not-affected we never call the decoder that it is about"],
  proposesIgnore: true,
  parse: parseReason,
  decide: (why, subject) => {
    const refusal =
      whyMalicious(subject) ?? whyBadReason(why, subject.corrected("REASON")) ?? whyNoProposal(subject.context);
    if (refusal !== undefined) return refusedTriage(refusal);
    const entry = { kind: "not-affected" as const, reason: why, ...subject.stamp };
    if (standsAlready(entry, foldTriage(subject.advisory.entries).stance)) return answered(reason("triage-stands", {}));
    return decided(subject, entry, reason("triage-not-affected", { advisory: subject.id }));
  },
});
