import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Where the archives of a dump are: `<ecosystem>/all.zip` below it, as in the bucket of OSV. */
export interface ArchivePlace {
  /** The path of the archive that speaks of an ecosystem, or undefined when there is none. Rejects when nobody can say. */
  find(ecosystem: string): Promise<string | undefined>;
  /** The paths of all archives that are at hand. */
  list(): Promise<readonly string[]>;
}

const archiveName = "all.zip";

/** A folder on this machine, or one archive in which all records are together. */
export function onDisk(path: string): ArchivePlace {
  return {
    find: async (ecosystem) => {
      if (await isFile(path)) return path;
      return findArchive(path, ecosystem);
    },
    list: async () => ((await isFile(path)) ? [path] : listArchives(path)),
  };
}

/** Whether it can be the name of a folder and nothing else; `crates.io`, `GitHub Actions`. */
export function isFolderName(ecosystem: string): boolean {
  return /^[A-Za-z][\w. -]{0,99}$/.test(ecosystem);
}

export function archivePath(folder: string, ecosystem: string): string {
  return join(folder, ecosystem, archiveName);
}

export async function findArchive(folder: string, ecosystem: string): Promise<string | undefined> {
  const path = archivePath(folder, ecosystem);
  return isFolderName(ecosystem) && (await isThere(path)) ? path : undefined;
}

export async function listArchives(folder: string): Promise<readonly string[]> {
  const names = (await isThere(folder)) ? await readdir(folder) : [];
  const found = await Promise.all(names.map((name) => findArchive(folder, name)));
  return found.filter((path) => path !== undefined);
}

/** Rejects where nothing is: a folder that was not mounted must not read as a dump without a record. */
async function isFile(path: string): Promise<boolean> {
  return (await stat(path)).isFile();
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return false;
    throw error;
  }
}
