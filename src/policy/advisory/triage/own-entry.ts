import type { Stance } from "./decision.ts";
import type { AdvisoryKind } from "../records/rating.ts";
import { foldTriage } from "./decision.ts";
import { standingAt } from "./standing.ts";
import type { TriageEntry } from "./triage-entry.ts";

// No account of GitHub has this number.
const ourselves = { id: 0, login: "Gatehouse" };

/** Whether we recorded it, and no person did. */
export function isOwnEntry({ by }: TriageEntry): boolean {
  return by.id === ourselves.id;
}

/**
 * Takes back what rests on a pull request, as long as such a stance stands. What somebody decided beside it, such as a
 * severity, stays.
 */
export function takeBack(
  entries: readonly TriageEntry[],
  rests: { readonly on: number; readonly kind: AdvisoryKind; readonly isMeant: (stance: Stance) => boolean },
  now: Date,
): readonly TriageEntry[] {
  let taken = entries;
  // Each takes one back, so there are never more of them than decisions.
  for (const _ of entries) {
    const stance = standingAt(taken, { kind: rests.kind, at: new Date(0) });
    if (stance === undefined || !rests.isMeant(stance)) break;
    const id = unusedId(`undo/${rests.on}`, taken);
    taken = [...taken, { kind: "undo", id, by: ourselves, at: notBefore(taken, now) }];
  }
  return taken;
}

/** Begins anew: what was decided about an earlier time counts no more. Unchanged where nothing was. */
export function lookAgain(entries: readonly TriageEntry[], now: Date): readonly TriageEntry[] {
  const { stance, awaitsSecond, severity, assignee } = foldTriage(entries);
  if ([stance, awaitsSecond, severity, assignee].every((decided) => decided === undefined)) return entries;
  const at = notBefore(entries, now);
  return [...entries, { kind: "reopen", id: unusedId(`undo/again/${now.getTime()}`, entries), by: ourselves, at }];
}

function unusedId(wanted: string, entries: readonly TriageEntry[]): string {
  const used = new Set(entries.map(({ id }) => id));
  let id = wanted;
  for (let count = 1; used.has(id); count += 1) id = `${wanted}/${count}`;
  return id;
}

/** GitHub's clock and ours differ, and what we do must come after what was said. */
export function notBefore(entries: readonly TriageEntry[], now: Date): string {
  const last = Math.max(now.getTime(), ...entries.map(({ at }) => Date.parse(at)));
  return new Date(last).toISOString();
}
