import { z } from "zod";
import { type AreaState, statesCalled } from "../area/area.ts";
import { shortSha } from "../text/short-sha.ts";
import type { PullRequest } from "../facts.ts";
import { defineGate } from "../gate.ts";
import type { EntryOf } from "../ledger/entry.ts";
import { foldLedger } from "../ledger/fold.ts";
import { reason } from "../reason.ts";
import { isSameCode } from "../same-code.ts";
import { whyNotYet } from "../sign-off/backups.ts";
import type { Verdict } from "../verdict.ts";

type Ruling = EntryOf<"ruled">;

export const manualGate = defineGate({
  kind: "manual",
  summary: "Somebody who answers for it has looked, and says that it holds for this code.",
  options: {
    manual: z.string().min(1).max(200).meta({ description: "What has to be done or looked at, in words." }),
  },
  needs: ["areas", "ledger", "wholeDigest"],
  judge: ({ areas, ledger, pullRequest, wholeDigest }, { manual: task }, { name, area, filled }) => {
    const command = `/pass ${name} -- NOTE`;
    const waits: Verdict = { state: "waiting", reason: reason("manual-unruled", { task, command }) };
    // Only the newest is looked at: an earlier one must not come back to life because the newest does not count.
    const found = foldLedger(ledger).rulings.find(({ ruling }) => ruling.gate === name);
    if (found === undefined) return waits;
    const { ruling, changed } = found;
    const words = { who: ruling.actor.login, head: shortSha(ruling.headSha), task, command };
    // That it fails stays, like a hold: changing a text later lifts nothing.
    if (changed !== undefined && ruling.outcome === "pass") {
      return { ...waits, reason: reason("manual-changed", { ...words, safeHow: changed }) };
    }
    if (ruling.filled !== filled) return { ...waits, reason: reason("manual-retitled", words) };
    if (!isSameCode(ruling, { pullRequest, wholeDigest })) return { ...waits, reason: reason("manual-stale", words) };
    const asked = area === undefined ? areas : statesCalled(areas, area);
    if (!mayRule(ruling, asked, pullRequest)) return { ...waits, reason: reason("manual-lapsed", words) };
    const verdict = rule(ruling, words);
    const isOwn = ruling.actor.id === pullRequest.author?.id;
    return isOwn ? { ...verdict, caveats: [reason("ruled-by-author", {})] } : verdict;
  },
});

/** By the people of now. The author may say that it fails; that it holds only where they may sign it without more. */
function mayRule(ruling: Ruling, areas: readonly AreaState[], pullRequest: PullRequest): boolean {
  const mine = areas.filter((state) => answersFor(state, ruling, pullRequest));
  if (ruling.actor.id !== pullRequest.author?.id || ruling.outcome === "fail") return mine.length > 0;
  return mine.some(({ area }) => area.selfSignoff === "allow");
}

/** In person: as an owner, or as a backup whose time had come. */
function answersFor({ people }: AreaState, { actor, at }: Ruling, pullRequest: PullRequest): boolean {
  if (people.problem !== undefined) return false;
  return people.signers.some((each) => {
    if (each.id !== actor.id || each.capacity === "agent") return false;
    return each.capacity !== "backup" || whyNotYet(each.backup, at, { people, pullRequest }) === undefined;
  });
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
