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
  const readings = files.map(readLockfile);
  const inventories = readings.flatMap((reading) => (reading.state === "read" ? [reading] : []));
  const queries = distinctQueries(inventories.map(({ inventory }) => inventory));
  const answer = await source.query(queries);

  const found = inventories.map(({ path, inventory }) => findAdvisories(path, inventory, answer.records));
  return {
    rows: found.flatMap((one) => one.rows),
    disputed: [...found.flatMap((one) => one.disputed), ...findDisputed(inventories, queries, answer, found)],
    notChecked: [...found.flatMap((one) => one.notChecked), ...findUnanswered(inventories, answer)],
    problems: readings.flatMap((reading) => (reading.state === "problem" ? [reading] : [])),
    checked: queries.length,
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
      queries.set(JSON.stringify([ecosystem, name, version]), { ecosystem, name, version });
    }
  }
  return [...queries.values()];
}

function placesOf(query: PackageQuery, inventories: readonly ReadLockfile[]) {
  return inventories
    .filter(({ inventory: { ecosystem, packages } }) =>
      packages.some(
        ({ name, version, source }) =>
          ecosystem === query.ecosystem && name === query.name && version === query.version && source === "registry",
      ),
    )
    .map(({ path }) => ({ lockfile: path, package: query.name, version: query.version }));
}

/** What the source names for a version although nothing that we read of it says affected, or gives a reason why not. */
function findDisputed(
  inventories: readonly ReadLockfile[],
  queries: readonly PackageQuery[],
  { named, records }: AdvisoryAnswer,
  found: readonly Findings[],
): readonly Disputed[] {
  const live = new Set(records.filter(({ withdrawn }) => typeof withdrawn !== "string").map(({ id }) => id));
  const rows = found.flatMap((one) => one.rows);
  const explained = found.flatMap(({ disputed, notChecked }) => [...disputed, ...notChecked]);
  return queries.flatMap((query, index) => {
    const isHere = (one: PackageAt) => one.package === query.name && one.version === query.version;
    if (explained.some(isHere)) return [];
    const here = rows.filter(isHere);
    const isExplained = (id: string) => here.some((row) => row.advisory === id || row.aliases.includes(id));
    const disputed = (named[index] ?? []).filter((id) => live.has(id) && !isExplained(id));
    return disputed.flatMap((advisory) => placesOf(query, inventories).map((place) => ({ ...place, advisory })));
  });
}

function findUnanswered(inventories: readonly ReadLockfile[], { unanswered }: AdvisoryAnswer): readonly NotChecked[] {
  return unanswered.flatMap(({ query, why }) => placesOf(query, inventories).map((place) => ({ ...place, why })));
}
