import type { Disputed, FindingRow, Findings, NotChecked, PackageAt } from "../policy/advisory/finding.ts";
import { findAdvisories } from "../policy/advisory/finding.ts";
import type { Inventory } from "../policy/advisory/inventory.ts";
import { parseVersion } from "../policy/advisory/version.ts";
import { lockfileReaders } from "./lockfiles/index.ts";
import type { AdvisoryAnswer, AdvisorySource, PackageQuery } from "./source.ts";

/** A lockfile as it is on the branch. */
export interface LockfileText {
  readonly path: string;
  readonly text: string;
}

interface LockfileProblem {
  readonly path: string;
  readonly problem: string;
}

export interface AdvisoryScan {
  readonly rows: readonly FindingRow[];
  readonly disputed: readonly Disputed[];
  readonly notChecked: readonly NotChecked[];
  readonly problems: readonly LockfileProblem[];
  /** Packages that were looked up. */
  readonly checked: number;
}

/** Reads lockfiles, asks the source about every registry package in them, and decides locally what is affected. */
export async function scanLockfiles(files: readonly LockfileText[], source: AdvisorySource): Promise<AdvisoryScan> {
  const lockfiles = readLockfiles(files);
  const queries = queriesFor([lockfiles]);
  return judgeLockfiles(lockfiles, queries, await source.query(queries));
}

/** Lockfiles of one commit, read but not asked about. */
export interface ReadLockfiles {
  readonly inventories: readonly ReadLockfile[];
  readonly problems: readonly LockfileProblem[];
}

export function readLockfiles(files: readonly LockfileText[]): ReadLockfiles {
  const readings = files.map(readLockfile);
  return {
    inventories: readings.flatMap((reading) => (reading.state === "read" ? [reading] : [])),
    problems: readings.flatMap((reading) => (reading.state === "problem" ? [reading] : [])),
  };
}

/** Whether a file is called as a lockfile that can be read. */
export function isLockfile(path: string): boolean {
  return lockfileReaders.some(({ matches }) => matches(path));
}

/** What is asked about commits together, so that all of them are held against one state of the database. */
export function queriesFor(commits: readonly ReadLockfiles[]): readonly PackageQuery[] {
  return distinctQueries(commits.flatMap(({ inventories }) => inventories.map(({ inventory }) => inventory)));
}

/** One commit's part of an answer, which may be about more than its packages. */
export function judgeLockfiles(
  { inventories, problems }: ReadLockfiles,
  queries: readonly PackageQuery[],
  answer: AdvisoryAnswer,
): AdvisoryScan {
  const found = inventories.map(({ path, inventory }) => findAdvisories(path, inventory, answer.records));
  const places = indexPlaces(inventories);
  return {
    rows: found.flatMap((one) => one.rows),
    disputed: [...found.flatMap((one) => one.disputed), ...findDisputed(places, queries, answer, found)],
    notChecked: [...found.flatMap((one) => one.notChecked), ...findUnanswered(places, answer)],
    problems,
    checked: places.size,
  };
}

type Reading =
  | { readonly state: "read"; readonly path: string; readonly inventory: Inventory }
  | ({ readonly state: "problem" } & LockfileProblem);

function readLockfile({ path, text }: LockfileText): Reading {
  const reader = lockfileReaders.find(({ matches }) => matches(path));
  if (reader === undefined) {
    return { state: "problem", path, problem: "is of a format that cannot be read yet; readable is Cargo.lock" };
  }
  const reading = reader.parse(text);
  if (reading.state === "read") return { state: "read", path, inventory: reading.inventory };
  return { state: "problem", path, problem: `line ${reading.line}: ${reading.message}` };
}

interface ReadLockfile {
  readonly path: string;
  readonly inventory: Inventory;
}

/** Only versions that can be read are asked about: one malformed query makes the source refuse its whole batch. */
function distinctQueries(inventories: readonly Inventory[]): readonly PackageQuery[] {
  const queries = new Map<string, PackageQuery>();
  for (const { ecosystem, packages } of inventories) {
    for (const { name, version, source } of packages) {
      if (source !== "registry" || parseVersion(version) === undefined) continue;
      const query = { ecosystem, name, version };
      queries.set(queryKey(query), query);
    }
  }
  return [...queries.values()];
}

/** Where each registry package is locked. */
type Places = ReadonlyMap<string, readonly PackageAt[]>;

function indexPlaces(inventories: readonly ReadLockfile[]): Places {
  const places = new Map<string, PackageAt[]>();
  for (const { path, inventory } of inventories) {
    // Once a lockfile, however often the package stands in it.
    for (const { ecosystem, name, version } of distinctQueries([inventory])) {
      const key = queryKey({ ecosystem, name, version });
      const known = places.get(key) ?? [];
      known.push({ lockfile: path, package: name, version });
      places.set(key, known);
    }
  }
  return places;
}

function queryKey({ ecosystem, name, version }: PackageQuery): string {
  return JSON.stringify([ecosystem, name, version]);
}

/** What the source names for a version although nothing that we read of it says affected, or gives a reason why not. */
function findDisputed(
  places: Places,
  queries: readonly PackageQuery[],
  { named, records }: AdvisoryAnswer,
  found: readonly Findings[],
): readonly Disputed[] {
  const live = new Set(records.filter(({ withdrawn }) => typeof withdrawn !== "string").map(({ id }) => id));
  const rows = found.flatMap((one) => one.rows);
  const rowsHere = Map.groupBy(rows, packageKey);
  const explained = new Set(found.flatMap(({ disputed, notChecked }) => [...disputed, ...notChecked]).map(packageKey));
  return queries.flatMap((query, index) => {
    const key = packageKey({ package: query.name, version: query.version });
    if (explained.has(key)) return [];
    const here = new Set((rowsHere.get(key) ?? []).flatMap(({ advisory, aliases }) => [advisory, ...aliases]));
    const disputed = (named[index] ?? []).filter((id) => live.has(id) && !here.has(id));
    return disputed.flatMap((advisory) => placesOf(query, places).map((place) => ({ ...place, advisory })));
  });
}

function packageKey({ package: name, version }: Pick<PackageAt, "package" | "version">): string {
  return JSON.stringify([name, version]);
}

function findUnanswered(places: Places, { unanswered }: AdvisoryAnswer): readonly NotChecked[] {
  return unanswered.flatMap(({ query, why }) => placesOf(query, places).map((place) => ({ ...place, why })));
}

function placesOf(query: PackageQuery, places: Places): readonly PackageAt[] {
  return places.get(queryKey(query)) ?? [];
}
