import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDumpSource, type DumpOptions } from "../../../src/advisories/dump/dump-source.ts";
import type { PackageQuery } from "../../../src/advisories/source.ts";
import { packDump, writeDump } from "../../support/osv-dump.ts";
import { readOsvRecords } from "../../support/osv-server.ts";

export const now = new Date("2099-03-01T09:00:00Z");
export const hourMs = 60 * 60_000;

/** Eight records of crates and one of npm, made up for tests. */
export const records = readOsvRecords(join(import.meta.dirname, "../../fixtures/osv"));

const folders: string[] = [];

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-dump-"));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

export function anArchive(ecosystem: string, of: readonly unknown[] = records): Buffer {
  const dump = packDump(ecosystem, of);
  if (dump === undefined) throw new Error(`no record speaks of ${ecosystem}`);
  return dump.bytes;
}

/** A folder with the archive of crates.io, an hour old unless told. */
export function aDumpOfCrates(of?: readonly unknown[], at = new Date(now.getTime() - hourMs)): string {
  const folder = aFolder();
  writeDump(folder, "crates.io", anArchive("crates.io", of), at);
  return folder;
}

export function aSource(place: string, given: Partial<DumpOptions> = {}) {
  return createDumpSource({
    place,
    // Only what comes from an address is kept.
    folder: join(tmpdir(), "gatehouse-never-made"),
    userAgent: "gatehouse/0.1.0",
    fetch: globalThis.fetch,
    now: () => now,
    requestTimeoutMs: 5000,
    downloadTimeoutMs: 5000,
    mostBytes: 1024 * 1024,
    warn: (error) => {
      throw error;
    },
    ...given,
  });
}

export function crate(name: string, version = "1.0.0"): PackageQuery {
  return { ecosystem: "crates.io", name, version };
}

/** A record about one package; everything that a case does not mention is harmless. */
export function aRawRecord(
  id: string,
  part: Readonly<Record<string, unknown>> = {},
  name = "odd",
  ecosystem = "crates.io",
) {
  return { id, modified: "2099-02-28T00:00:00Z", affected: [{ package: { ecosystem, name } }], ...part };
}
