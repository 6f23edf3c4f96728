import { type Advisory, groupByAdvisory } from "../findings/advisory.ts";
import { changeOf } from "./change.ts";
import type { ComparedSides, StandingAdvisory } from "./comparison.ts";
import { coverOf, type DocumentedIgnores, isCovered } from "./cover.ts";
import type { FindingRow, Findings, NotChecked, PrereleaseBoundary } from "../findings/finding.ts";

/** What was found in all lockfiles of one commit. */
export interface AdvisorySide extends Findings {
  /** A lockfile is missing: what is not met here may have been there all the same. */
  readonly isPartial?: boolean;
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
  const old = groupByAdvisory(before?.rows ?? []);
  const findBefore = indexAdvisories(old);
  const met = groupByAdvisory(head.rows);
  const kept = new Set(met.flatMap(findBefore));
  const isWhole = before !== undefined && before.isPartial !== true;
  const standing = groupByAdvisory(head.rows.filter(isSure)).map((advisory): StandingAdvisory => {
    const known = findBefore(advisory).flatMap(({ rows }) => rows);
    const isUnknown = known.length === 0 && !isWhole;
    const changed = { ...changeOf(advisory.rows, known), ...(isUnknown && { change: "unknown" as const }) };
    return { ...advisory, ...changed, ...coverOf(advisory, ignores) };
  });
  const disputed = groupByAdvisory(head.disputed);
  const gone = Map.groupBy(
    old.filter((advisory) => !kept.has(advisory) && advisory.rows.some(isSure)),
    proofOf(head),
  );
  return {
    standing,
    doubtful: {
      module: newOnes(
        met.filter(({ rows }) => !rows.some(isSure)),
        old,
        ignores,
      ),
      disputed: newOnes(disputed, [...old, ...groupByAdvisory(before?.disputed ?? []), ...met], ignores),
    },
    resolved: (gone.get("proved") ?? []).map(({ id }) => id),
    notChecked: head.notChecked,
    unanswered: newlyUnanswered(before?.notChecked ?? [], head.notChecked),
    boundaries: newBoundaries(before?.boundaries ?? [], head.boundaries),
    unusedIgnores: unusedIn(ignores, head, [...met, ...disputed, ...(gone.get("doubtful") ?? [])]),
  };
}

function isSure({ confidence }: FindingRow): boolean {
  return confidence === "sure";
}

/**
 * Whether an advisory that is not met any more is gone. Of what nobody can check that is not known: its package may be
 * there as before, from git or in a version that cannot be read.
 */
function proofOf({ notChecked }: Findings): (gone: Advisory) => "proved" | "doubtful" {
  const unchecked = new Set(notChecked.map((each) => each.package));
  return ({ rows }) => (rows.some((row) => unchecked.has(row.package)) ? "doubtful" : "proved");
}

/** Ids of ignores that name none of these; none where something else may need them. */
function unusedIn(
  { atHead }: DocumentedIgnores,
  { notChecked }: Findings,
  needing: readonly Advisory[],
): readonly string[] {
  if (notChecked.some(({ why }) => isMissing[why])) return [];
  const named = new Set(needing.flatMap(({ id, aliases }) => [id, ...aliases]));
  return [...new Set(atHead.map(({ id }) => id).filter((id) => !named.has(id)))];
}

/** Ids of those that neither were known nor are accepted. */
function newOnes(
  found: readonly Advisory[],
  known: readonly Advisory[],
  ignores: DocumentedIgnores,
): readonly string[] {
  const findKnown = indexAdvisories(known);
  return found.filter((each) => findKnown(each).length === 0 && !isCovered(each, ignores)).map(({ id }) => id);
}

function newBoundaries(
  before: readonly PrereleaseBoundary[],
  atHead: readonly PrereleaseBoundary[],
): readonly PrereleaseBoundary[] {
  const keyOf = (each: PrereleaseBoundary) => JSON.stringify([each.package, each.version, each.advisory]);
  const known = new Set(before.map(keyOf));
  return atHead.filter((each) => !known.has(keyOf(each)));
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

/** Whether the source owes an answer; of the others none is to be had. */
export const isMissing: Readonly<Record<NotChecked["why"], boolean>> = {
  git: false,
  path: false,
  "other-registry": false,
  "unreadable-version": false,
  "no-scheme": false,
  "unreadable-record": true,
  refused: true,
  unanswered: true,
};

/** By lockfile too: two ecosystems may have a package of one name and version. */
function newlyUnanswered(before: readonly NotChecked[], atHead: readonly NotChecked[]): readonly NotChecked[] {
  const keyOf = (each: NotChecked) => JSON.stringify([each.lockfile, each.package, each.version]);
  const known = new Set(before.filter(({ why }) => isMissing[why]).map(keyOf));
  return atHead.filter((each) => isMissing[each.why] && !known.has(keyOf(each)));
}
