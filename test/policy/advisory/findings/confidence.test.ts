import { describe, expect, it } from "vitest";
import { findAdvisories, type FindingRow } from "../../../../src/policy/advisory/findings/finding.ts";
import type { AdvisoryRecord } from "../../../../src/policy/advisory/records/record.ts";
import { indexRecords } from "../../../../src/policy/advisory/records/record-index.ts";
import { aRecord, aTree, aTreeOf } from "../builders.ts";

const native = "RUSTSEC-2099-0001";

function meet(version: string, records: readonly AdvisoryRecord[], claims: readonly string[] = []) {
  const tree = aTree("app 1.0.0 local → h2@" + version, `h2 ${version}`);
  return findAdvisories("Cargo.lock", tree, indexRecords(records), () => claims);
}

function tell({ advisory, kind, interval, fix, confidence }: FindingRow): string {
  return `${advisory} ${kind} ${confidence}, from ${interval?.introduced.text ?? "-"}, to ${fix.suggested ?? "-"}`;
}

describe("disputed", () => {
  const clear = aRecord({ events: [{ introduced: "0" }, { fixed: "0.2.0-0" }], aliases: ["GHSA-a"] });
  const twin = aRecord({ id: "GHSA-a", events: [{ introduced: "0.1" }, { last_affected: "0.2" }] });
  const otherTwin = aRecord({ id: "GHSA-a", events: [{ introduced: "0.1" }, { fixed: "0.2.3" }] });

  it.for([
    { why: "what a twin says and the native record denies", records: [clear, twin], claims: [], is: ["0.1", "-"] },
    { why: "with the fix that the twin knows", records: [clear, otherTwin], claims: [], is: ["0.1", "0.2.3"] },
    { why: "also when the source names it by the twin", records: [clear, twin], claims: ["GHSA-a"], is: ["0.1", "-"] },
    { why: "what the source names and the record denies", records: [clear], claims: [native], is: ["-", "-"] },
    {
      why: "once, by whatever names",
      records: [clear, aRecord({ id: "GHSA-a", events: [] })],
      claims: [native, "GHSA-a"],
      is: ["-", "-"],
    },
  ])("is $why", ({ records, claims, is: [from, to] }) => {
    const found = meet("0.2.0", records, claims);
    expect(found.rows).toEqual([]);
    expect(found.disputed.map(tell)).toEqual([`${native} vulnerability disputed, from ${from}, to ${to}`]);
    expect(found.disputed[0]?.reach.path).toEqual(["app 1.0.0", "h2 0.2.0"]);
  });

  it("is what the source names by a record about another package", () => {
    const stray = aRecord({ id: "MAL-2099-1", name: "h-2" });
    expect(meet("0.2.0", [stray], ["MAL-2099-1"]).disputed.map(tell)).toEqual([
      "MAL-2099-1 malicious disputed, from -, to -",
    ]);
  });

  it.for([
    { why: "affected", records: [aRecord({})], claims: [native], rows: 1 },
    {
      why: "affected under another name",
      records: [aRecord({ aliases: ["GHSA-a"] }), twin],
      claims: ["GHSA-a"],
      rows: 1,
    },
    { why: "unreadable", records: [aRecord({ events: [{ introduced: "soon" }] })], claims: [native], rows: 0 },
    {
      why: "withdrawn",
      records: [aRecord({ more: { withdrawn: "2099-01-01T00:00:00Z" } })],
      claims: [native],
      rows: 0,
    },
    { why: "not in the answer", records: [], claims: [native], rows: 0 },
    {
      why: "a draft of a final record",
      records: [aRecord({ id: "RUSTSEC-2099-0000" }), aRecord({})],
      claims: ["RUSTSEC-2099-0000", native],
      rows: 1,
    },
  ])("is nothing that is $why", ({ records, claims, rows }) => {
    const found = meet("0.2.0", records, claims);
    expect([found.rows.length, found.disputed]).toEqual([rows, []]);
  });
});

describe("a record about packages inside a module", () => {
  const about = (...paths: readonly string[]) => ({ ecosystem_specific: { imports: paths.map((path) => ({ path })) } });
  const crypto = "golang.org/x/crypto";

  it.for([
    { why: "one package inside", entry: about(`${crypto}/openpgp`), confidence: "module" },
    { why: "the module's own package too", entry: about(`${crypto}/ssh`, crypto), confidence: "sure" },
    { why: "no package", entry: {}, confidence: "sure" },
    { why: "an empty list", entry: about(), confidence: "sure" },
  ])("that names $why is $confidence", ({ entry, confidence }) => {
    const record = aRecord({ id: "GO-2099-1", ecosystem: "Go", name: crypto, entry });
    const { rows } = findAdvisories("go.mod", aTreeOf("Go", `${crypto} 0.55.0`), indexRecords([record]));
    expect(rows.map((row) => row.confidence)).toEqual([confidence]);
  });

  it("is sure when another entry that hits is about all of it", () => {
    const entry = {
      package: { ecosystem: "Go", name: crypto },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }],
    };
    const record = aRecord({ id: "GO-2099-1", more: { affected: [{ ...entry, ...about(`${crypto}/ssh`) }, entry] } });
    const { rows } = findAdvisories("go.mod", aTreeOf("Go", `${crypto} 0.55.0`), indexRecords([record]));
    expect(rows.map((row) => row.confidence)).toEqual(["sure"]);
  });

  it("means nothing in another ecosystem", () => {
    const record = aRecord({ entry: about("h2/server") });
    expect(meet("0.4.0", [record]).rows.map((row) => row.confidence)).toEqual(["sure"]);
  });
});

describe("a prerelease of the version in which a problem begins", () => {
  it.for([
    { version: "1.2.0-beta.1", introduced: "1.2.0", told: ["1.2.0"] },
    { version: "1.2.0-beta.1", introduced: "1.2.0-0", told: [] },
    { version: "1.2.0", introduced: "1.2.0", told: [] },
    { version: "1.1.9", introduced: "1.2.0", told: [] },
    { version: "1.1.0-beta.1", introduced: "1.2.0", told: [] },
  ])("$version where it begins with $introduced → $told", ({ version, introduced, told }) => {
    const found = meet(version, [aRecord({ events: [{ introduced }, { fixed: "1.3.0" }] })]);
    expect(found.boundaries).toEqual(
      told.map((text) => ({ lockfile: "Cargo.lock", package: "h2", version, advisory: native, introduced: text })),
    );
    expect(found.boundaries.length > 0 && found.rows.length > 0, "told or found, never both").toBe(false);
  });
});
