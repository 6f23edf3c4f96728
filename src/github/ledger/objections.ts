import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { type Refusal, untoldObjections } from "../../policy/sign-off/opinions.ts";
import type { Store } from "../../store/store.ts";
import { appendEntries } from "./ledger.ts";

/** Remembers who asked for changes, before a dismissal makes GitHub forget it. Gives what was new to this ledger. */
export async function keepObjections(
  store: Store,
  { repositoryId, number }: { readonly repositoryId: number; readonly number: number },
  ledger: readonly LedgerEntry[],
  refusals: readonly Refusal[],
): Promise<readonly LedgerEntry[]> {
  return appendEntries(store, repositoryId, number, untoldObjections(ledger, refusals));
}
