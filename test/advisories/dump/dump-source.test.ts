import { utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { onDisk } from "../../../src/advisories/dump/archive-place.ts";
import { SourceSilent } from "../../../src/advisories/source.ts";
import { writeDump } from "../../support/osv-dump.ts";
import { writeZip } from "../../support/zip.ts";
import {
  aDumpOfCrates,
  aFolder,
  anArchive,
  aRawRecord,
  aSource,
  crate,
  hourMs,
  now,
  records,
  removeFolders,
} from "./dump-desk.ts";

afterAll(removeFolders);

const withdrawn = aRawRecord("RUSTSEC-2099-0077", { withdrawn: "2099-02-28T00:00:00Z" }, "oldtime");
const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
const ago = (hours: number) => new Date(now.getTime() - hours * hourMs);

describe("a question to a dump", () => {
  it("is answered with every live record of the packages, whatever their version, and judges none", async () => {
    const source = aSource(aDumpOfCrates([...records, withdrawn]));
    const answer = await source.query([crate("harmless"), crate("clockwork", "0.2.0"), crate("oldtime", "999.0.0")]);
    expect(ids(answer.records)).toEqual(["GHSA-c3c4-c5c6-c7c8", "RUSTSEC-2099-0002", "RUSTSEC-2099-0005"]);
    expect(answer.named).toEqual([[], [], []]);
    expect(answer.unanswered).toEqual([]);
    expect(answer.from).toEqual({ source: "osv-dump", asOf: ago(1), isStale: false });
  });

  it("gives a record once, also when several packages and versions are meant", async () => {
    const both = { ecosystem: "crates.io", name: "twin" };
    const record = aRawRecord("RUSTSEC-2099-0050", { affected: [{ package: both }, { package: both }] });
    const source = aSource(aDumpOfCrates([record]));
    const answer = await source.query([crate("twin", "1.0.0"), crate("twin", "2.0.0")]);
    expect(ids(answer.records)).toEqual(["RUSTSEC-2099-0050"]);
  });

  it.for([
    { asked: "zope-interface", kept: "Zope.Interface" },
    { asked: "Zope_Interface", kept: "zope-interface" },
    { asked: "zope.-_interface", kept: "zope_interface" },
  ])("finds $kept of PyPI by the name $asked", async ({ asked, kept }) => {
    const folder = aFolder();
    writeDump(folder, "PyPI", anArchive("PyPI", [aRawRecord("PYSEC-2099-1", {}, kept, "PyPI")]), ago(1));
    const answer = await aSource(folder).query([{ ecosystem: "PyPI", name: asked, version: "1.0" }]);
    expect(ids(answer.records)).toEqual(["PYSEC-2099-1"]);
  });

  it("tells names of other ecosystems apart by every letter", async () => {
    const answer = await aSource(aDumpOfCrates()).query([crate("Oldtime"), crate("old-time"), crate("constructor")]);
    expect(answer).toMatchObject({ records: [], unanswered: [] });
  });

  it("is unanswered for an ecosystem that the dump does not have, and nothing is proven then", async () => {
    const npm = { ecosystem: "npm", name: "left-pad", version: "1.0.0" };
    const answer = await aSource(aDumpOfCrates()).query([crate("oldtime"), npm]);
    expect(ids(answer.records)).toEqual(["RUSTSEC-2099-0002"]);
    expect(answer.unanswered).toEqual([{ query: npm, why: "unanswered" }]);
    expect(answer.from.isStale).toBe(true);
  });

  it("is unanswered where the archive of another ecosystem was put by mistake", async () => {
    const folder = aFolder();
    writeDump(folder, "npm", anArchive("crates.io"), ago(1));
    const npm = { ecosystem: "npm", name: "oldtime", version: "1.0.0" };
    expect((await aSource(folder).query([npm])).unanswered).toEqual([{ query: npm, why: "unanswered" }]);
  });

  it.for(["../crates.io", "", "."])("does not leave the folder for the ecosystem %j", async (ecosystem) => {
    const place = join(aDumpOfCrates(), "crates.io");
    expect(await onDisk(place).find(ecosystem)).toBeUndefined();
  });

  it("may go to one archive with the records of all ecosystems", async () => {
    const folder = aFolder();
    const npm = aRawRecord("MAL-2099-9", {}, "left-pad", "npm");
    const all = [aRawRecord("RUSTSEC-2099-0050"), npm].map((record) => {
      return { name: `${record.id}.json`, content: JSON.stringify(record) };
    });
    const path = writeDump(folder, "everything", writeZip(all), ago(1));
    const go = { ecosystem: "Go", name: "left-pad", version: "1.0.0" };
    const answer = await aSource(path).query([crate("odd"), { ...go, ecosystem: "npm" }, go]);
    expect(ids(answer.records)).toEqual(["RUSTSEC-2099-0050", "MAL-2099-9"]);
    expect(answer.unanswered).toEqual([{ query: go, why: "unanswered" }]);
  });

  it("says which package a record concerns that it cannot read", async () => {
    const odd = aRawRecord("RUSTSEC-2099-0099", { aliases: "none" });
    const answer = await aSource(aDumpOfCrates([...records, odd])).query([crate("odd"), crate("oldtime")]);
    expect(answer.unanswered).toEqual([{ query: crate("odd"), why: "unreadable-record" }]);
    expect(ids(answer.records)).toEqual(["RUSTSEC-2099-0002"]);
    expect(answer.from.isStale).toBe(false);
  });

  it("sees a new archive that took the place of the old one", async () => {
    const folder = aDumpOfCrates();
    const source = aSource(folder);
    expect((await source.query([crate("odd")])).records).toEqual([]);
    writeDump(folder, "crates.io", anArchive("crates.io", [...records, aRawRecord("RUSTSEC-2099-0050")]), now);
    expect(ids((await source.query([crate("odd")])).records)).toEqual(["RUSTSEC-2099-0050"]);
  });

  it("is not answered from a folder that is not there", async () => {
    const error = await aSource(join(aFolder(), "not-mounted"))
      .query([crate("odd")])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceSilent);
    expect(error).toMatchObject({ message: expect.stringMatching(/^the dump in .* cannot be read: ENOENT/) });
  });
});

