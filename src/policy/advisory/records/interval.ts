import type { AffectedPackage, AffectedRange, RangeEvent } from "./record.ts";
import { compareVersions, isAtMost, type Version } from "../versions/version.ts";
import type { VersionScheme } from "../versions/version-scheme.ts";

/** Versions from `introduced` on; up to but not including `fixed`, or up to and including `lastAffected`, or without end. */
export interface Interval {
  readonly introduced: Bound;
  readonly fixed?: Bound;
  readonly lastAffected?: Bound;
}

/** A version as the record writes it, and read. */
export interface Bound {
  readonly text: string;
  readonly version: Version;
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
export function readIntervals(range: AffectedRange, scheme: VersionScheme): readonly Interval[] | undefined {
  const changes: Change[] = [];
  for (const event of range.events) {
    const read = readEvent(event, scheme);
    if (read === undefined) return undefined;
    changes.push(...read);
  }
  changes.sort((left, right) => compareVersions(left.at.version, right.at.version));

  const intervals: Interval[] = [];
  let open: Bound | undefined;
  for (const { kind, at } of changes) {
    if (kind === "fixed") endBefore(intervals, at);
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

export function isInside(version: Version, { introduced, fixed, lastAffected }: Interval): boolean {
  if (compareVersions(version, introduced.version) < 0) return false;
  if (fixed !== undefined) return compareVersions(version, fixed.version) < 0;
  return lastAffected === undefined || isAtMost(version, lastAffected.version);
}

/** Where a range ends whatever its events say; nothing when it has no limit, or `*`. */
export function readLimits(range: AffectedRange, scheme: VersionScheme): readonly Bound[] {
  const limits = range.events.flatMap(({ limit }) => (typeof limit === "string" ? [limit] : []));
  const read = limits.map((limit) => readBound(limit, scheme));
  // `*`, and a limit that cannot be read, limit nothing: the safe direction is to report.
  return read.every((bound) => bound !== undefined) ? read : [];
}

/** Whether a version is below any of the limits. */
export function isWithinLimits(version: Version, limits: readonly Bound[]): boolean {
  return limits.length === 0 || limits.some((limit) => compareVersions(version, limit.version) < 0);
}

/**
 * GitHub's records may carry the end of an open interval only in words beside it ("< 0.20.2"). A `fixed` event anywhere in
 * the range wins over the words.
 */
export function closeByWords(
  intervals: readonly Interval[],
  entry: AffectedPackage,
  scheme: VersionScheme,
): readonly Interval[] {
  const words = /^(<=?)\s*(\S+)$/.exec(entry.database_specific?.last_known_affected_version_range?.trim() ?? "");
  const bound = words?.[2] === undefined ? undefined : readBound(words[2], scheme);
  if (bound === undefined || intervals.some(({ fixed }) => fixed !== undefined)) return intervals;
  return intervals.map((interval) => {
    if (interval.lastAffected !== undefined) return interval;
    return words?.[1] === "<" ? { ...interval, fixed: bound } : { ...interval, lastAffected: bound };
  });
}

/** `fixed X` after `last_affected X` takes X itself out again; such intervals are the last ones, because all are sorted. */
function endBefore(intervals: Interval[], at: Bound): void {
  for (let last = intervals.length - 1; last >= 0; last -= 1) {
    const { introduced, lastAffected } = intervals[last] ?? {};
    if (introduced === undefined || lastAffected === undefined) return;
    if (compareVersions(lastAffected.version, at.version) !== 0) return;
    intervals[last] = { introduced, fixed: at };
  }
}

function readEvent(event: RangeEvent, scheme: VersionScheme): readonly Change[] | undefined {
  const changes: Change[] = [];
  for (const kind of ["introduced", "fixed", "last_affected"] as const) {
    const text = event[kind];
    if (typeof text !== "string") continue;
    const at = readBound(text, scheme);
    if (at === undefined) return undefined;
    changes.push({ kind, at });
  }
  return changes;
}

function readBound(text: string, { parse, lowest }: VersionScheme): Bound | undefined {
  const version = text === "0" ? lowest : parse(text);
  return version && { text, version };
}
