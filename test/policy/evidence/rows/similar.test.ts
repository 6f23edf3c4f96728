import { describe, expect, it } from "vitest";
import { judgeRow } from "../../../../src/policy/evidence/rows/row.ts";
import { mostVisits, mostVisitsOfSearch, newWork } from "../../../../src/policy/evidence/rows/work.ts";
import { sentence } from "../../../../src/render/reason.ts";

const report = {
  counts: { total: 223, pass: 60, fail: 0 },
  manifest_count: 223,
  negative: { pass: 30 },
  budget_checks: [
    { budget_name: "ext_cold_load_simple_p95", actual_us: 105_637 },
    { budget_name: "event_dispatch_p99", actual_us: null },
  ],
  odd: { "a key": { deep: { verdict: "PASS" } } },
  bracket: [{ name: "a]b" }],
  depth: Array.from({ length: 60 }).reduce<unknown>((inner) => [inner], { bottom: 1 }),
};

function told(value: string, document: unknown = report): string {
  return sentence(judgeRow({ name: "row", value, expect: "= 1" }, document, newWork()).reason);
}

describe("a path that leads nowhere names what it may have meant", () => {
  it.for([
    { path: "count.pass", near: "counts.pass" },
    { path: "counts.pas", near: "counts.pass" },
    { path: "Counts.pass", near: "counts.pass" },
    { path: "counts.totl + counts.fail", term: "counts.totl + counts.fail", near: "counts.total" },
    { path: "count.rate", near: "counts" },
    { path: "report.verdict", near: 'odd."a key".deep.verdict' },
    { path: "actual_us", near: "budget_checks[*].actual_us" },
    {
      path: "budget_checks[budget_name=event_dispatch_p95].actual_us",
      near: "budget_checks[budget_name=event_dispatch_p99].actual_us",
    },
    { path: "budget_checks[name=event_dispatch_p99].actual_us", near: "budget_checks[*].actual_us" },
    { path: "budget_checks[budget_name=binary].actual_us", near: "budget_checks[*].actual_us" },
  ])("$path → $near", ({ path, near }) => {
    expect(told(path)).toBe(`There is no value at \`${path}\`, but at \`${near}\`.`);
  });

  it.for(["nothing.like.this", "bracket[name=a].x", "bottom", "counts[*].nothing", "__proto__", "toString"])(
    "%s: nothing is near",
    (path) => expect(told(path)).toBe(`There is no value at \`${path}\`.`),
  );
});

describe("the work of one gate is counted, not timed", () => {
  const entries = Array.from({ length: 100_000 }, (_, id) => ({ id, value: id }));

  it("50 rows on a list of 100,000 entries look at 100,000 each", () => {
    const work = newWork();
    for (let id = 0; id < 50; id += 1) {
      const row = { name: "row", value: `entries[id=${id * 1999}].value`, expect: `= ${id * 1999}` };
      expect(judgeRow(row, { entries }, work).state).toBe("pass");
    }
    // One more for each of the two keys of a path.
    expect(mostVisits - work.visits).toBe(50 * 100_002);
  });

  it("beyond the limit there is no data, for this row and all that follow", () => {
    const work = { ...newWork(), visits: 100_000 };
    const row = { name: "row", value: "count(entries[id=5])", expect: "= 0" };
    const states = [1, 2].map(() => judgeRow(row, { entries }, work));
    expect(states.map(({ state, reason }) => [state, reason.code])).toEqual([
      ["no-data", "row-too-much-work"],
      ["no-data", "row-too-much-work"],
    ]);
  });

  it("a hundred long sums stay within it", () => {
    const work = newWork();
    const terms = Array.from({ length: 66 }, () => "a").join("+");
    const rows = Array.from({ length: 100 }, () =>
      judgeRow({ name: "r", value: terms, expect: "= 66" }, { a: 1 }, work),
    );
    expect(rows.every(({ state }) => state === "pass")).toBe(true);
    expect(mostVisits - work.visits).toBe(6_600);
  });

  it("the search for what was meant gives up, and costs a hundred rows no more than one", () => {
    const keys = Object.fromEntries(Array.from({ length: mostVisitsOfSearch + 1 }, (_, index) => [`key${index}`, 1]));
    const work = newWork();
    for (let index = 0; index < 100; index += 1) {
      const { reason } = judgeRow({ name: "row", value: `other${index}`, expect: "= 1" }, keys, work);
      expect(reason.code).toBe("row-path-missing");
    }
    expect(work.search).toBe(-1);
  });

  it("each letter that is compared costs, so that long names are not compared for every row", () => {
    const near = Array.from({ length: 1000 }, (_, index) => ({ suite: "x".repeat(146) + String(1000 + index), v: 1 }));
    const work = newWork();
    const row = { name: "row", value: `runs[suite=${"x".repeat(150)}].v`, expect: "= 1" };
    const [first, second] = [1, 2].map(() => {
      const before = work.search;
      expect(judgeRow(row, { runs: near }, work).reason.code).toBe("row-path-missing");
      return before - work.search;
    });
    expect(first).toBe(1000 * 150 * 150);
    expect(second).toBe(0);
  });

  it("a million levels are searched without recursion", () => {
    let deep: unknown = { bottom: 1 };
    for (let level = 0; level < 1_000_000; level += 1) deep = [deep];
    expect(told("bottom", { deep })).toBe("There is no value at `bottom`.");
  });
});
