import { afterAll, describe, expect, it } from "vitest";
import { writeDump } from "../../support/osv-dump.ts";
import { writeZip } from "../../support/zip.ts";
import { aFolder, aRawRecord, aSource, crate, now, removeFolders } from "./dump-desk.ts";

afterAll(removeFolders);

const id = "RUSTSEC-2099-0050";

/** The record of one id as an archive says it several times; what is in none of them is harmless. */
function aDumpThatSays(...records: readonly ReturnType<typeof aRawRecord>[]) {
  const folder = aFolder();
  const entries = records.map((record, at) => ({ name: `${at}/${record.id}.json`, content: JSON.stringify(record) }));
  writeDump(folder, "crates.io", writeZip(entries), now);
  return aSource(folder);
}

function about(name: string, fixed: string) {
  const ranges = [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed }] }];
  return { package: { ecosystem: "crates.io", name }, ranges };
}

describe("an archive that says one id twice", () => {
  const first = aRawRecord(id, { affected: [about("odd", "1.0.0")], aliases: ["CVE-1"], summary: "odd" });
  const second = aRawRecord(id, { affected: [about("odd", "2.0.0"), about("even", "1.0.0")], aliases: ["CVE-2"] });
  const withdrawn = aRawRecord(id, { affected: [about("odd", "1.0.0")], withdrawn: "2099-02-28T00:00:00Z" });

  it.for([
    { order: "one after the other", all: [first, second] },
    { order: "the other way round", all: [second, first] },
  ])("is believed in both, $order, and the record is given once", async ({ all }) => {
    const source = aDumpThatSays(...all);
    const { records, unanswered } = await source.query([crate("odd"), crate("even")]);
    expect(unanswered).toEqual([]);
    expect(records.map((record) => record.id)).toEqual([id]);
    expect(records[0]?.affected?.map((entry) => entry.ranges?.[0]?.events[1]?.fixed).sort()).toEqual([
      "1.0.0",
      "1.0.0",
      "2.0.0",
    ]);
    expect(records[0]?.aliases?.toSorted()).toEqual(["CVE-1", "CVE-2"]);
    expect((await source.lookUp([id])).get(id)).toMatchObject({ affected: { length: 3 } });
  });

  it.for([
    { order: "first", all: [withdrawn, second] },
    { order: "last", all: [second, withdrawn] },
  ])("does not take a record back that it says $order as withdrawn", async ({ all }) => {
    const source = aDumpThatSays(...all);
    expect((await source.query([crate("odd")])).records).toMatchObject([{ id, affected: { length: 2 } }]);
    const found = (await source.lookUp([id])).get(id);
    expect(found).toMatchObject({ affected: { length: 2 } });
    expect(found).not.toHaveProperty("withdrawn");
  });

  it("says nothing more by saying the same", async () => {
    const once = await aDumpThatSays(first).query([crate("odd")]);
    expect(await aDumpThatSays(first, first).query([crate("odd")])).toEqual(once);
  });

  it("cannot be looked up by an id of which one record is unreadable", async () => {
    const source = aDumpThatSays(aRawRecord(id, { aliases: "none" }), second);
    expect(await source.lookUp([id])).toEqual(new Map());
    expect((await source.query([crate("odd")])).unanswered).toEqual([
      { query: crate("odd"), why: "unreadable-record" },
    ]);
  });
});
