import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { foldLedger } from "../../policy/ledger/fold.ts";

/** When the next waiver is over, in milliseconds; what it covers must hold again from then on. */
export function nextWaiverEnd(ledger: readonly LedgerEntry[], now: Date): number | undefined {
  const ends = foldLedger(ledger).waivers.map(({ until }) => Date.parse(until));
  const coming = ends.filter((end) => end > now.getTime());
  return coming.length === 0 ? undefined : Math.min(...coming);
}
