import { type FileHandle, open } from "node:fs/promises";
import { type ArchiveIndex, BrokenArchive, indexArchive } from "./archive-index.ts";
import { openWindow } from "./file-window.ts";
import { readEntry, type ZipEntry } from "./zip-entries.ts";

/** Archives that were indexed, each once as long as its file stays the same. */
export interface ArchiveShelf {
  /** Works with the archive as it is now, also when another file takes its place meanwhile. */
  use<Result>(path: string, work: (archive: OpenArchive) => Promise<Result>): Promise<Result>;
}

export interface OpenArchive {
  readonly index: ArchiveIndex;
  /** The newest that is known of it: its latest record, or when its file was written. */
  readonly asOf: Date | undefined;
  /** A record as JSON. Throws when the file was written over since it was indexed. */
  read(entry: ZipEntry): Promise<unknown>;
}

// Neighbours are read together while an archive is indexed, but not so many that nothing else gets its turn meanwhile.
const [indexStretch, recordStretch] = [256 * 1024, 16 * 1024];

export function createArchiveShelf(now: () => Date): ArchiveShelf {
  const indexed = new Map<string, { readonly stamp: string; readonly index: Promise<ArchiveIndex> }>();

  async function use<Result>(path: string, work: (archive: OpenArchive) => Promise<Result>): Promise<Result> {
    const handle = await open(path);
    try {
      const { dev, ino, size, mtimeMs } = await handle.stat();
      const index = await indexOnce(path, [dev, ino, size, mtimeMs].join(), handle, size);
      const records = openWindow(handle, size, recordStretch);
      const asOf = latest([index.newest, new Date(mtimeMs)], now());
      return await work({ index, asOf, read: async (entry) => parse(await readEntry(records, entry)) });
    } finally {
      await handle.close();
    }
  }

  /** Several jobs may ask for it at the same time; the file stays open until all of them have it. */
  async function indexOnce(path: string, stamp: string, handle: FileHandle, size: number): Promise<ArchiveIndex> {
    const known = indexed.get(path);
    if (known?.stamp === stamp) return known.index;
    const index = indexArchive(openWindow(handle, size, indexStretch), now());
    indexed.set(path, { stamp, index });
    try {
      return await index;
    } catch (error) {
      // A broken archive stays one; what else went wrong may heal.
      if (!(error instanceof BrokenArchive)) indexed.delete(path);
      throw error;
    }
  }

  return { use };
}

/** A time that lies ahead is somebody's mistake, and would make an archive young for ever. */
function latest(times: readonly (Date | undefined)[], now: Date): Date | undefined {
  const past = times.filter((time) => time !== undefined && time <= now).map(Number);
  return past.length === 0 ? undefined : new Date(Math.max(...past));
}

function parse(content: Buffer | undefined): unknown {
  if (content === undefined) throw new Error("the archive was written over while it was read");
  return JSON.parse(content.toString("utf8"));
}
