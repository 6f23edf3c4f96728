import type { Advisory } from "../findings/advisory.ts";
import { findIgnore, type Ignore } from "../ignores/ignore.ts";
import type { StandingAdvisory } from "./comparison.ts";

export interface DocumentedIgnores {
  readonly before: readonly Ignore[];
  readonly atHead: readonly Ignore[];
  readonly now: Date;
}

/**
 * Whether an ignore covers what is met at the head, and whose it is. One that ends later than it did, or not any more, is
 * new: nobody agreed to the time that it adds.
 */
export function coverOf(
  advisory: Advisory,
  ignores: DocumentedIgnores,
): Pick<StandingAdvisory, "cover" | "coveredUntil"> {
  const { old, present } = findBoth(advisory, ignores);
  if (present === undefined) return { cover: old === undefined ? "none" : "removed", coveredUntil: undefined };
  const isOld = placeByPlace(advisory).every((place) => isAsLong(findBoth(place, ignores)));
  return { cover: isOld ? "documented" : "added", coveredUntil: present.until };
}

/** Whether an ignore at the head covers it, be it new or old. */
export function isCovered(advisory: Advisory, ignores: DocumentedIgnores): boolean {
  return findBoth(advisory, ignores).present !== undefined;
}

interface Both {
  readonly old: Ignore | undefined;
  readonly present: Ignore | undefined;
}

function findBoth(advisory: Advisory, { before, atHead, now }: DocumentedIgnores): Both {
  return { old: findIgnore(advisory, before, now), present: findIgnore(advisory, atHead, now) };
}

// Of all places together only the first end is told, and behind it another one may be put off.
function placeByPlace(advisory: Advisory): readonly Advisory[] {
  const byLockfile = new Map(advisory.rows.map((row) => [row.lockfile, row]));
  return [...byLockfile.values()].map((row) => ({ ...advisory, rows: [row] }));
}

function isAsLong({ old, present }: Both): boolean {
  if (old === undefined || present === undefined) return false;
  if (old.until === undefined) return true;
  return present.until !== undefined && old.until >= present.until;
}
