import type { Person, PullRequest } from "../facts.ts";
import type { EntryOf, LedgerEntry } from "./entry.ts";
import { foldLedger } from "./fold.ts";

/** Somebody, or something, set a label. */
export interface Labeling {
  readonly label: string;
  /** Undefined for a deleted account. */
  readonly by: (Person & { readonly isBot: boolean }) | undefined;
  readonly at: Date;
}

/**
 * GitHub gives no id to the setting of a label. Its time stands in for one: a second delivery of the event carries it
 * too, and a label that is set again later carries another.
 */
export function heldByLabel({ id, login }: Person, at: Date): EntryOf<"held"> {
  const source = { kind: "label", id: at.getTime() } as const;
  return { kind: "held", actor: { id, login }, source, at: at.toISOString() };
}

/** GitHub tells labels apart whatever their case. */
export function isSameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

// GitHub shows what deleted accounts did as done by this one.
const nobody: Person = { id: 0, login: "ghost" };

/**
 * The hold that a label stands for when its ledger was lost: of the person who set it, oldest first in `labelings`. Where
 * no person did it shows a hold that we knew of; when that is not known any more either, it is nobody's, and still holds.
 */
export function recoverLabelHold(
  { labels, openedAt }: Pick<PullRequest, "labels" | "openedAt">,
  holdLabel: string,
  labelings: readonly Labeling[],
  known: readonly LedgerEntry[],
): readonly LedgerEntry[] {
  if (!labels.some((label) => isSameLabel(label, holdLabel))) return [];
  const last = labelings.findLast(({ label }) => isSameLabel(label, holdLabel));
  if (last?.by !== undefined && !last.by.isBot) return [heldByLabel(last.by, last.at)];
  if (foldLedger(known).holds.length > 0) return [];
  const reason = "the label was set before the ledger was lost, and it is not known by whom";
  return [{ ...heldByLabel(nobody, last?.at ?? openedAt), reason }];
}
