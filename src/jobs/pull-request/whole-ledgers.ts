import { findHead } from "../../github/heads/head-index.ts";
import { readLedger } from "../../github/ledger/ledger.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { writeSnapshot } from "../../policy/ledger/snapshot.ts";
import { ledgerBytes } from "../../render/check-runs.ts";
import type { Store } from "../../store/store.ts";

interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

interface Head {
  readonly repositoryId: number;
  readonly headSha: string;
}

// As long as the index of heads and the receipts.
const expiry = { expiresInMs: 180 * 24 * 3600 * 1000 };

/** The store holds the whole ledger: the pull request is younger than the store, or was restored. */
export async function noteWholeLedger(store: Store, place: Place): Promise<void> {
  await store.putIfAbsent(wholeKey(place), true, expiry);
}

/**
 * The text for a check at this head that is written without a look: what a check held before is gone with its change.
 * With the ledgers of this pull request and of all others there.
 */
export async function findLedgersAt(store: Store, head: Head, number?: number): Promise<string | undefined> {
  const known = Object.keys(await findHead(store, head)).map(Number);
  const numbers = new Set(number === undefined ? known : [...known, number]);
  return findLedgers(
    store,
    head.repositoryId,
    [...numbers].toSorted((a, b) => a - b),
  );
}

/** Undefined where no ledger is surely whole: one with gaps must not take the place of a better one. */
export async function findLedgers(
  store: Store,
  repositoryId: number,
  numbers: readonly number[],
): Promise<string | undefined> {
  const whole: { readonly number: number; readonly entries: readonly LedgerEntry[] }[] = [];
  for (const number of numbers) {
    const entries = await findWhole(store, { repositoryId, number });
    if (entries !== undefined) whole.push({ number, entries });
  }
  if (whole.length === 0) return undefined;
  const each = Math.floor(ledgerBytes / whole.length) - 2;
  const blocks = whole.map(({ number, entries }) => writeSnapshot(number, entries, each));
  return blocks.filter((block) => block !== "").join("\n\n");
}

async function findWhole(store: Store, place: Place): Promise<readonly LedgerEntry[] | undefined> {
  if ((await store.get(wholeKey(place))) === undefined) return undefined;
  try {
    return await readLedger(store, place.repositoryId, place.number);
  } catch {
    // It may be the very reason why nothing can be judged, which is what the check has to tell.
    return undefined;
  }
}

function wholeKey({ repositoryId, number }: Place): string {
  return `ledger-whole/${repositoryId}/${number}`;
}
