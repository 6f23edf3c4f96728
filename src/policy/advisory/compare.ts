import { type Advisory, groupByAdvisory } from "./advisory.ts";
import type { ComparedSides, StandingAdvisory } from "./comparison.ts";
import type { FindingRow, NotChecked } from "./finding.ts";
import { findIgnore, type Ignore } from "./ignore.ts";

/** What was found in all lockfiles of one commit. */
export interface AdvisorySide {
  readonly rows: readonly FindingRow[];
  readonly notChecked: readonly NotChecked[];
}

export interface DocumentedIgnores {
  readonly before: readonly Ignore[];
  readonly atHead: readonly Ignore[];
  readonly now: Date;
}

/**
 * Holds the head against the commit that it grew from, by advisory and never by path or version: who moves a package to
 * another affected version did not bring the problem. Both sides must come from one state of the database, or a record
 * that was published in between would be blamed on whoever looks next. `before` is undefined when it could not be read.
 */
export function compareSides(
  before: AdvisorySide | undefined,
  head: AdvisorySide,
  ignores: DocumentedIgnores,
): ComparedSides {
  const findBefore = indexAdvisories(groupByAdvisory(before?.rows ?? []));
  const met = new Set<string>();
  const standing = groupByAdvisory(head.rows).map((advisory): StandingAdvisory => {
    const known = findBefore(advisory);
    for (const each of known) met.add(each.id);
    const change =
      before === undefined
        ? "unknown"
        : changeOf(
            advisory,
            known.flatMap(({ rows }) => rows),
          );
    return { ...advisory, change, ...coverOf(advisory, ignores) };
  });
  const named = new Set(standing.flatMap(({ id, aliases }) => [id, ...aliases]));
  return {
    standing,
    resolved: groupByAdvisory(before?.rows ?? []).flatMap(({ id }) => (met.has(id) ? [] : [id])),
    notChecked: head.notChecked,
    unanswered: newlyUnanswered(before?.notChecked ?? [], head.notChecked),
    unusedIgnores: [...new Set(ignores.atHead.map(({ id }) => id).filter((id) => !named.has(id)))],
  };
}

/** The advisories that are the same one: a record may have got its native id meanwhile, for one of its packages. */
function indexAdvisories(advisories: readonly Advisory[]): (wanted: Advisory) => readonly Advisory[] {
  const byId = new Map(advisories.map((advisory) => [advisory.id, advisory]));
  const byAlias = Map.groupBy(
    advisories.flatMap((advisory) => advisory.aliases.map((alias) => ({ alias, advisory }))),
    ({ alias }) => alias,
  );
  // Never by an alias that both have: three different bugs may share one.
  return ({ id, aliases }) => [
    ...new Set([
      ...[id, ...aliases].flatMap((name) => byId.get(name) ?? []),
      ...(byAlias.get(id) ?? []).map(({ advisory }) => advisory),
    ]),
  ];
}

function changeOf({ rows }: Advisory, before: readonly FindingRow[]): StandingAdvisory["change"] {
  if (before.length === 0) return "introduced";
  const places = new Set(before.map(placeOf));
  const directPlaces = new Set(before.filter(({ reach }) => reach.direct).map(placeOf));
  const isWider = (row: FindingRow) =>
    !places.has(placeOf(row)) || (row.reach.direct && !directPlaces.has(placeOf(row)));
  if (rows.some(isWider)) return "widened";
  const versionOf = (row: FindingRow) => JSON.stringify([placeOf(row), row.version]);
  const [old, present] = [new Set(before.map(versionOf)), new Set(rows.map(versionOf))];
  return old.size === present.size && [...old].every((each) => present.has(each)) ? "carried" : "moved";
}

function placeOf({ lockfile, package: name }: FindingRow): string {
  return JSON.stringify([lockfile, name]);
}

function coverOf(
  { id, aliases, kind }: Advisory,
  { before, atHead, now }: DocumentedIgnores,
): Pick<StandingAdvisory, "cover" | "coveredUntil"> {
  const named = { advisory: id, aliases, kind };
  const [old, present] = [findIgnore(named, before, now), findIgnore(named, atHead, now)];
  if (present !== undefined) return { cover: old === undefined ? "added" : "documented", coveredUntil: present.until };
  return { cover: old === undefined ? "none" : "removed", coveredUntil: undefined };
}

const isMissing: Readonly<Record<NotChecked["why"], boolean>> = {
  git: false,
  "other-registry": false,
  "unreadable-version": false,
  "unreadable-record": true,
  refused: true,
  unanswered: true,
};

function newlyUnanswered(before: readonly NotChecked[], atHead: readonly NotChecked[]): readonly NotChecked[] {
  const known = new Set(before.map(({ package: name, version }) => JSON.stringify([name, version])));
  return atHead.filter(
    ({ why, package: name, version }) => isMissing[why] && !known.has(JSON.stringify([name, version])),
  );
}
