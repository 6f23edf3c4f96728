import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { BrokenArchive, indexArchive, usualLimits } from "../../../src/advisories/dump/archive-index.ts";
import { createArchiveShelf, type OpenArchive } from "../../../src/advisories/dump/archive-shelf.ts";
import type { FileWindow } from "../../../src/advisories/dump/file-window.ts";
import { SourceSilent } from "../../../src/advisories/source.ts";
import { AdvisoryRecord } from "../../../src/policy/advisory/records/record.ts";
import { writeDump } from "../../support/osv-dump.ts";
import { writeZip, type ZipEntry } from "../../support/zip.ts";
import { aFolder, anArchive, aRawRecord, aSource, crate, now, records, removeFolders } from "./dump-desk.ts";

afterAll(removeFolders);

/** A hundred and twenty good records, and what a case adds. */
function anArchiveWith(...odd: readonly ZipEntry[]): Buffer {
  const good = Array.from({ length: 120 }, (_, index) => entryOf(aRawRecord(`RUSTSEC-2099-${1000 + index}`)));
  return writeZip([...odd, ...good]);
}

function entryOf(record: { readonly id: string }, part: Partial<ZipEntry> = {}): ZipEntry {
  return { name: `${record.id}.json`, content: JSON.stringify(record), ...part };
}

function ask(archive: Buffer, name = "odd") {
  const folder = aFolder();
  writeDump(folder, "crates.io", archive, now);
  return aSource(folder).query([crate(name)]);
}

/** An archive in memory that counts what is read of it. */
function aWindow(archive: Buffer) {
  let reads = 0;
  const window: FileWindow = {
    size: archive.length,
    read: async (position, length) => {
      reads += 1;
      if (position + length > archive.length) throw new Error("beyond the end");
      return archive.subarray(position, position + length);
    },
  };
  return { window, reads: () => reads };
}

const hidden = aRawRecord("RUSTSEC-2099-0050", {}, "hidden");
const bomb = JSON.stringify(aRawRecord("RUSTSEC-2099-0050", { details: "0".repeat(2 * 1024 * 1024) }, "hidden"));

describe("one file of an archive that cannot be read", () => {
  it.for<{ readonly what: string; readonly entry: ZipEntry }>([
    { what: "is no JSON", entry: entryOf(hidden, { content: '{"id": "RUSTSEC-2099-0050"' }) },
    { what: "is no record", entry: entryOf(hidden, { content: "[]" }) },
    { what: "has another checksum", entry: entryOf(hidden, { states: { crc: 7 } }) },
    { what: "is longer than stated", entry: entryOf(hidden, { states: { size: 9 } }) },
    { what: "is shorter than stated", entry: entryOf(hidden, { states: { size: 9999 } }) },
    { what: "is packed by another method", entry: entryOf(hidden, { states: { method: 12 } }) },
    { what: "is encrypted", entry: entryOf(hidden, { states: { flags: 1 } }) },
    { what: "unpacks to more than 1 MB", entry: entryOf(hidden, { content: bomb }) },
    {
      what: "unpacks to more than 1 MB and says less",
      entry: entryOf(hidden, { content: bomb, states: { size: 100 } }),
    },
    { what: "has more than 1 MB as it is", entry: entryOf(hidden, { content: bomb, isStored: true }) },
  ])("because it $what is left out, and then nothing is proven to be gone", async ({ entry }) => {
    const answer = await ask(anArchiveWith(entry));
    expect(answer.records).toHaveLength(120);
    expect(answer.from.isStale).toBe(true);
    expect((await ask(anArchiveWith(entry), "hidden")).records).toEqual([]);
  });

  it("is read where it is sound: the cases above are not vacuous", async () => {
    const answer = await ask(anArchiveWith(entryOf(hidden), entryOf(hidden, { isStored: true })), "hidden");
    expect(answer.records.map(({ id }) => id)).toEqual(["RUSTSEC-2099-0050"]);
    expect(answer.from.isStale).toBe(false);
  });

  it("is no record where it is not called as one", async () => {
    const answer = await ask(anArchiveWith({ name: "README.md", content: "# OSV" }, { name: "folder/", content: "" }));
    expect(answer.from.isStale).toBe(false);
  });
});

