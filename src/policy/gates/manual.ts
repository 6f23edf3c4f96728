import { z } from "zod";
import { type AreaState, statesCalled } from "../area/area.ts";
import { shortSha } from "../area/area-words.ts";
import { ownsOneOf } from "../command.ts";
import type { PullRequest } from "../facts.ts";
import { defineGate } from "../gate.ts";
import type { EntryOf } from "../ledger/entry.ts";
import { foldLedger } from "../ledger/fold.ts";
import { reason } from "../reason.ts";
import { isSameCode } from "../same-code.ts";
import type { Verdict } from "../verdict.ts";

type Ruling = EntryOf<"ruled">;

export const manualGate = defineGate({
  kind: "manual",
  summary: "Somebody who answers for it has looked, and says that it holds for this code.",
  options: {
    manual: z.string().min(1).max(200).meta({ description: "What has to be done or looked at, in words." }),
  },
  needs: ["areas", "ledger", "wholeDigest"],
  judge: ({ areas, ledger, pullRequest, wholeDigest }, { manual: task }, { name, area }) => {
    const command = `/pass ${name} -- NOTE`;
    const waits: Verdict = { state: "waiting", reason: reason("manual-unruled", { task, command }) };
    // Only the newest is looked at: an earlier one must not come back to life because the newest does not count.
    const ruling = foldLedger(ledger).rulings.find(({ gate }) => gate === name);
    if (ruling === undefined) return waits;
    const words = { who: ruling.actor.login, head: shortSha(ruling.headSha), task, command };
    if (!isSameCode(ruling, { pullRequest, wholeDigest })) return { ...waits, reason: reason("manual-stale", words) };
    const asked = area === undefined ? areas : statesCalled(areas, area);
    if (!mayRule(ruling, asked, pullRequest)) return { ...waits, reason: reason("manual-lapsed", words) };
    const verdict = rule(ruling, words);
    const isOwn = ruling.actor.id === pullRequest.author?.id;
    return isOwn ? { ...verdict, caveat: reason("ruled-by-author", {}) } : verdict;
  },
});

/** By the people of now. The author may say that it fails; that it holds only where they may sign it without more. */
function mayRule({ actor, outcome }: Ruling, areas: readonly AreaState[], { author }: PullRequest): boolean {
  const mine = areas.filter((state) => ownsOneOf([state], actor));
  if (actor.id !== author?.id || outcome === "fail") return mine.length > 0;
  return mine.some(({ area }) => area.selfSignoff === "allow");
}

function rule(
  { outcome, note }: Ruling,
  { who, head, command }: { readonly who: string; readonly head: string; readonly command: string },
): Verdict {
  const words = { who, head };
  if (outcome === "fail") {
    const why =
      note === undefined
        ? reason("manual-fails", { ...words, command })
        : reason("manual-fails-because", { ...words, command, note });
    return { state: "fail", reason: why };
  }
  return {
    state: "pass",
    reason: note === undefined ? reason("manual-holds", words) : reason("manual-holds-because", { ...words, note }),
  };
}
