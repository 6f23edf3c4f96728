import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { createArchiveShelf } from "../../../src/advisories/dump/archive-shelf.ts";
import { AdvisoryRecord } from "../../../src/policy/advisory/records/record.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";
import { readZip } from "../../support/zip.ts";
import { aSource } from "./dump-desk.ts";

const folder = corpusPath("advisories/osv");
const exportedAt = new Date("2026-08-21T12:00:00Z");

/** Package versions of the expected results, with the ids that concern them. */
const Expected = z.object({
  rows: z.array(z.object({ package: z.string(), version: z.string(), advisory: z.string() })),
});

describeCorpus("the whole export of RustSec", () => {
  const archive = join(folder, "crates.io/all.zip");
  const records = [...readZip(readFileSync(archive)).values()].map((text) =>
    AdvisoryRecord.parse(JSON.parse(text.toString("utf8"))),
  );

  it("is indexed: every record by id, and the live ones by crate", async () => {
    const { index } = await createArchiveShelf(() => exportedAt).use(archive, async (open) => open);
    expect(index.byId.size).toBe(1206);
    expect(index.broken).toBe(0);
    const names = index.byName.get("crates.io");
    const live = records.filter(({ withdrawn }) => typeof withdrawn !== "string");
    expect(live.length).toBe(1206 - 13);
    expect(new Set(names?.keys())).toEqual(
      new Set(live.flatMap((one) => (one.affected ?? []).map((e) => e.package?.name))),
    );
    expect(names?.get("wasmtime")).toHaveLength(42);
  });

  it("gives for each crate of each lockfile the records that two independent matchers used, from the archive alone", async () => {
    const source = aSource(folder, { now: () => exportedAt });
    const files = readdirSync(corpusPath("advisories/expected")).filter((file) => file.endsWith("Cargo.lock.json"));
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      const { rows } = Expected.parse(JSON.parse(readFileSync(corpusPath(`advisories/expected/${file}`), "utf8")));
      const queries = rows.map(({ package: name, version }) => ({ ecosystem: "crates.io", name, version }));
      const answer = await source.query(queries);
      const found = new Set(answer.records.map(({ id }) => id));
      expect(rows.filter(({ advisory }) => !found.has(advisory))).toEqual([]);
      expect(answer.unanswered).toEqual([]);
      for (const record of answer.records) expect(record.withdrawn ?? null).toBeNull();
    }
  });

  it("looks every record up by its id, the withdrawn ones too, as they are", async () => {
    const source = aSource(folder, { now: () => exportedAt });
    const found = await source.lookUp(records.map(({ id }) => id));
    expect(found.size).toBe(1206);
    for (const record of records) expect(found.get(record.id)).toEqual(record);
  });
});
