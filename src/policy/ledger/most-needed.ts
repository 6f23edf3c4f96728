import type { LedgerEntry } from "./entry.ts";
import { foldLedger } from "./fold.ts";

/**
 * The entries of a ledger that still matter, in the order in which they are given up last: the holds and concerns that
 * are open, then what else closes a gate and what has lifted it, then what opens, then what does neither; the newest of
 * each first. So no hold is lost behind others that were lifted, and no sign-off is ever kept without what took it back.
 */
export function mostNeededFirst(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const { stops, others } = stillCounting(entries);
  const order = (entry: LedgerEntry) => {
    if (entry.kind === "retitled") return 3;
    return stops.has(entry) ? 0 : opens(entry) ? 2 : 1;
  };
  return entries
    .filter((entry) => stops.has(entry) || others.has(entry) || !isReplaced(entry))
    .toSorted((a, b) => order(a) - order(b) || Date.parse(b.at) - Date.parse(a.at));
}

/** What nothing has replaced, taken back or ended. */
function stillCounting(entries: readonly LedgerEntry[]) {
  const { signOffs, holds, concerns, objections, waivers, rulings } = foldLedger(entries);
  // There is no clock here, but it is at least as late as the newest entry.
  const newest = entries.reduce((latest, { at }) => Math.max(latest, Date.parse(at)), 0);
  return {
    stops: new Set<LedgerEntry>([...holds, ...concerns]),
    others: new Set<LedgerEntry>([
      ...signOffs.filter(({ standing }) => standing.state === "standing").map(({ signOff }) => signOff),
      ...objections,
      ...waivers.filter(({ until }) => Date.parse(until) > newest),
      ...rulings.map(({ ruling }) => ruling),
    ]),
  };
}

/** Nobody has to know any more of what opened once, nor who had asked for changes before they did so again. */
function isReplaced(entry: LedgerEntry): boolean {
  return opens(entry) || entry.kind === "objected";
}

function opens({ kind }: LedgerEntry): boolean {
  return kind === "signed" || kind === "waived" || kind === "ruled";
}