describe("an archive that cannot be read", () => {
  const broken = (index: number) => ({ name: `RUSTSEC-2099-${index}.json`, content: "?" });

  it.for<{ readonly what: string; readonly archive: () => Buffer; readonly says: RegExp }>([
    {
      what: "more than 1 % of it",
      archive: () => anArchiveWith(broken(1), broken(2)),
      says: /2 of its 122 records are broken/,
    },
    { what: "a page", archive: () => Buffer.from("<html>".repeat(50)), says: /it is no zip archive/ },
    { what: "nothing", archive: () => Buffer.alloc(0), says: /it is no zip archive/ },
    { what: "its first half", archive: () => anArchiveWith().subarray(0, 5000), says: /it is no zip archive/ },
    { what: "no record", archive: () => writeZip({ "README.md": "" }), says: /it holds no record/ },
  ])("($what) is silent, and says why", async ({ archive, says }) => {
    const error = await ask(archive()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceSilent);
    expect(error).toMatchObject({ message: expect.stringMatching(says), cause: expect.any(BrokenArchive) });
  });

  it.for([
    { limits: { entries: 119 }, says: /broken one/, most: 3 },
    { limits: { names: 60 }, says: /name more than 60 packages/, most: 1000 },
    { limits: { unpackedBytes: 5000 }, says: /more than 5000 bytes/, most: 1000 },
  ])("is given up at $limits", async ({ limits, says, most }) => {
    const { window, reads } = aWindow(anArchiveWith());
    await expect(indexArchive(window, now, { ...usualLimits, ...limits })).rejects.toThrow(says);
    expect(reads()).toBeLessThanOrEqual(most);
  });

  it("never makes up a record, whatever becomes of its bytes", async () => {
    const archive = anArchive("crates.io");
    const originals = new Map(records.map((raw) => AdvisoryRecord.parse(raw)).map((record) => [record.id, record]));
    const folder = aFolder();
    const change = fc.record({ at: fc.nat(archive.length - 1), byte: fc.nat(255) });
    const damage = fc.record({
      changes: fc.array(change, { maxLength: 6 }),
      length: fc.integer({ min: 0, max: archive.length }),
    });
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), async ({ changes, length }, isCut) => {
        const damaged = Buffer.from(archive);
        for (const { at, byte } of changes) damaged[at] = byte;
        writeDump(folder, "crates.io", isCut ? damaged.subarray(0, length) : damaged, now);
        const answer = await aSource(folder)
          .query([crate("oldtime"), crate("clockwork"), crate("slate-codec")])
          .catch((error: unknown) => error);
        if (answer instanceof SourceSilent) return;
        if (answer instanceof Error || typeof answer !== "object" || answer === null) throw answer;
        const { records: found } = answer as Awaited<ReturnType<typeof ask>>;
        for (const record of found) expect(record).toEqual(originals.get(record.id));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the shelf of archives", () => {
  const look = async (archive: OpenArchive) => archive;

  it("indexes an archive once, also for several jobs at the same time, and again when its file changes", async () => {
    const folder = aFolder();
    const path = writeDump(folder, "crates.io", anArchive("crates.io"), now);
    const shelf = createArchiveShelf(() => now);
    const [first, second] = await Promise.all([shelf.use(path, look), shelf.use(path, look)]);
    expect(second.index).toBe(first.index);
    expect((await shelf.use(path, look)).index).toBe(first.index);
    writeDump(folder, "crates.io", anArchive("crates.io", [aRawRecord("RUSTSEC-2099-0050")]), now);
    expect([...(await shelf.use(path, look)).index.byId.keys()]).toEqual(["RUSTSEC-2099-0050"]);
  });

  it("does not take what was written over the file for the record that was asked for", async () => {
    const path = writeDump(aFolder(), "crates.io", anArchive("crates.io"), now);
    const shelf = createArchiveShelf(() => now);
    await shelf.use(path, async (archive) => {
      const [entry] = archive.index.byId.get("RUSTSEC-2099-0002") ?? [];
      if (entry === undefined) throw new Error("the record of this test is there");
      writeFileSync(path, anArchive("crates.io", [aRawRecord("RUSTSEC-2099-0002")]));
      await expect(archive.read(entry)).rejects.toThrow(/written over/);
    });
  });

  it("reads a broken archive once, until it changes", async () => {
    const folder = aFolder();
    const path = writeDump(folder, "crates.io", writeZip({ "RUSTSEC-2099-0001.json": "?" }), now);
    const shelf = createArchiveShelf(() => now);
    const fail = () => shelf.use(path, look).catch((error: unknown) => error);
    const first = await fail();
    expect(first).toBeInstanceOf(BrokenArchive);
    expect(await fail()).toBe(first);
    writeDump(folder, "crates.io", anArchive("crates.io"), now);
    expect((await shelf.use(path, look)).index.broken).toBe(0);
  });
});
