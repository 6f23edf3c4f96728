import type { Effect } from "../../policy/effect.ts";
import type { Report } from "../../policy/evaluate.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { isSameLabel } from "../../policy/ledger/label-hold.ts";

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
