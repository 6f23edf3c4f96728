import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePath, pathText } from "../../../src/policy/evidence/rows/path.ts";
import { judgeRow } from "../../../src/policy/evidence/rows/row.ts";
import { newWork } from "../../../src/policy/evidence/rows/work.ts";
import { sentence } from "../../../src/render/reason.ts";

const critical = "count(entries[severity=critical])";

function judge(value: string, entries: unknown, asked = "= 0") {
  return judgeRow({ name: "row", value, expect: asked }, { entries }, newWork());
}

describe("nothing is counted as 0 on a list of another shape", () => {
  it.for<{ entries: unknown; state: string; value?: string }>([
    { entries: [], state: "pass" },
    { entries: [{ severity: "low" }], state: "pass" },
    { entries: [{ severity: null }], state: "pass" },
    { entries: [{ severity: "low" }, { severity: "critical" }], state: "fail" },
    { entries: [{ level: "critical" }], state: "no-data" },
    { entries: [{ severity: "low" }, { level: "critical" }], state: "no-data" },
    { entries: ["critical"], state: "no-data" },
    { entries: [{ severity: ["critical"] }], state: "no-data" },
    { entries: [{ severity: { is: "critical" } }], state: "no-data" },
    { entries: [{ severity: 1 }, {}], value: "count(entries)", state: "fail" },
    // The second filter is asked of what the first one kept.
    {
      entries: [{ kind: "bug", severity: "low" }, { kind: "note" }],
      value: "count(entries[kind=bug][severity=critical])",
      state: "pass",
    },
    {
      entries: [{ kind: "bug" }, { kind: "note", severity: "low" }],
      value: "count(entries[kind=bug][severity=critical])",
      state: "no-data",
    },
    { entries: [{ level: 1 }], value: `count(entries) + ${critical}`, state: "no-data" },
  ])("$entries: $state", ({ entries, state, value = critical }) => {
    expect(judge(value, entries).state).toBe(state);
  });

  it("says how many items are in the way", () => {
    const judged = judge(critical, [{ severity: "low" }, { level: "critical" }]);
    expect(sentence(judged.reason)).toBe(
      "`count(entries[severity=critical])` cannot be counted; items without a plain value at `severity`: 1 of 2.",
    );
  });

  it.for<{ value: string; entries: unknown; state: string; asked?: string }>([
    { value: "count(entries[suite=nightly].failures)", entries: [{ suite: "other", failures: [1] }], state: "no-data" },
    { value: "count(entries[suite=nightly].failures)", entries: [{ suite: "nightly", failures: [] }], state: "pass" },
    { value: "count(entries[suite=nightly].failures)", entries: [{ suite: "nightly", failures: [1] }], state: "fail" },
    {
      value: "count(entries[suite=nightly].failures[severity=critical])",
      entries: [{ suite: "other", failures: [{ severity: "critical" }] }],
      state: "no-data",
    },
    {
      value: "count(entries[suite=nightly].failures[severity=critical])",
      entries: [{ suite: "nightly", failures: [{ severity: "low" }] }],
      state: "pass",
    },
    {
      value: "count(entries[suite=nightly].failures[*])",
      entries: [{ suite: "other", failures: [] }],
      state: "no-data",
    },
    { value: "count(entries[suite=nightly][*])", entries: [{ suite: "other" }], state: "no-data" },
    { value: "count(entries[*].failures)", entries: [], state: "no-data" },
    { value: "count(entries[*])", entries: [], state: "pass" },
    { value: "count(entries[suite=nightly])", entries: [{ suite: "other" }], state: "pass" },
    { value: "count(entries[suite=nightly][verdict=bad])", entries: [{ suite: "other" }], state: "pass" },
    {
      value: "count(entries) + count(entries[suite=nightly].failures)",
      entries: [{ suite: "other" }],
      asked: "= 1",
      state: "no-data",
    },
  ])("behind a filter that finds nothing there is nothing to count: $value in $entries → $state", (row) => {
    expect(judge(row.value, row.entries, row.asked).state).toBe(row.state);
  });

  it("says where the path was lost", () => {
    const judged = judge("count(entries[suite=nightl].failures)", [{ suite: "nightly", failures: [] }]);
    expect(sentence(judged.reason)).toBe(
      "There is no value at `count(entries[suite=nightl].failures)`, but at `entries[suite=nightly].failures`.",
    );
  });

  it("to find one item, only that needs the key", () => {
    expect(judge("entries[kind=total].n", [{ kind: "total", n: 0 }, { n: 1 }]).state).toBe("pass");
  });
});

describe("what a filter compares with", () => {
  it.for<{ filter: string; value: unknown; finds: boolean }>([
    { filter: "v=critical", value: "critical", finds: true },
    { filter: 'v="critical"', value: "critical", finds: true },
    { filter: "v='critical'", value: "critical", finds: true },
    { filter: "v= critical ", value: "critical", finds: true },
    { filter: 'v=" critical"', value: " critical", finds: true },
    { filter: 'v="=x"', value: "=x", finds: true },
    { filter: `v='"x"'`, value: '"x"', finds: true },
    { filter: "v=Critical", value: "critical", finds: false },
    { filter: "v=1.0", value: 1, finds: true },
    { filter: "v=1e2", value: 100, finds: true },
    { filter: "v=1.0", value: "1", finds: false },
    { filter: "v=1.0", value: "1.0", finds: true },
    { filter: "v=0x10", value: 16, finds: false },
    { filter: "v=", value: 0, finds: false },
    { filter: "v=true", value: true, finds: true },
    { filter: "v=null", value: null, finds: true },
    // Both are the same double.
    { filter: "v=9007199254740993", value: 9_007_199_254_740_992, finds: false },
  ])("[$filter] on $value: $finds", ({ filter, value, finds }) => {
    expect(judge(`count(entries[${filter}])`, [{ v: value }], "= 1").state).toBe(finds ? "pass" : "fail");
  });

  it.for(['v="critical', "v='critical\"", "v==critical", 'v="'])("[%s] is no filter", (filter) => {
    expect(parsePath(`count(entries[${filter}])`).ok).toBe(false);
  });

  it("is written as it is read", () => {
    const value = fc.string({ unit: fc.constantFrom("a", '"', "'", " ", "=", "+", ".") });
    fc.assert(
      fc.property(value, (wanted) => {
        const steps = [{ step: "where" as const, key: "v", value: wanted }];
        const written = pathText(steps);
        expect(parsePath(written)).toEqual({ ok: true, path: { terms: [{ text: written, isCount: false, steps }] } });
      }),
    );
  });
});
