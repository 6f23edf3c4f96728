import { type Reason, reason } from "../../../reason.ts";
import { type EntryOf, foldTriage } from "../decision.ts";
import type { TriageState } from "../triage-state.ts";
import { aboutAdvisory, decided, standsAlready, type TriageSubject, whyMalicious } from "./about-advisory.ts";
import { findEnd, parseReasonAndEnd, whyBadReason } from "./reason-and-end.ts";
import { answered, refusedTriage, type TriageAnswer } from "./triage-command.ts";
import { whyNoProposal } from "./why-no-proposal.ts";

export const acceptRiskCommand = aboutAdvisory({
  name: "accept-risk",
  aliases: ["ignore"],
  usage: "accept-risk REASON [until DATE|DAYS]",
  summary: "Live with it; a pull request proposes the ignore, with the reason and the end.",
  examples: [
    "accept-risk only the test server parses such files until 2030-01-31",
    "accept-risk until 30d -- waiting for the release of our parent crate",
  ],
  proposesIgnore: true,
  parse: parseReasonAndEnd,
  decide: (asked, subject) => {
    const { at } = subject.context.comment;
    const command = subject.corrected("REASON until 30d");
    const end = findEnd(asked, { at, command });
    const refusal = whyMalicious(subject) ?? whyBadReason(asked.why, command) ?? whyNoProposal(subject.context);
    if (refusal !== undefined) return refusedTriage(refusal);
    if ("why" in end) return refusedTriage(end.why);
    const entry: EntryOf<"accept-risk"> = {
      kind: "accept-risk",
      reason: asked.why,
      ...(end.until === undefined ? {} : { until: end.until.toISOString() }),
      ...(asksForSecond(subject.state) ? { needsSecond: true as const } : {}),
      ...subject.stamp,
    };
    return accept(entry, subject);
  },
});

function accept(entry: EntryOf<"accept-risk">, subject: TriageSubject): TriageAnswer {
  const { entries } = subject.advisory;
  const before = foldTriage(entries);
  if (standsAlready(entry, before.stance)) return answered(reason("triage-stands", {}));
  const { awaitsSecond } = foldTriage([...entries, entry]);
  if (awaitsSecond?.id !== entry.id) return decided(subject, entry, accepted(entry, subject));
  const told = { ...decided(subject, entry, secondAsked(subject)), isTold: true };
  const isSaidAgain = before.awaitsSecond?.by.id === entry.by.id && standsAlready(entry, before.awaitsSecond);
  return isSaidAgain ? { ...told, recorded: undefined, asksForScan: false } : told;
}

/**
 * Where an update would end a grave one that the repository itself depends on, one person alone does not decide against
 * it. Unknown is treated as grave: many live vulnerabilities have no rating.
 */
function asksForSecond({ kind, rating, fix, places }: TriageState): boolean {
  const isGrave = rating === "critical" || rating === "high" || (rating === "unknown" && kind === "vulnerability");
  return isGrave && fix !== null && places.some(([, , , isDirect]) => isDirect);
}

function accepted({ until }: EntryOf<"accept-risk">, { id }: TriageSubject): Reason {
  if (until === undefined) return reason("triage-accepted-without-end", { advisory: id });
  return reason("triage-accepted", { advisory: id, until: until.slice(0, 10) });
}

function secondAsked({ id, state, corrected }: TriageSubject): Reason {
  return reason("triage-second-needed", {
    advisory: id,
    fix: state.fix ?? "",
    command: corrected("REASON until 30d"),
  });
}
