import type { Source } from "../../policy/ledger/entry.ts";
import { sourceName } from "../../policy/plan.ts";
import type { Store } from "../../store/store.ts";

// No delivery comes so late, and the sweep runs nothing that is half as old.
const expiry = { expiresInMs: 365 * 24 * 3600 * 1000 };

/** Whether the commands of a comment or a review were run and answered. They are, once. */
export async function isCommandDone(store: Store, source: Source): Promise<boolean> {
  return (await store.get(doneKey(source))) !== undefined;
}

export async function markCommandDone(store: Store, source: Source): Promise<void> {
  await store.put(doneKey(source), true, expiry);
}

function doneKey(source: Source): string {
  return `command/${sourceName(source)}`;
}
