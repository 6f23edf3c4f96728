import type { Bound, Interval } from "./interval.ts";
import { closeByWords, readIntervals, readLimits } from "./interval.ts";
import type { AffectedPackage, AffectedRange } from "./record.ts";
import { keyOfVersion } from "../versions/version.ts";
import type { VersionScheme } from "../versions/version-scheme.ts";

/** What one entry of a record says about versions of its package, read once for all versions that are asked about. */
export interface ReadEntry {
  readonly entry: AffectedPackage;
  readonly ranges: readonly ReadRange[];
  /** `keyOfVersion` of those that the record lists one by one. */
  readonly listed: ReadonlySet<string>;
  /** It names no version at all, neither in a range nor in a list. */
  readonly isSilent: boolean;
}

interface ReadRange {
  /** Undefined when a version in it cannot be read. */
  readonly intervals: readonly Interval[] | undefined;
  readonly limits: readonly Bound[];
}

/** More than a record says of one package (the largest that we know has 46): looking for fixes takes the square of it. */
const mostEvents = 2_000;

/** Entries of one record about one package. Where they are made to keep us busy, none of their ranges counts as read. */
export function readEntries(entries: readonly AffectedPackage[], scheme: VersionScheme): readonly ReadEntry[] {
  const events = entries.flatMap(versionRanges).reduce((sum, range) => sum + range.events.length, 0);
  const read = (range: AffectedRange) => (events > mostEvents ? undefined : readIntervals(range, scheme));
  return entries.map((entry) => ({
    entry,
    ranges: versionRanges(entry).map((range) => {
      const intervals = read(range);
      return {
        intervals: intervals && closeByWords(intervals, entry, scheme),
        limits: intervals === undefined ? [] : readLimits(range, scheme),
      };
    }),
    listed: readListed(entry, scheme),
    isSilent: (entry.versions ?? []).length === 0 && versionRanges(entry).every((range) => range.events.length === 0),
  }));
}

/** GIT ranges name commits, so they are passed over, but the ranges after them still count. */
function versionRanges(entry: AffectedPackage): readonly AffectedRange[] {
  return (entry.ranges ?? []).filter(({ type }) => type === "SEMVER" || type === "ECOSYSTEM");
}

function readListed(entry: AffectedPackage, scheme: VersionScheme): ReadonlySet<string> {
  const versions = (entry.versions ?? []).map((text) => scheme.parse(text));
  return new Set(versions.flatMap((version) => (version === undefined ? [] : [keyOfVersion(version)])));
}
