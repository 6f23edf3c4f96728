import { z } from "zod";
import type { Store } from "../../store/store.ts";

interface Pace {
  /** From the first change to the round. */
  readonly afterMs: number;
  /** Between two rounds. */
  readonly betweenMs: number;
}

/**
 * When the next round of looks is due, in ms since 1970, however many changes ask for it: many changes within moments
 * are one round. Asked again before it is due it says the same, in case the first request was not stored.
 */
export async function findNextRound(
  key: string,
  { afterMs, betweenMs }: Pace,
  { store, now }: { readonly store: Store; readonly now: Date },
): Promise<number> {
  for (;;) {
    const stored = await store.get(key);
    const lastMs = stored === undefined ? 0 : z.number().parse(stored);
    if (lastMs > now.getTime()) return lastMs;
    const dueMs = Math.max(now.getTime() + afterMs, lastMs + betweenMs);
    if (await store.compareAndSet(key, stored, dueMs, { expiresInMs: 2 * betweenMs })) return dueMs;
  }
}
