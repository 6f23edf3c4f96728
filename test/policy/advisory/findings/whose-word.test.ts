import { describe, expect, it } from "vitest";
import { findAdvisories, type FindingRow } from "../../../../src/policy/advisory/findings/finding.ts";
import type { AdvisoryRecord } from "../../../../src/policy/advisory/records/record.ts";
import { indexRecords } from "../../../../src/policy/advisory/records/record-index.ts";
import { aRecord, aTreeOf } from "../builders.ts";

function meet(version: string, records: readonly AdvisoryRecord[]) {
  return findAdvisories("lock", aTreeOf("crates.io", `h2 ${version}`), indexRecords(records));
}

function tell({ advisory, kind, confidence, fix }: FindingRow): string {
  return `${advisory} ${kind} ${confidence}, to ${fix.suggested ?? "-"}`;
}

const gitOnly = { ranges: [{ type: "GIT", events: [{ introduced: "0" }] }] };
const [i, f] = [(at: string) => ({ introduced: at }), (at: string) => ({ fixed: at })];

describe("a native record that says nothing about versions", () => {
  const twin = aRecord({ id: "GHSA-a", events: [i("0.2"), f("0.4.13")], aliases: ["RUSTSEC-2099-0001"] });
  const later = aRecord({ id: "GHSA-b", events: [i("0.5"), f("0.5.2")], aliases: ["RUSTSEC-2099-0001"] });

  it.for([
    { why: "has a range of commits alone", entry: gitOnly },
    { why: "has no range", entry: { ranges: [] } },
    { why: "has neither ranges nor versions", entry: { ranges: undefined } },
    { why: "has a range in which nothing happens", entry: { ranges: [{ type: "SEMVER", events: [] }] } },
  ])("leaves the word to the twin that speaks, and keeps its name: $why", ({ entry }) => {
    const found = meet("0.4.0", [aRecord({ entry }), twin]);
    expect(found.rows.map(tell)).toEqual(["RUSTSEC-2099-0001 vulnerability sure, to 0.4.13"]);
    expect([found.disputed, found.notChecked]).toEqual([[], []]);
    expect(meet("0.4.13", [aRecord({ entry }), twin])).toMatchObject({ rows: [], disputed: [], notChecked: [] });
  });

  it("leaves it to whichever twin says affected", () => {
    expect(meet("0.5.0", [aRecord({ entry: gitOnly }), twin, later]).rows.map(tell)).toEqual([
      "RUSTSEC-2099-0001 vulnerability sure, to 0.5.2",
    ]);
  });

  it("is not called clear where the twin cannot be read", () => {
    const unreadable = aRecord({ id: "GHSA-a", events: [i("soon")], aliases: ["RUSTSEC-2099-0001"] });
    const found = meet("0.4.0", [aRecord({ entry: gitOnly }), unreadable]);
    expect(found.notChecked.map(({ why }) => why)).toEqual(["unreadable-record"]);
    expect(found.rows).toEqual([]);
  });

  it.for([
    {
      why: "an interval without a version in it",
      entry: { ranges: [{ type: "SEMVER", events: [i("1.0"), f("1.0")] }] },
    },
    { why: "a version by name", entry: { ranges: [], versions: ["0.3.0"] } },
    {
      why: "versions in one of its entries",
      entry: {},
      more: { affected: [entryOf(gitOnly), entryOf({ versions: ["0.3.0"] })] },
    },
  ])("is another than one that says $why, which decides as ever", ({ entry, more = {} }) => {
    const found = meet("0.4.0", [aRecord({ entry, more }), twin]);
    expect(found.rows).toEqual([]);
    expect(found.disputed.map(tell)).toEqual(["RUSTSEC-2099-0001 vulnerability disputed, to 0.4.13"]);
  });
});

describe("a malicious package", () => {
  const listed = { ranges: [], versions: ["1.0.0"] };
  const report = aRecord({ id: "MAL-2099-1", aliases: ["GHSA-a"], entry: listed });

  it.for([
    { version: "1.0.0", because: "its own record lists it" },
    { version: "1.0.1", because: "a twin covers it" },
  ])("is one at $version, because $because", ({ version }) => {
    const found = meet(version, [report, aRecord({ id: "GHSA-a", events: [i("1.0.1"), f("1.0.2")] })]);
    expect(found.rows.map(({ advisory, kind }) => [advisory, kind])).toEqual([["MAL-2099-1", "malicious"]]);
    expect(found.disputed).toEqual([]);
  });

  it("is none where no record says so", () => {
    const found = meet("1.0.2", [report, aRecord({ id: "GHSA-a", events: [i("1.0.1"), f("1.0.2")] })]);
    expect(found).toMatchObject({ rows: [], disputed: [], notChecked: [] });
  });
});

describe("a fix that is itself a malicious version", () => {
  const hole = aRecord({ id: "GHSA-a", events: [i("0"), f("4.4.2")] });
  const patched = aRecord({
    id: "GHSA-a",
    events: [i("0"), f("4.4.2"), i("4.4.2"), f("4.4.2"), i("5.0.0"), f("5.0.1")],
  });
  const mal = (part: Parameters<typeof aRecord>[0]) => aRecord({ id: "MAL-2099-1", ...part });
  const listed = mal({ entry: { ranges: [], versions: ["4.4.2"] } });

  it.for([
    { why: "listed by name", records: [hole, listed], to: "-" },
    { why: "inside a range", records: [hole, mal({ events: [i("4.4.2"), f("4.4.3")] })], to: "-" },
    {
      why: "so called by GitHub's twin of the report",
      records: [
        hole,
        mal({ aliases: ["GHSA-b"], entry: { ranges: [], versions: ["9.0.0"] } }),
        aRecord({ id: "GHSA-b", events: [i("4.4.2"), f("4.4.3")] }),
      ],
      to: "-",
    },
    { why: "while a later one is sound", records: [patched, listed], to: "5.0.1" },
    {
      why: "nowhere, where the report is about another version",
      records: [hole, mal({ entry: { ranges: [], versions: ["4.4.3"] } })],
      to: "4.4.2",
    },
    {
      why: "nowhere, where the report is taken back",
      records: [hole, mal({ entry: { versions: ["4.4.2"] }, more: { withdrawn: "2099-01-02T00:00:00Z" } })],
      to: "4.4.2",
    },
  ])("is never suggested: $why", ({ records, to }) => {
    const found = meet("4.4.0", records);
    expect(found.rows.filter(({ advisory }) => advisory === "GHSA-a").map(tell)).toEqual([
      `GHSA-a vulnerability sure, to ${to}`,
    ]);
    const named = found.rows.flatMap(({ fix }) => [...fix.all, fix.nearest]);
    expect(named.includes("4.4.2"), "not as one of several either").toBe(to === "4.4.2");
  });
});

function entryOf(part: Readonly<Record<string, unknown>>) {
  return { package: { ecosystem: "crates.io", name: "h2" }, ...part };
}
