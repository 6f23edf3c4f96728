import { z } from "zod";
import type { Effect } from "../../policy/effect.ts";
import type { Report } from "../../policy/evaluate.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import type { Store } from "../../store/store.ts";

interface Branch {
  readonly repositoryId: number;
  readonly baseBranch: string;
}

// Every look writes it anew, so a branch that nobody works on costs one read when it wakes.
const rememberedMs = 30 * 24 * 3600 * 1000;

/** The label that mirrors holds: null where the configuration names none, undefined when nobody has looked yet. */
export async function findHoldLabel(store: Store, branch: Branch): Promise<string | null | undefined> {
  const stored = await store.get(keyOf(branch));
  return stored === undefined ? undefined : z.string().nullable().parse(stored);
}

/** Kept, so that a label that means nothing here costs no request. */
export async function rememberHoldLabel(store: Store, branch: Branch, label: string | null): Promise<void> {
  if ((await store.get(keyOf(branch))) === label) return;
  await store.put(keyOf(branch), label, { expiresInMs: rememberedMs });
}

/**
 * The label is output. It is put back while something is held, and taken off with the last hold; one that was there
 * before anything was ever held is left alone, because the news of its setting may have been lost.
 */
export function holdLabelEffects(
  { pullRequest: { number, labels }, holds }: Report,
  ledger: readonly LedgerEntry[],
  label: string | undefined,
): readonly Effect[] {
  if (label === undefined) return [];
  const isHeld = holds.length > 0;
  const isShown = labels.some((each) => isSameLabel(each, label));
  if (isHeld === isShown || (!isHeld && !ledger.some(({ kind }) => kind === "held"))) return [];
  return [{ kind: "label", number, label, isSet: isHeld }];
}

/** GitHub tells labels apart whatever their case. */
export function isSameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function keyOf({ repositoryId, baseBranch }: Branch): string {
  return `hold-label/${repositoryId}/${baseBranch}`;
}