describe("the age of a dump", () => {
  it.for([
    { what: "its file, where the records are older", file: ago(3), record: ago(500), asOf: ago(3), isStale: false },
    {
      what: "its newest record, where the file says nothing",
      file: new Date(0),
      record: ago(5),
      asOf: ago(5),
      isStale: false,
    },
    { what: "two days", file: ago(48), record: ago(49), asOf: ago(48), isStale: false },
    { what: "more than two days", file: ago(48.01), record: ago(49), asOf: ago(48.01), isStale: true },
    {
      what: "a record of the future, which is not believed",
      file: ago(72),
      record: ago(-72),
      asOf: ago(72),
      isStale: true,
    },
    {
      what: "a file of the future, which is not believed",
      file: ago(-9),
      record: ago(72),
      asOf: ago(72),
      isStale: true,
    },
    { what: "nothing that is known", file: ago(-9), record: ago(-9), asOf: undefined, isStale: true },
  ])("is that of $what", async ({ file, record, asOf, isStale }) => {
    const only = aRawRecord("RUSTSEC-2099-0050", { modified: record.toISOString() });
    const { from, records: found } = await aSource(aDumpOfCrates([only], file)).query([crate("odd")]);
    expect(from).toEqual({ source: "osv-dump", asOf, isStale });
    expect(ids(found), "what an old dump finds counts all the same").toEqual(["RUSTSEC-2099-0050"]);
  });

  it("is that of the older archive, where two are asked", async () => {
    const folder = aDumpOfCrates();
    writeDump(folder, "npm", anArchive("npm", [aRawRecord("MAL-2099-9", {}, "left-pad", "npm")]), ago(40));
    const npm = { ecosystem: "npm", name: "left-pad", version: "1.0.0" };
    utimesSync(join(folder, "crates.io/all.zip"), ago(30), ago(30));
    expect((await aSource(folder).query([crate("odd"), npm])).from.asOf).toEqual(ago(33));
  });
});

describe("looking up records in a dump", () => {
  const all = [...records, withdrawn];

  it("finds records by id, also those that were withdrawn", async () => {
    const found = await aSource(aDumpOfCrates(all)).lookUp(["RUSTSEC-2099-0002", "RUSTSEC-2099-0077"]);
    expect([...found.keys()].toSorted()).toEqual(["RUSTSEC-2099-0002", "RUSTSEC-2099-0077"]);
    expect(found.get("RUSTSEC-2099-0077")).toMatchObject({ withdrawn: "2099-02-28T00:00:00Z" });
  });

  it.for([
    { id: "RUSTSEC-1999-0001", hours: 1, says: "unknown", because: "the archive has all of that database" },
    { id: "RUSTSEC-1999-0001", hours: 72, says: undefined, because: "it may be younger than the archive" },
    { id: "GO-1999-0001", hours: 1, says: undefined, because: "there is no archive of that database" },
    { id: "GHSA-aaaa-bbbb-cccc", hours: 1, says: undefined, because: "it may be about another ecosystem" },
    { id: "MAL-1999-1", hours: 1, says: undefined, because: "it may be about another ecosystem" },
    { id: "../../RUSTSEC", hours: 1, says: undefined, because: "it is of no database" },
  ])("says of $id in an archive $hours hours old: $says, because $because", async ({ id, hours, says }) => {
    const folder = aDumpOfCrates([aRawRecord("RUSTSEC-2099-0050", { modified: ago(500).toISOString() })], ago(hours));
    expect((await aSource(folder).lookUp([id])).get(id)).toBe(says);
  });

  it("does not call unknown what is there and cannot be read", async () => {
    const odd = aRawRecord("RUSTSEC-2099-0099", { aliases: "none" });
    expect(await aSource(aDumpOfCrates([odd])).lookUp(["RUSTSEC-2099-0099"])).toEqual(new Map());
  });

  it("looks into every archive that is there", async () => {
    const folder = aDumpOfCrates();
    writeDump(folder, "npm", anArchive("npm", [aRawRecord("MAL-2099-9", {}, "left-pad", "npm")]), ago(1));
    expect([...(await aSource(folder).lookUp(["MAL-2099-9", "RUSTSEC-2099-0002"])).keys()].toSorted()).toEqual([
      "MAL-2099-9",
      "RUSTSEC-2099-0002",
    ]);
  });
});
