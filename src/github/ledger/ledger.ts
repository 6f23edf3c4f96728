import { entryId, type LedgerEntry } from "../../policy/ledger/entry.ts";
import { parseRow } from "../../policy/ledger/first-version.ts";
import type { Store } from "../../store/store.ts";

export function ledgerSubject(repositoryId: number, number: number): string {
  return `pull-request/${repositoryId}/${number}`;
}

/** In the order of arrival. Throws on an entry that this version does not know: guessing could open a gate. */
export async function readLedger(store: Store, repositoryId: number, number: number): Promise<readonly LedgerEntry[]> {
  const rows = await store.read(ledgerSubject(repositoryId, number));
  return rows.map(({ value }) => parseRow(value));
}

/** Appends what is not there yet, each entry under its own id, and gives what was new. */
export async function appendEntries(
  store: Store,
  repositoryId: number,
  number: number,
  entries: readonly LedgerEntry[],
): Promise<readonly LedgerEntry[]> {
  const subject = ledgerSubject(repositoryId, number);
  const added: LedgerEntry[] = [];
  for (const entry of entries) {
    if (await store.append(subject, { id: entryId(entry), value: entry })) added.push(entry);
  }
  return added;
}
