import type { Source } from "../../policy/ledger/entry.ts";
import { sourceName } from "../../policy/plan.ts";
import type { Store } from "../../store/store.ts";

/** Whether the commands of a comment or a review were run and answered. They are, once and for good. */
export async function isCommandDone(store: Store, source: Source): Promise<boolean> {
  return (await store.get(doneKey(source))) !== undefined;
}

export async function markCommandDone(store: Store, source: Source): Promise<void> {
  await store.put(doneKey(source), true);
}

function doneKey(source: Source): string {
  return `command/${sourceName(source)}`;
}
