import { checkKey } from "../../policy/plan.ts";
import { titleCheckName } from "../../render/check-runs.ts";
import type { Store } from "../../store/store.ts";
import { findCompositeNames } from "./composite-names.ts";
import { doubtReceipt } from "./receipt.ts";

interface Commit {
  readonly repositoryId: number;
  readonly headSha: string;
}

/** Makes the next run write all checks of ours at a commit again, each once and in place. */
export async function doubtChecks(store: Store, { repositoryId, headSha }: Commit): Promise<void> {
  const { name, also } = await findCompositeNames(store, { repositoryId, headSha, baseBranch: undefined });
  for (const each of [name, ...also, titleCheckName]) {
    await doubtReceipt(store, checkKey({ name: each, headSha }, repositoryId));
  }
}
