import type { SemVer } from "semver";
import type { AffectedPackage, AffectedRange, RangeEvent } from "./record.ts";
import { compareVersions, parseVersion } from "./version.ts";

/** Versions from `introduced` on; up to but not including `fixed`, or up to and including `lastAffected`, or without end. */
export interface Interval {
  readonly introduced: Bound;
  readonly fixed?: Bound;
  readonly lastAffected?: Bound;
}

/** A version as the record writes it, and read. */
export interface Bound {
  readonly text: string;
  readonly version: SemVer;
}

interface Change {
  readonly kind: "introduced" | "fixed" | "last_affected";
  readonly at: Bound;
}

/**
 * The affected intervals of one range, or undefined when a version in it cannot be read.
 * The sort must be stable: the order in which a record writes equal versions tells the empty interval
 * `introduced X, fixed X` from the adjacent ones `fixed X, introduced X`.
 */
export function readIntervals(range: AffectedRange): readonly Interval[] | undefined {
  const changes: Change[] = [];
  for (const event of range.events) {
    const read = readEvent(event);
    if (read === undefined) return undefined;
    changes.push(...read);
  }
  changes.sort((left, right) => compareVersions(left.at.version, right.at.version));

  let intervals: Interval[] = [];
  let open: Bound | undefined;
  for (const { kind, at } of changes) {
    // `fixed X` after `last_affected X` takes X itself out again.
    if (kind === "fixed") intervals = intervals.map((interval) => endBefore(interval, at));
    if (kind === "introduced") {
      open ??= at;
    } else if (open !== undefined) {
      intervals.push(kind === "fixed" ? { introduced: open, fixed: at } : { introduced: open, lastAffected: at });
      open = undefined;
    }
  }
  if (open !== undefined) intervals.push({ introduced: open });
  return intervals.filter(({ introduced, fixed }) => !fixed || compareVersions(introduced.version, fixed.version) < 0);
}

export function isInside(version: SemVer, { introduced, fixed, lastAffected }: Interval): boolean {
  if (compareVersions(version, introduced.version) < 0) return false;
  if (fixed !== undefined) return compareVersions(version, fixed.version) < 0;
  return lastAffected === undefined || compareVersions(version, lastAffected.version) <= 0;
}

/** Whether a version is below any `limit` of the range; a range without limits, or with `*`, limits nothing. */
export function isWithinLimits(version: SemVer, range: AffectedRange): boolean {
  const limits = range.events.flatMap(({ limit }) => (typeof limit === "string" ? [limit] : []));
  if (limits.length === 0 || limits.includes("*")) return true;
  // A limit that cannot be read limits nothing: the safe direction is to report.
  return limits.some((limit) => {
    const bound = parseVersion(limit);
    return bound === undefined || compareVersions(version, bound) < 0;
  });
}

/**
 * GitHub's records may carry the end of an open interval only in words beside it ("< 0.20.2"). A `fixed` event anywhere in
 * the range wins over the words.
 */
export function closeByWords(intervals: readonly Interval[], entry: AffectedPackage): readonly Interval[] {
  const words = /^(<=?)\s*(\S+)$/.exec(entry.database_specific?.last_known_affected_version_range?.trim() ?? "");
  const bound = words?.[2] === undefined ? undefined : readBound(words[2]);
  if (bound === undefined || intervals.some(({ fixed }) => fixed !== undefined)) return intervals;
  return intervals.map((interval) => {
    if (interval.lastAffected !== undefined) return interval;
    return words?.[1] === "<" ? { ...interval, fixed: bound } : { ...interval, lastAffected: bound };
  });
}

function endBefore(interval: Interval, at: Bound): Interval {
  const { introduced, lastAffected } = interval;
  const endsHere = lastAffected !== undefined && compareVersions(lastAffected.version, at.version) === 0;
  return endsHere ? { introduced, fixed: at } : interval;
}

function readEvent(event: RangeEvent): readonly Change[] | undefined {
  const changes: Change[] = [];
  for (const kind of ["introduced", "fixed", "last_affected"] as const) {
    const text = event[kind];
    if (typeof text !== "string") continue;
    const at = readBound(text);
    if (at === undefined) return undefined;
    changes.push({ kind, at });
  }
  return changes;
}

function readBound(text: string): Bound | undefined {
  const version = parseVersion(text);
  return version && { text, version };
}
