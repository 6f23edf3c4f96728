import { reason } from "../../../reason.ts";
import { foldTriage } from "../decision.ts";
import { aboutAdvisory, decided, standsAlready } from "./about-advisory.ts";
import { parseReason, whyBadReason } from "./reason-and-end.ts";
import { answered, refusedTriage } from "./triage-command.ts";

const ratings = ["critical", "high", "medium", "low"] as const;

export const severityCommand = aboutAdvisory({
  name: "severity",
  aliases: [],
  usage: "severity critical|high|medium|low REASON",
  summary: "How grave it is for this repository, in place of what the advisory says.",
  examples: ["severity low only the build script reads such files"],
  parse: (text) => {
    const [, word = "", rest = ""] = /^(\S*)\s*([^]*)$/.exec(text) ?? [];
    return { rating: ratings.find((each) => each === word.toLowerCase()), why: parseReason(rest) };
  },
  decide: ({ rating, why }, subject) => {
    const { id, advisory, stamp } = subject;
    if (rating === undefined) {
      return refusedTriage(reason("triage-rating-needed", { ratings, command: subject.corrected("medium REASON") }));
    }
    const refusal = whyBadReason(why, subject.corrected(`${rating} REASON`));
    if (refusal !== undefined) return refusedTriage(refusal);
    const entry = { kind: "severity" as const, rating, reason: why, ...stamp };
    if (standsAlready(entry, foldTriage(advisory.entries).severity)) return answered(reason("triage-stands", {}));
    return decided(subject, entry, reason("triage-rated", { advisory: id, rating }));
  },
});
