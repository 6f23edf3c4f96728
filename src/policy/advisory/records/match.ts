import type { Interval } from "./interval.ts";
import { isInside, isWithinLimits } from "./interval.ts";
import type { ReadEntry } from "./read-entry.ts";
import { keyOfVersion, type Version } from "../versions/version.ts";

export type Match =
  | {
      readonly state: "affected";
      /** The first that hit; undefined when the version is only listed by name. */
      readonly interval: Interval | undefined;
      /** All that say so, not only the first. */
      readonly entries: readonly ReadEntry[];
    }
  | { readonly state: "clear" }
  /** A range holds something that is not a version: neither affected nor clear can be said. */
  | { readonly state: "unreadable" };

/**
 * Whether a version is affected by the union of a record's entries for its package (OSV schema, "evaluation"), and by
 * which interval.
 */
export function matchVersion(version: Version, entries: readonly ReadEntry[]): Match {
  const hits = entries.flatMap((entry) => {
    const interval = findInterval(version, entry);
    return interval !== undefined || isListed(version, entry) ? [{ entry, interval }] : [];
  });
  const [first] = hits;
  if (first !== undefined) {
    return { state: "affected", interval: first.interval, entries: hits.map(({ entry }) => entry) };
  }
  const isUnreadable = entries.some(({ ranges }) => ranges.some(({ intervals }) => intervals === undefined));
  return { state: isUnreadable ? "unreadable" : "clear" };
}

/** All affected intervals of a record for one package; unreadable ranges are left out. */
export function allIntervals(entries: readonly ReadEntry[]): readonly Interval[] {
  return entries.flatMap(({ ranges }) => ranges.flatMap(({ intervals }) => intervals ?? []));
}

function findInterval(version: Version, { ranges }: ReadEntry): Interval | undefined {
  for (const { intervals, limits } of ranges) {
    if (!isWithinLimits(version, limits)) continue;
    const hit = intervals?.find((interval) => isInside(version, interval));
    if (hit !== undefined) return hit;
  }
  return undefined;
}

function isListed(version: Version, { listed }: ReadEntry): boolean {
  if (listed.size === 0) return false;
  const isNamed = (one: Version | undefined) => one !== undefined && listed.has(keyOfVersion(one));
  return isNamed(version) || isNamed(version.builtFrom);
}
