import { decidingEntries, isMalicious } from "./deciding-entries.ts";
import { groupByIdentity, type Star } from "./identity.ts";
import { baseEcosystem, comparableName } from "./package-name.ts";
import { readEntries, type ReadEntry } from "./read-entry.ts";
import { type AdvisoryRecord, entriesFor, isWithdrawn } from "./record.ts";
import type { VersionScheme } from "../versions/version-scheme.ts";

/** Records by what they are about, for any number of lockfiles. What is withdrawn is left out. */
export interface RecordIndex {
  readonly about: (ecosystem: string, name: string, scheme: VersionScheme) => PackageRecords;
  readonly byId: (id: string) => AdvisoryRecord | undefined;
}

/** What is told of one package. */
export interface PackageRecords {
  readonly stars: readonly Star[];
  /** Also of drafts, which are in no star. */
  readonly ids: ReadonlySet<string>;
  readonly entriesOf: (record: AdvisoryRecord) => readonly ReadEntry[];
  /** What decides about the versions of a star. */
  readonly decidingOf: (star: Star) => readonly ReadEntry[];
  /** What all reports of malicious versions say. */
  readonly malicious: readonly ReadEntry[];
}

/** Nothing in a record is read before a package is asked for, and then once. */
export function indexRecords(records: readonly AdvisoryRecord[]): RecordIndex {
  const live = records.filter((record) => !isWithdrawn(record));
  const byPackage = indexByPackage(live);
  const byId = new Map(live.map((record) => [record.id, record]));
  const known = new Map<string, PackageRecords>();
  return {
    about: (ecosystem, name, scheme) => {
      const key = packageKey(ecosystem, name);
      const found = byPackage.get(key);
      if (found === undefined) return nothing;
      const before = known.get(key);
      if (before !== undefined) return before;
      const read = readPackage(found, { ecosystem, name, scheme });
      known.set(key, read);
      return read;
    },
    byId: (id) => byId.get(id),
  };
}

const nothing: PackageRecords = {
  stars: [],
  ids: new Set(),
  entriesOf: () => [],
  decidingOf: () => [],
  malicious: [],
};

function readPackage(
  records: readonly AdvisoryRecord[],
  { ecosystem, name, scheme }: { readonly ecosystem: string; readonly name: string; readonly scheme: VersionScheme },
): PackageRecords {
  const stars = groupByIdentity(records, ecosystem);
  const entriesOf = once((record: AdvisoryRecord) => readEntries(entriesFor(record, ecosystem, name), scheme));
  const decidingOf = once((star: Star) => decidingEntries(star, entriesOf));
  return {
    stars,
    ids: new Set(records.map(({ id }) => id)),
    entriesOf,
    decidingOf,
    malicious: stars.filter(({ hub }) => isMalicious(hub, entriesOf)).flatMap(decidingOf),
  };
}

/** Asks only once for each key. */
function once<Key, Value extends object>(read: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = read(key);
    known.set(key, value);
    return value;
  };
}

function indexByPackage(records: readonly AdvisoryRecord[]): ReadonlyMap<string, readonly AdvisoryRecord[]> {
  const index = new Map<string, AdvisoryRecord[]>();
  for (const record of records) {
    for (const { package: named } of record.affected ?? []) {
      if (!named) continue;
      const key = packageKey(baseEcosystem(named.ecosystem), named.name);
      const known = index.get(key);
      if (known === undefined) index.set(key, [record]);
      // A record may have several entries for one package, also with others between them.
      else if (known.at(-1) !== record) known.push(record);
    }
  }
  return index;
}

function packageKey(ecosystem: string, name: string): string {
  return `${ecosystem}\u0000${comparableName(ecosystem, name)}`;
}
