import type { SemVer } from "semver";
import type { Interval } from "./interval.ts";
import { closeByWords, isInside, isWithinLimits, readIntervals } from "./interval.ts";
import type { AffectedPackage } from "./record.ts";
import { compareVersions, parseVersion } from "./version.ts";

export type Match =
  | { readonly state: "affected"; readonly interval: Interval | undefined; readonly entry: AffectedPackage }
  | { readonly state: "clear" }
  /** A range holds something that is not a version: neither affected nor clear can be said. */
  | { readonly state: "unreadable" };

/**
 * Whether a version is affected by the union of a record's entries for its package (OSV schema, "evaluation"), and by
 * which interval. GIT ranges name commits, so they are passed over, but the ranges after them still count.
 */
export function matchVersion(version: SemVer, entries: readonly AffectedPackage[]): Match {
  let unreadable = false;
  for (const entry of entries) {
    for (const range of versionRanges(entry)) {
      const intervals = readIntervals(range);
      if (intervals === undefined) {
        unreadable = true;
        continue;
      }
      if (!isWithinLimits(version, range)) continue;
      const interval = closeByWords(intervals, entry).find((one) => isInside(version, one));
      if (interval !== undefined) return { state: "affected", interval, entry };
    }
    if (isListed(version, entry)) return { state: "affected", interval: undefined, entry };
  }
  return { state: unreadable ? "unreadable" : "clear" };
}

/** All affected intervals of a record for one package; unreadable ranges are left out. */
export function allIntervals(entries: readonly AffectedPackage[]): readonly Interval[] {
  return entries.flatMap((entry) =>
    versionRanges(entry).flatMap((range) => closeByWords(readIntervals(range) ?? [], entry)),
  );
}

function versionRanges(entry: AffectedPackage) {
  return (entry.ranges ?? []).filter(({ type }) => type === "SEMVER" || type === "ECOSYSTEM");
}

function isListed(version: SemVer, entry: AffectedPackage): boolean {
  return (entry.versions ?? []).some((text) => {
    const listed = parseVersion(text);
    return listed !== undefined && compareVersions(listed, version) === 0;
  });
}
