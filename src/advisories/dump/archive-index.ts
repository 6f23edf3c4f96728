import { z } from "zod";
import { baseEcosystem, comparableName } from "../../policy/advisory/records/package-name.ts";
import type { FileWindow } from "./file-window.ts";
import { listEntries, readEntry, type ZipEntry } from "./zip-entries.ts";

/** Where the records of one archive are. Of 200,000 records this keeps their ids, names and places, not themselves. */
export interface ArchiveIndex {
  /** Several where the archive says an id more than once. */
  readonly byId: ReadonlyMap<string, readonly ZipEntry[]>;
  /** By ecosystem, then by the name of the package as it compares; withdrawn records are left out. */
  readonly byName: ReadonlyMap<string, ReadonlyMap<string, readonly ZipEntry[]>>;
  /** The latest change of any record, of those that do not lie in the future. */
  readonly newest: Date | undefined;
  /** Files that could not be read, so nobody knows of which package they speak. */
  readonly broken: number;
}

/** The file is not what a dump is, and will not be until it changes. */
export class BrokenArchive extends Error {}

/** What is counted, so that no archive can take all memory or work for hours. npm, the largest, has 220,000 records. */
export const usualLimits = { entries: 500_000, names: 2_000_000, unpackedBytes: 8 * 1024 ** 3 };

/** What is read of a record here; the whole of it is read when somebody asks about its package. */
const Indexed = z.object({
  id: z.string(),
  modified: z.string(),
  withdrawn: z.string().nullish(),
  affected: z.array(z.object({ package: z.object({ ecosystem: z.string(), name: z.string() }).nullish() })).nullish(),
});
type Indexed = z.infer<typeof Indexed>;

/** Reads every record once, one after the other. Throws `BrokenArchive` when more than 1 % of them cannot be read. */
export async function indexArchive(
  window: FileWindow,
  now: Date,
  limits: typeof usualLimits = usualLimits,
): Promise<ArchiveIndex> {
  const entries = await listOf(window, limits.entries);
  const byId = new Map<string, ZipEntry[]>();
  const byName = new Map<string, Map<string, ZipEntry[]>>();
  let [broken, names, unpackedBytes, newest] = [0, 0, 0, 0];
  for (const entry of entries) {
    const content = await readEntry(window, entry);
    const record = content === undefined ? undefined : findIndexed(content);
    if (content === undefined || record === undefined) {
      broken += 1;
      continue;
    }
    unpackedBytes += content.length;
    addTo(byId, record.id, entry);
    const modified = Date.parse(record.modified);
    if (modified <= now.getTime()) newest = Math.max(newest, modified);
    for (const [ecosystem, name] of packagesOf(record)) {
      names += 1;
      const known = byName.get(ecosystem) ?? new Map<string, ZipEntry[]>();
      byName.set(ecosystem, known);
      addTo(known, name, entry);
    }
    if (names > limits.names) throw new BrokenArchive(`its records name more than ${limits.names} packages`);
    if (unpackedBytes > limits.unpackedBytes) {
      throw new BrokenArchive(`its records have more than ${limits.unpackedBytes} bytes`);
    }
  }
  if (entries.length === 0) throw new BrokenArchive("it holds no record");
  if (broken * 100 > entries.length) throw new BrokenArchive(`${broken} of its ${entries.length} records are broken`);
  return { byId, byName, newest: newest === 0 ? undefined : new Date(newest), broken };
}

async function listOf(window: FileWindow, most: number): Promise<readonly ZipEntry[]> {
  try {
    return await listEntries(window, most);
  } catch (error) {
    // The disk's fault, and not the archive's.
    if (error instanceof Error && "syscall" in error) throw error;
    throw new BrokenArchive("it is no zip archive, or a broken one", { cause: error });
  }
}

function findIndexed(content: Buffer): Indexed | undefined {
  try {
    return Indexed.safeParse(JSON.parse(content.toString("utf8"))).data;
  } catch {
    // JSON.parse knows no other error.
    return undefined;
  }
}

/** Each package once, also where a record has several entries for it. */
function packagesOf({ withdrawn, affected }: Indexed): readonly (readonly [ecosystem: string, name: string])[] {
  if (typeof withdrawn === "string") return [];
  const packages = new Map<string, readonly [string, string]>();
  for (const { package: named } of affected ?? []) {
    if (!named) continue;
    const ecosystem = baseEcosystem(named.ecosystem);
    const name = comparableName(ecosystem, named.name);
    packages.set(JSON.stringify([ecosystem, name]), [ecosystem, name]);
  }
  return [...packages.values()];
}

function addTo(index: Map<string, ZipEntry[]>, key: string, entry: ZipEntry): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [entry]);
  else known.push(entry);
}
