import { describe, expect, it } from "vitest";
import { findAdvisories } from "../../../../src/policy/advisory/findings/finding.ts";
import { indexRecords } from "../../../../src/policy/advisory/records/record-index.ts";
import { aRecord, aTreeOf } from "../builders.ts";

describe("the fix", () => {
  const [i, f] = [(at: string) => ({ introduced: at }), (at: string) => ({ fixed: at })];

  it.for([
    {
      why: "the next clear version",
      version: "0.4.0",
      events: [i("0"), f("0.4.13")],
      nearest: "0.4.13",
      suggested: "0.4.13",
    },
    {
      why: "of the own line, not the highest",
      version: "0.3.18",
      events: [i("0"), f("0.3.24"), i("0.4.0-0"), f("0.4.2")],
      nearest: "0.3.24",
      suggested: "0.3.24",
    },
    {
      why: "not a line that is hit again",
      version: "0.1.45",
      events: [i("0"), f("0.2.0"), i("0.2.1"), f("0.2.23")],
      nearest: "0.2.0",
      suggested: "0.2.23",
    },
    {
      why: "not the end of an empty interval",
      version: "44.0.0",
      events: [i("0"), f("44.0.2"), i("45.0.0"), f("45.0.0")],
      nearest: "44.0.2",
      suggested: "44.0.2",
    },
    {
      why: "no prerelease for users of releases",
      version: "0.44.2",
      events: [i("0"), f("0.45.0-alpha.5"), i("0.45.0"), f("0.45.2")],
      nearest: "0.45.2",
      suggested: "0.45.2",
    },
    {
      why: "a prerelease when there is nothing else",
      version: "0.44.2",
      events: [i("0"), f("0.45.0-alpha.5")],
      nearest: "0.45.0-alpha.5",
      suggested: "0.45.0-alpha.5",
    },
    {
      why: "a bound that need not exist",
      version: "0.3.0",
      events: [i("0"), f("0.3.1-0")],
      nearest: "0.3.1-0",
      suggested: "0.3.1-0",
    },
    {
      why: "for a pseudo-version of Go the next release",
      ecosystem: "Go",
      version: "v0.0.0-20190308221718-c2843e01d9a2",
      events: [i("0"), f("0.0.0-20220314234659-1baeb1ce4c0b")],
      nearest: "0.0.0-20220314234659-1baeb1ce4c0b",
      suggested: "0.0.0-20220314234659-1baeb1ce4c0b",
    },
    {
      why: "for Python no candidate, where there is a release",
      ecosystem: "PyPI",
      version: "1.0",
      events: [i("0"), f("1.10rc1"), i("1.10"), f("1.10.post1")],
      nearest: "1.10.post1",
      suggested: "1.10.post1",
    },
    {
      why: "for Python the line of the major version, not that of zero",
      ecosystem: "PyPI",
      version: "0.1",
      events: [i("0"), f("0.2"), i("0.5"), f("0.6")],
      nearest: "0.2",
      suggested: "0.6",
    },
    { why: "none", version: "0.3.0", events: [i("0")], nearest: undefined, suggested: undefined },
  ])("$why", ({ ecosystem = "crates.io", version, events, nearest, suggested }) => {
    const index = indexRecords([aRecord({ ecosystem, events })]);
    const { rows } = findAdvisories("lock", aTreeOf(ecosystem, `h2 ${version}`), index);
    expect(rows.map(({ fix }) => [fix.nearest, fix.suggested])).toEqual([[nearest, suggested]]);
  });
});
