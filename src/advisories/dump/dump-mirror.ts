import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { archivePath, type ArchivePlace, findArchive, isFolderName, listArchives } from "./archive-place.ts";
import { usualLimits } from "./archive-index.ts";
import { openWindow } from "./file-window.ts";
import { listEntries } from "./zip-entries.ts";

export interface MirrorOptions {
  /** Without a slash at the end, for example `https://osv-vulnerabilities.storage.googleapis.com`. */
  readonly address: string;
  /** Where downloaded archives are kept. */
  readonly folder: string;
  readonly userAgent: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** For the question whether an archive has changed. */
  readonly requestTimeoutMs: number;
  readonly downloadTimeoutMs: number;
  /** More is not downloaded. */
  readonly mostBytes: number;
  /** What failed without being fatal, because an archive of before is there. */
  readonly warn: (error: unknown) => void;
}

// OSV writes its archives anew about every hour.
const checkedForMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;

/**
 * A dump at an address. An archive is asked about once an hour and downloaded when it has changed; while the address is
 * away, the archive of before serves, and its age tells.
 */
export function atAddress(options: MirrorOptions): ArchivePlace {
  const { folder, now } = options;
  const checks = new Map<string, { readonly at: Date; readonly path: Promise<string | undefined> }>();

  async function find(ecosystem: string): Promise<string | undefined> {
    if (!isFolderName(ecosystem)) return undefined;
    const last = checks.get(ecosystem);
    // Also several jobs at the same time wait for one download.
    if (last !== undefined && now().getTime() - last.at.getTime() < checkedForMs) return last.path;
    const path = refresh(ecosystem, options);
    checks.set(ecosystem, { at: now(), path });
    try {
      return await path;
    } catch (error) {
      checks.delete(ecosystem);
      throw error;
    }
  }

  return { find, list: () => listArchives(folder) };
}

async function refresh(ecosystem: string, options: MirrorOptions): Promise<string | undefined> {
  const known = await findArchive(options.folder, ecosystem);
  try {
    const there = await download(ecosystem, known !== undefined, options);
    return there ? archivePath(options.folder, ecosystem) : known;
  } catch (error) {
    if (known === undefined) throw error;
    options.warn(error);
    return known;
  }
}

/** False where the address has no such archive. */
async function download(ecosystem: string, isKnown: boolean, options: MirrorOptions): Promise<boolean> {
  const { folder, mostBytes, now } = options;
  const path = archivePath(folder, ecosystem);
  const versionPath = join(dirname(path), "version.json");
  const head = await request(ecosystem, "HEAD", options);
  if (head === undefined) return false;
  const version = versionOf(head.headers);
  if (isKnown && version !== undefined && version === (await readVersion(versionPath))) {
    // The same bytes, written anew: the archive is as young as that.
    await setTime(path, head);
    return true;
  }

  const response = await request(ecosystem, "GET", options);
  if (response === undefined) return false;
  const temporary = join(dirname(path), `${randomUUID()}.part`);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await removeLeftovers(dirname(path), now());
  try {
    await save(response, temporary, mostBytes);
    await requireArchive(temporary, response.url);
    await setTime(temporary, response);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  // Last: where this is not reached, the archive is downloaded once more than it had to be.
  await writeFile(versionPath, JSON.stringify({ version: versionOf(response.headers) }));
  return true;
}

async function request(
  ecosystem: string,
  method: "HEAD" | "GET",
  { address, userAgent, fetch, requestTimeoutMs, downloadTimeoutMs }: MirrorOptions,
): Promise<Response | undefined> {
  const url = `${address}/${encodeURIComponent(ecosystem)}/all.zip`;
  const response = await fetch(url, {
    method,
    // As it is: a packed answer would have another length and another ETag.
    headers: { "user-agent": userAgent, "accept-encoding": "identity" },
    redirect: "error",
    signal: AbortSignal.timeout(method === "HEAD" ? requestTimeoutMs : downloadTimeoutMs),
  });
  if (response.status === 200) return response;
  await response.body?.cancel();
  if (response.status === 404) return undefined;
  throw new Error(`${url} answered ${response.status}`);
}

/** What changes with the content. The hash is the surest; an ETag may differ between two servers with the same file. */
function versionOf(headers: Headers): string | undefined {
  return headers.get("x-goog-hash") ?? headers.get("etag") ?? headers.get("last-modified") ?? undefined;
}

/** When the archive was written; long ago where that is unknown, so that its records alone say how old it is. */
async function setTime(path: string, { headers }: Response): Promise<void> {
  const writtenAt = Date.parse(headers.get("last-modified") ?? "");
  const seconds = Number.isNaN(writtenAt) ? 0 : writtenAt / 1000;
  await utimes(path, seconds, seconds);
}

async function readVersion(path: string): Promise<string | undefined> {
  try {
    return z.object({ version: z.string() }).parse(JSON.parse(await readFile(path, "utf8"))).version;
  } catch {
    // Absent or half written: then the archive is downloaded.
    return undefined;
  }
}

async function save(response: Response, path: string, mostBytes: number): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      // Leaving the loop ends the connection.
      if (bytes > mostBytes) throw new Error(`${response.url} has more than ${mostBytes} bytes`);
      await file.appendFile(chunk);
    }
  } finally {
    await file.close();
  }
}

/** A page that says that something is wrong must not take the place of an archive. */
async function requireArchive(path: string, url: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    await listEntries(openWindow(file, size, 1024 * 1024), usualLimits.entries);
  } catch (error) {
    throw new Error(`${url} is no zip archive that can be read`, { cause: error });
  } finally {
    await file.close();
  }
}

/** Of processes that ended in the middle. A younger one may be another process at work. */
async function removeLeftovers(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".part")) continue;
    const path = join(folder, name);
    const age = now.getTime() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime());
    if (age > dayMs) await rm(path, { force: true });
  }
}
