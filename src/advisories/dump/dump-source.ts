import { isNative } from "../../policy/advisory/records/identity.ts";
import { comparableName } from "../../policy/advisory/records/package-name.ts";
import { AdvisoryRecord } from "../../policy/advisory/records/record.ts";
import type { AdvisoryAnswer, AdvisorySource, AnswerOrigin, PackageQuery, Unanswered } from "../source.ts";
import { SourceSilent } from "../source.ts";
import { type ArchivePlace, onDisk } from "./archive-place.ts";
import { type ArchiveShelf, createArchiveShelf, type OpenArchive } from "./archive-shelf.ts";
import { atAddress, type MirrorOptions } from "./dump-mirror.ts";
import { mergeById } from "./same-id.ts";
import type { ZipEntry } from "./zip-entries.ts";

export interface DumpOptions extends Omit<MirrorOptions, "address"> {
  /** A folder with `<ecosystem>/all.zip`, one such file, or the https address of such a folder. */
  readonly place: string;
}

const name = "osv-dump";
/** OSV writes its archives anew about every hour. One that is older than this was forgotten. */
const staleAfterMs = 48 * 60 * 60_000;

/**
 * Records from archives as OSV exports them. It judges no version: of each package all live records are handed out, and
 * what is affected is decided where they are matched.
 */
export function createDumpSource(options: DumpOptions): AdvisorySource {
  const { place, now } = options;
  const desk = {
    shelf: createArchiveShelf(now),
    place: /^https?:\/\//i.test(place) ? atAddress({ ...options, address: place }) : onDisk(place),
    now,
  };
  return {
    name,
    query: (packages) => queryDump(packages, desk).catch((error: unknown) => silence(place, error)),
    lookUp: (ids) => lookUpDump(ids, desk).catch((error: unknown) => silence(place, error)),
  };
}

interface Desk {
  readonly shelf: ArchiveShelf;
  readonly place: ArchivePlace;
  readonly now: () => Date;
}

/** What one archive says of the packages of its ecosystem. */
interface Part {
  readonly records: readonly AdvisoryRecord[];
  readonly unanswered: readonly Unanswered[];
  readonly from: AnswerOrigin;
}

async function queryDump(packages: readonly PackageQuery[], desk: Desk): Promise<AdvisoryAnswer> {
  const parts: Part[] = [];
  for (const [ecosystem, queries] of Map.groupBy(packages, (query) => query.ecosystem)) {
    const path = await desk.place.find(ecosystem);
    if (path === undefined) parts.push(unanswered(queries));
    else parts.push(await desk.shelf.use(path, (archive) => readPart(ecosystem, queries, archive, desk.now())));
  }
  return {
    records: mergeById(parts.flatMap(({ records }) => records)),
    named: packages.map(() => []),
    unanswered: parts.flatMap((part) => part.unanswered),
    from: oldest(parts.map(({ from }) => from)),
  };
}

async function readPart(
  ecosystem: string,
  queries: readonly PackageQuery[],
  archive: OpenArchive,
  now: Date,
): Promise<Part> {
  const names = archive.index.byName.get(ecosystem);
  // The archive of another ecosystem, put in the wrong place, would call everything clear.
  if (names === undefined) return unanswered(queries);
  const entriesOf = (query: PackageQuery) => names.get(comparableName(ecosystem, query.name)) ?? [];
  const records = await readRecords(queries.flatMap(entriesOf), archive);
  return {
    records: [...records.values()].filter((record) => record !== undefined),
    unanswered: queries
      .filter((query) => entriesOf(query).some((entry) => records.get(entry) === undefined))
      .map((query) => ({ query, why: "unreadable-record" })),
    from: originOf(archive, now),
  };
}

/** In the order of the archive, which is how a disk is read fastest. Undefined: our schema refuses the record. */
async function readRecords(
  wanted: readonly ZipEntry[],
  archive: OpenArchive,
): Promise<ReadonlyMap<ZipEntry, AdvisoryRecord | undefined>> {
  const records = new Map<ZipEntry, AdvisoryRecord | undefined>();
  for (const entry of [...new Set(wanted)].toSorted((left, right) => left.offset - right.offset)) {
    records.set(entry, AdvisoryRecord.safeParse(await archive.read(entry)).data);
  }
  return records;
}

function unanswered(queries: readonly PackageQuery[]): Part {
  return {
    records: [],
    unanswered: queries.map((query) => ({ query, why: "unanswered" })),
    // Nothing was read, so nothing is proven.
    from: { source: name, asOf: undefined, isStale: true },
  };
}

function originOf({ asOf, index }: OpenArchive, now: Date): AnswerOrigin {
  const isOld = asOf === undefined || now.getTime() - asOf.getTime() > staleAfterMs;
  // A record that cannot be read may be the one that an open issue is about.
  return { source: name, asOf, isStale: isOld || index.broken > 0 };
}

/** An answer is as old as the oldest archive it comes from. */
function oldest(origins: readonly AnswerOrigin[]): AnswerOrigin {
  const times = origins.flatMap(({ asOf }) => (asOf === undefined ? [] : [asOf.getTime()]));
  const asOf = times.length === 0 ? undefined : new Date(Math.min(...times));
  return { source: name, asOf, isStale: origins.some(({ isStale }) => isStale) };
}

async function lookUpDump(
  ids: readonly string[],
  desk: Desk,
): Promise<ReadonlyMap<string, AdvisoryRecord | "unknown">> {
  const found = new Map<string, AdvisoryRecord | "unknown">();
  for (const id of await findUnknown(ids, desk)) found.set(id, "unknown");
  for (const path of await desk.place.list()) {
    await desk.shelf.use(path, async (archive) => {
      for (const id of ids) {
        const records = [...(await readRecords(archive.index.byId.get(id) ?? [], archive)).values()];
        const [record] = mergeById(records.filter((one) => one !== undefined));
        if (record !== undefined && !records.includes(undefined)) found.set(id, record);
      }
    });
  }
  return found;
}

const databases = ["crates.io", "Go", "PyPI"];

/** Only the database that gives out such ids can say that there is none, and only of today. */
async function findUnknown(ids: readonly string[], { place, shelf, now }: Desk): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const ecosystem of databases) {
    const own = ids.filter((id) => isOfDatabase(id, ecosystem));
    const path = own.length === 0 ? undefined : await place.find(ecosystem);
    if (path === undefined) continue;
    await shelf.use(path, async (archive) => {
      const { byId, byName } = archive.index;
      if (!byName.has(ecosystem) || originOf(archive, now()).isStale) return;
      unknown.push(...own.filter((id) => !byId.has(id)));
    });
  }
  return unknown;
}

/** Reports of malicious packages belong to no ecosystem. */
function isOfDatabase(id: string, ecosystem: string): boolean {
  return isNative(id, ecosystem) && !id.startsWith("MAL-");
}

function silence(place: string, error: unknown): never {
  const why = error instanceof Error ? `: ${error.message}` : "";
  throw new SourceSilent(`the dump in ${place} cannot be read${why}`, { cause: error });
}
