import type { Findings, NotChecked, PackageAt } from "../policy/advisory/findings/finding.ts";
import { findAdvisories, mostFindings } from "../policy/advisory/findings/finding.ts";
import type { Inventory } from "../policy/advisory/findings/inventory.ts";
import { indexRecords } from "../policy/advisory/records/record-index.ts";
import { versionScheme } from "../policy/advisory/versions/version-scheme.ts";
import { lockfileReaders } from "./lockfiles/index.ts";
import type { LockfileReader, LockfileReading } from "./lockfiles/reader.ts";
import type { AdvisoryAnswer, AdvisorySource, AnswerOrigin, PackageQuery } from "./source.ts";

/** A lockfile as it is on the branch. */
export interface LockfileText {
  readonly path: string;
  readonly text: string;
  /** By name, those files beside it that its reader asks for and that are there. */
  readonly companions: ReadonlyMap<string, string>;
}

interface LockfileProblem {
  readonly path: string;
  readonly problem: string;
}

export interface AdvisoryScan extends Findings {
  readonly problems: readonly LockfileProblem[];
  /** Packages that were looked up. */
  readonly checked: number;
  readonly from: AnswerOrigin;
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
  const index = indexRecords(answer.records);
  const named = new Map(queries.map((query, at) => [queryKey(query), answer.named[at] ?? []]));
  const found = inventories.map(({ path, inventory }) => {
    const { ecosystem } = inventory;
    const claimsOf = (name: string, version: string) => named.get(queryKey({ ecosystem, name, version })) ?? [];
    return findAdvisories(path, inventory, index, claimsOf);
  });
  const cut = inventories.filter((_, at) => found[at]?.isCut).map(({ path }) => ({ path, problem: tooMany }));
  const gaps = inventories.flatMap(({ path, inventory: { gap } }) =>
    gap === undefined ? [] : [{ path, problem: gap }],
  );
  const places = indexPlaces(inventories);
  return {
    rows: found.flatMap((one) => one.rows),
    disputed: found.flatMap((one) => one.disputed),
    notChecked: [...found.flatMap((one) => one.notChecked), ...findUnanswered(places, answer)],
    boundaries: found.flatMap((one) => one.boundaries),
    problems: [...problems, ...gaps, ...cut],
    checked: places.size,
    from: answer.from,
  };
}

const tooMany = `meets more than ${mostFindings} advisories, and what comes after them was not looked at`;

type Reading =
  | { readonly state: "read"; readonly path: string; readonly inventory: Inventory }
  | ({ readonly state: "problem" } & LockfileProblem);

function readLockfile({ path, text, companions }: LockfileText): Reading {
  const reader = findReader(path);
  if (reader === undefined) {
    const readable = lockfileReaders.map(({ name }) => name).join(", ");
    return { state: "problem", path, problem: `is of a format that cannot be read yet; readable are ${readable}` };
  }
  const reading = parseSafely(reader, { text, companions });
  if (reading === undefined) return { state: "problem", path, problem: ourFault };
  if (reading.state === "read") return { state: "read", path, inventory: reading.inventory };
  return { state: "problem", path, problem: `line ${reading.line}: ${reading.message}` };
}

const ourFault = "cannot be read because of a bug in Gatehouse; please report it";

/** Undefined where the reader fails, so that one file, which anybody can write, does not keep us from the others. */
function parseSafely(
  reader: LockfileReader,
  { text, companions }: Pick<LockfileText, "text" | "companions">,
): LockfileReading | undefined {
  try {
    return reader.parse(text, companions);
  } catch {
    return undefined;
  }
}

function findReader(path: string) {
  return lockfileReaders.find(({ matches }) => matches(path));
}

interface ReadLockfile {
  readonly path: string;
  readonly inventory: Inventory;
}

/** Only versions that can be read are asked about: one malformed query makes the source refuse its whole batch. */
function distinctQueries(inventories: readonly Inventory[]): readonly PackageQuery[] {
  const queries = new Map<string, PackageQuery>();
  for (const { ecosystem, packages } of inventories) {
    const scheme = versionScheme(ecosystem);
    for (const { name, version, source } of packages) {
      if (source !== "registry" || scheme?.parse(version) === undefined) continue;
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

function findUnanswered(places: Places, { unanswered }: AdvisoryAnswer): readonly NotChecked[] {
  return unanswered.flatMap(({ query, why }) =>
    (places.get(queryKey(query)) ?? []).map((place) => ({ ...place, why })),
  );
}
