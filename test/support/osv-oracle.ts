import { compare } from "semver";
import type { AdvisoryRecord, AffectedRange } from "../../src/policy/advisory/records/record.ts";

/**
 * The evaluation as the OSV schema states it in pseudo code, one event after the other, without intervals: the yardstick
 * for our matcher and the judgement of the local OSV. Works on full versions only.
 */
export function isInRange(version: string, { events }: AffectedRange): boolean {
  let isAffected = false;
  for (const [kind, at] of sortedEvents(events)) {
    const order = compare(version, at === "0" ? "0.0.0-0" : at);
    if (kind === "introduced" && order >= 0) isAffected = true;
    if (kind === "fixed" && order >= 0) isAffected = false;
    if (kind === "last_affected" && order > 0) isAffected = false;
  }
  return isAffected;
}

/** Whether a record concerns a package version, as the OSV server sees it. */
export function isNamed(record: AdvisoryRecord, ecosystem: string, name: string, version: string): boolean {
  return (record.affected ?? []).some(
    (entry) =>
      entry.package?.ecosystem === ecosystem &&
      entry.package.name === name &&
      ((entry.versions ?? []).includes(version) ||
        (entry.ranges ?? []).some((range) => range.type !== "GIT" && isInRange(version, padded(range)))),
  );
}

function sortedEvents(events: AffectedRange["events"]): readonly (readonly [string, string])[] {
  const single = events.flatMap((event) =>
    Object.entries(event).flatMap(([kind, at]) => (typeof at === "string" ? [[kind, at] as const] : [])),
  );
  const full = (at: string) => (at === "0" ? "0.0.0-0" : at);
  return single.toSorted(([, left], [, right]) => compare(full(left), full(right)));
}

function padded(range: AffectedRange): AffectedRange {
  const pad = (at: string | null | undefined) => (at && /^\d+\.\d+$/.test(at) ? `${at}.0` : at);
  return {
    ...range,
    events: range.events.map((event) => ({
      introduced: pad(event.introduced),
      fixed: pad(event.fixed),
      last_affected: pad(event.last_affected),
    })),
  };
}
