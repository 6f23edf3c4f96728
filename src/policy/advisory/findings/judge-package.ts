import type { Confidence, FindingRow, Findings, NotChecked, PackageAt, PrereleaseBoundary } from "./finding.ts";
import { type Fix, findFix } from "./fix.ts";
import type { LockedVersion } from "./locked-version.ts";
import { aliasesOf, groupByIdentity, type Star } from "../records/identity.ts";
import type { Interval } from "../records/interval.ts";
import { allIntervals, matchVersion } from "../records/match.ts";
import { kindOf, rate } from "../records/rating.ts";
import type { ReadEntry } from "../records/read-entry.ts";
import type { AffectedPackage } from "../records/record.ts";
import type { PackageRecords, RecordIndex } from "../records/record-index.ts";
import { leadsTo, type Version } from "../versions/version.ts";

/** What the records say about one package version, and what a source claims although they do not. */
export function judgePackage(at: LockedVersion, index: RecordIndex, claims: readonly string[]): Findings {
  const told = index.about(at.ecosystem, at.name, at.scheme);
  // Most packages are told nothing about.
  if (told.stars.length === 0 && claims.length === 0) return nothing;
  const place: PackageAt = { lockfile: at.lockfile, package: at.name, version: at.version };
  const claimed = new Set(claims);
  const rows: FindingRow[] = [];
  const disputed: FindingRow[] = [];
  const notChecked: NotChecked[] = [];
  const boundaries: PrereleaseBoundary[] = [];
  const fixOf = (those: readonly ReadEntry[]): Fix =>
    findFix(at.parsed, allIntervals(those), at.scheme, (version) => isAffected(version, told.malicious));
  for (const star of told.stars) {
    const entries = told.decidingOf(star);
    const match = matchVersion(at.parsed, entries);
    const row = (confidence: Confidence, found: Pick<FindingRow, "interval" | "fix">) =>
      toRow(at, star, { confidence, entries: told.entriesOf(star.hub).map(({ entry }) => entry), ...found });
    switch (match.state) {
      case "affected": {
        const parts = match.entries.map((entry) => partsOf(entry, at));
        const isPart = parts.every(({ length }) => length > 0);
        const found = { interval: match.interval, fix: fixOf(entries) };
        rows.push(isPart ? { ...row("module", found), parts: firstOf(parts) } : row("sure", found));
        break;
      }
      case "unreadable":
        notChecked.push({ ...place, why: "unreadable-record" });
        break;
      case "clear": {
        const twin = findAffectedTwin(at, star, told);
        const isClaimed = [star.hub, ...star.twins].some(({ id }) => claimed.has(id));
        if (twin !== undefined) {
          disputed.push(row("disputed", { interval: twin.match.interval, fix: fixOf(twin.entries) }));
        } else if (isClaimed) {
          disputed.push(row("disputed", { interval: undefined, fix: noFix }));
        }
        const introduced = findBoundary(at, allIntervals(entries));
        if (introduced !== undefined) boundaries.push({ ...place, advisory: star.hub.id, introduced });
        break;
      }
    }
  }
  return { rows, disputed: [...disputed, ...findStrays(at, index, claimed)], notChecked, boundaries };
}

const nothing: Findings = { rows: [], disputed: [], notChecked: [], boundaries: [] };
const noFix: Fix = { all: [], nearest: undefined, suggested: undefined };

function isAffected(version: Version, entries: readonly ReadEntry[]): boolean {
  return matchVersion(version, entries).state === "affected";
}

function findAffectedTwin(at: LockedVersion, { twins }: Star, told: PackageRecords) {
  for (const twin of twins) {
    const entries = told.entriesOf(twin);
    const match = matchVersion(at.parsed, entries);
    if (match.state === "affected") return { match, entries };
  }
  return undefined;
}

/** What a source names for the version although its record does not speak about this package at all. */
function findStrays(at: LockedVersion, index: RecordIndex, claimed: ReadonlySet<string>): readonly FindingRow[] {
  if (claimed.size === 0) return [];
  const records = [...claimed].flatMap((id) => index.byId(id) ?? []);
  const strays = records.filter(({ id }) => !index.about(at.ecosystem, at.name, at.scheme).ids.has(id));
  return groupByIdentity(strays, at.ecosystem).map((star) =>
    toRow(at, star, { confidence: "disputed", entries: star.hub.affected ?? [], interval: undefined, fix: noFix }),
  );
}

/**
 * Go's records may name the packages inside a module that are affected, and go.mod does not say which of them are used:
 * GO-2026-5932 is about golang.org/x/crypto/openpgp alone.
 */
function partsOf({ entry }: ReadEntry, { ecosystem, name }: LockedVersion): readonly string[] {
  const paths = ecosystem === "Go" ? (entry.ecosystem_specific?.imports ?? []).map(({ path }) => path) : [];
  return paths.includes(name) ? [] : paths;
}

// Some records name every package of a module.
const mostParts = 10;

function firstOf(parts: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(parts.flat())].sort().slice(0, mostParts);
}

/** Widening to such prereleases is unsafe, because records write `-0` when they mean them; so it is only told. */
function findBoundary({ parsed }: LockedVersion, intervals: readonly Interval[]): string | undefined {
  if (!parsed.isPrerelease) return undefined;
  return intervals.find(({ introduced }) => leadsTo(parsed, introduced.version))?.introduced.text;
}

function toRow(
  { ecosystem, lockfile, name, version, isDev, isReplaced, reach }: LockedVersion,
  star: Star,
  {
    entries,
    ...found
  }: Pick<FindingRow, "confidence" | "interval" | "fix"> & { readonly entries: readonly AffectedPackage[] },
): FindingRow {
  const kind = kindOf(star.hub, entries);
  return {
    ecosystem,
    lockfile,
    package: name,
    version,
    advisory: star.hub.id,
    aliases: aliasesOf(star, ecosystem),
    kind,
    severity: rate(kind, star.hub, entries, star.twins),
    summary: star.hub.summary ?? star.twins.find(({ summary }) => typeof summary === "string")?.summary ?? "",
    reach: reach(),
    isDev,
    ...(isReplaced === true ? { isReplaced } : {}),
    parts: [],
    ...found,
  };
}
