import type { Source } from "../../policy/ledger/entry.ts";
import { sourceName } from "../../policy/plan.ts";
import type { Store } from "../../store/store.ts";

// No delivery comes so late, and the sweep runs nothing that is half as old.
const expiry = { expiresInMs: 365 * 24 * 3600 * 1000 };

/** A comment on a pull request may hold commands of both, and each family is run by a job of its own. */
export type CommandFamily = "command" | "triage";

/** Whether the commands of a comment or a review were run and answered. They are, once. */
export async function isCommandDone(store: Store, source: Source, family: CommandFamily = "command"): Promise<boolean> {
  return (await store.get(doneKey(source, family))) !== undefined;
}

export async function markCommandDone(store: Store, source: Source, family: CommandFamily = "command"): Promise<void> {
  await store.put(doneKey(source, family), true, expiry);
}

function doneKey(source: Source, family: CommandFamily): string {
  return `${family}/${sourceName(source)}`;
}
