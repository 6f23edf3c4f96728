import { doubtReceipt } from "../../github/posts/receipt.ts";
import { summaryKey } from "../../policy/plan.ts";
import type { Store } from "../../store/store.ts";

interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

const expiry = { expiresInMs: 180 * 24 * 3600 * 1000 };

export async function noteDeletedSummary(store: Store, place: Place): Promise<void> {
  await store.put(deletedKey(place), true, expiry);
}

/** Whoever deletes the summary gets it back once per head, never in a loop. Asking is what uses the one time up. */
export async function mayPostSummary(store: Store, place: Place, headSha: string): Promise<boolean> {
  if ((await store.get(deletedKey(place))) === undefined) return true;
  const againKey = `summary-again/${place.repositoryId}/${place.number}/${headSha}`;
  if (!(await store.putIfAbsent(againKey, true, expiry))) return false;
  await doubtReceipt(store, summaryKey(place));
  await store.delete(deletedKey(place));
  return true;
}

function deletedKey({ repositoryId, number }: Place): string {
  return `summary-deleted/${repositoryId}/${number}`;
}
