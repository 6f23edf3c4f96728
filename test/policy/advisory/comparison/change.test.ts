import { describe, expect, it } from "vitest";
import { type AdvisorySide, compareSides } from "../../../../src/policy/advisory/comparison/compare.ts";
import { findAdvisories } from "../../../../src/policy/advisory/findings/finding.ts";
import type { AdvisoryRecord } from "../../../../src/policy/advisory/records/record.ts";
import { indexRecords } from "../../../../src/policy/advisory/records/record-index.ts";
import { judgedAt } from "../../../support/builders.ts";
import { aTree } from "../builders.ts";
import { clean, compare, direct, h2, judge, malicious, said, transitive } from "./builders.ts";

/** Lockfiles by path. */
type Side = Readonly<Record<string, readonly string[]>>;

const other = ["app 1.0.0 local → h2@0.4.1", "h2 0.4.1"];
const both = ["app 1.0.0 local → h2@0.4.0, h2@0.4.1", "h2 0.4.0", "h2 0.4.1"];

function sideOf(side: Side, records: readonly AdvisoryRecord[]): AdvisorySide {
  const index = indexRecords(records);
  const found = Object.entries(side).map(([path, lines]) => findAdvisories(path, aTree(...lines), index));
  return { rows: found.flatMap(({ rows }) => rows), disputed: [], notChecked: [], boundaries: [] };
}

function sidesOf(before: Side, head: Side, records: readonly AdvisoryRecord[] = [h2]) {
  return compareSides(sideOf(before, records), sideOf(head, records), { before: [], atHead: [], now: judgedAt });
}

describe("an advisory that was there before", () => {
  it.for<{ readonly title: string; readonly before: Side; readonly head: Side; readonly change: string }>([
    { title: "in the same place", before: { a: direct }, head: { a: direct }, change: "carried" },
    { title: "in another version", before: { a: direct }, head: { a: other }, change: "moved" },
    { title: "in one version less", before: { a: both }, head: { a: other }, change: "moved" },
    { title: "in one version more", before: { a: direct }, head: { a: both }, change: "moved" },
    { title: "in one place less", before: { a: direct, b: direct }, head: { a: direct }, change: "moved" },
    { title: "in a lockfile that moves", before: { a: direct }, head: { b: direct }, change: "moved" },
    { title: "in two that move", before: { a: direct, b: direct }, head: { c: direct, d: direct }, change: "moved" },
    {
      title: "in one that moves and is copied",
      before: { a: direct },
      head: { b: direct, c: direct },
      change: "widened",
    },
    { title: "in another lockfile too", before: { a: direct }, head: { a: direct, b: direct }, change: "widened" },
    { title: "directly now", before: { a: transitive }, head: { a: direct }, change: "widened" },
    { title: "directly now, in one that moves", before: { a: transitive }, head: { b: direct }, change: "widened" },
    { title: "less directly, in one that moves", before: { a: direct }, head: { b: transitive }, change: "moved" },
    {
      title: "in two that move, one of them directly now",
      before: { a: transitive, b: direct },
      head: { c: direct, d: direct },
      change: "widened",
    },
  ])("and is met $title is $change", ({ before, head, change }) => {
    expect(sidesOf(before, head).standing.map((each) => each.change)).toEqual([change]);
  });

  it("in a package that went is in more places where another package has it now", () => {
    const [affected] = h2.affected ?? [];
    const fork = { ...affected, package: { ecosystem: "crates.io", name: "h3" } };
    const records = [{ ...h2, affected: [{ ...affected }, fork] }];
    const { standing } = sidesOf({ a: direct }, { b: ["app 1.0.0 local → h3@0.4.0", "h3 0.4.0"] }, records);
    expect(standing.map(({ change }) => change)).toEqual(["widened"]);
  });

  it("does not fail a pull request that moves its lockfile, whatever fails in more places", () => {
    const moved = compare({ before: direct, head: direct, lockfileBefore: "old/Cargo.lock" });
    expect(judge(moved, { widened: true })).toMatchObject({ state: "pass", caveats: [] });
  });
});

describe("a malicious package that was there before", () => {
  it.for<{ readonly title: string; readonly before: Side; readonly head: Side; readonly state: string }>([
    { title: "stays where it was", before: { a: direct }, head: { a: direct }, state: "pass" },
    { title: "is gone from one of its places", before: { a: direct, b: direct }, head: { a: direct }, state: "pass" },
    { title: "is there in one version less", before: { a: both }, head: { a: other }, state: "pass" },
    { title: "is in another lockfile too", before: { a: direct }, head: { a: direct, b: direct }, state: "fail" },
    { title: "is needed directly now", before: { a: transitive }, head: { a: direct }, state: "fail" },
    { title: "is there in another version", before: { a: direct }, head: { a: other }, state: "fail" },
  ])("and $title: $state", ({ before, head, state }) => {
    const verdict = judge({ ...compare({ head: clean }), ...sidesOf(before, head, [malicious]) });
    expect(verdict.state).toBe(state);
    if (state === "pass") return;
    expect(said(verdict).filter((each) => each.includes("MAL-2099-1"))).toEqual([
      expect.stringContaining("`MAL-2099-1`, a malicious package"),
    ]);
    expect(verdict.table?.rows.length).toBeGreaterThan(0);
  });
});
