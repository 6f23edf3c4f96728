import type { LedgerEntry } from "./entry.ts";
import { foldLedger } from "./fold.ts";

/**
 * The entries of a ledger that still matter, in the order in which they are given up last: what closes a gate and what
 * lifts it again, then what takes sign-offs back, then what opens, the newest of each first. So no sign-off is ever kept
 * without what took it back.
 */
export function mostNeededFirst(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const counting = stillCounting(entries);
  return entries
    .filter((entry) => !opens(entry) || counting.has(entry))
    .toSorted((a, b) => rank(a) - rank(b) || Date.parse(b.at) - Date.parse(a.at));
}

/** Sign-offs, waivers and rulings that nothing has replaced, taken back or ended. */
function stillCounting(entries: readonly LedgerEntry[]): ReadonlySet<LedgerEntry> {
  const { signOffs, waivers, rulings } = foldLedger(entries);
  // There is no clock here, but it is at least as late as the newest entry.
  const newest = entries.reduce((latest, { at }) => Math.max(latest, Date.parse(at)), 0);
  return new Set<LedgerEntry>([
    ...signOffs.filter(({ standing }) => standing.state === "standing").map(({ signOff }) => signOff),
    ...waivers.filter(({ until }) => Date.parse(until) > newest),
    ...rulings,
  ]);
}

function opens({ kind }: LedgerEntry): boolean {
  return rank({ kind }) === 2;
}

function rank({ kind }: Pick<LedgerEntry, "kind">): number {
  switch (kind) {
    case "held":
    case "unheld":
    case "concern":
    case "resolved":
      return 0;
    case "unsigned":
    case "edited":
      return 1;
    case "signed":
    case "waived":
    case "ruled":
      return 2;
  }
}
