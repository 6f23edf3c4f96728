import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/policy/evidence/options.ts";
import { evidenceGate } from "../../../src/policy/gates/evidence.ts";
import { fix, sentence } from "../../../src/render/reason.ts";
import { someFacts } from "../../support/builders.ts";

const file = "reports/summary.json";

const report = {
  cold_us: 105_637,
  warm_us: 734,
  growth: 0,
  binary_mb: 19.5,
  binary_mib: 19.5,
  bytes: 50_000_000,
  a: 0.1,
  b: 0.2,
  rate: 1,
  rate_pct: 83.86,
  pass: 60,
  fail: 0,
  critical: 7,
  phases: 5,
  tasks: 29,
  minutes: 75,
  minus: -4,
  none: 0,
};

type Given = Omit<Row, "name">;

function rowOf(row: Given, document: unknown = report) {
  const documents = new Map([[file, { state: "found" as const, text: JSON.stringify(document) }]]);
  const gate = evidenceGate.bind({ evidence: { file }, rows: [{ name: "row", ...row }] });
  const [judged] = gate.judge(someFacts({ documents }), { name: "size", area: undefined }).rows ?? [];
  if (judged === undefined) throw new Error("a row gives a verdict");
  return judged;
}

describe("units convert", () => {
  it.for<Given & { state: string; says: string }>([
    { value: "cold_us", unit: "us", expect: "< 200 ms", state: "pass", says: "`105.637 ms (105637 us)`" },
    { value: "cold_us", unit: "ms", expect: "< 200 ms", state: "fail", says: "105637 ms" },
    { value: "cold_us", unit: "us", expect: "< 200", state: "fail", says: "105637 us" },
    { value: "warm_us", unit: "us", expect: "< 50 ms", state: "pass", says: "`0.734 ms (734 us)`" },
    { value: "warm_us", unit: "us", expect: "<= 0.734 ms", state: "pass", says: "`0.734 ms (734 us)`" },
    { value: "warm_us", unit: "us", expect: "< 0.734 ms", state: "fail", says: "`0.734 ms (734 us)`" },
    { value: "minutes", unit: "min", expect: "30 min..2 h", state: "pass", says: "75 min" },
    { value: "minutes", unit: "min", expect: "<= 1.25 h", state: "pass", says: "`1.25 h (75 min)`" },
    { value: "minutes", unit: "min", expect: "< 1.25 h", state: "fail", says: "`1.25 h (75 min)`" },
    { value: "binary_mb", unit: "MB", expect: "< 20 MB", state: "pass", says: "`19.5 MB`" },
    { value: "binary_mib", unit: "MiB", expect: "< 20 MB", state: "fail", says: "`20.447 MB (19.5 MiB)`" },
    { value: "bytes", unit: "B", expect: "<= 50 MB", state: "pass", says: "`50 MB (50000000 B)`" },
    { value: "bytes", unit: "B", expect: "<= 48 MiB", state: "pass", says: "`47.683 MiB (50000000 B)`" },
    { value: "a + b", unit: "s", expect: "= 300 ms", state: "pass", says: "`300 ms (0.3 s)`" },
    { value: "growth", unit: "percent", expect: "<= 5%", state: "pass", says: "0%" },
    { value: "rate_pct", unit: "percent", expect: ">= 83.86%", state: "pass", says: "83.86%" },
    { value: "minus", unit: "percent", expect: ">= -5%", state: "pass", says: "-4%" },
    { value: "rate", unit: "fraction", expect: ">= 80%", state: "pass", says: "`100% (1)`" },
    { value: "a", unit: "fraction", expect: "= 10%", state: "pass", says: "`10% (0.1)`" },
    { value: "a", unit: "fraction", expect: "5..9.9%", state: "fail", says: "`10% (0.1)`" },
  ])("$value in $unit, $expect → $state", ({ state, says, ...row }) => {
    const judged = rowOf(row);
    expect([judged.state, sentence(judged.reason)]).toEqual([state, `${says}, required \`${row.expect}\`.`]);
  });

  it("a percentage that is no fraction is no data: 100 would be 10,000 %", () => {
    const judged = rowOf({ value: "rate_pct", unit: "fraction", expect: ">= 80%" });
    expect([judged.state, judged.reason.code]).toEqual(["no-data", "row-not-a-fraction"]);
  });
});

describe("a time or a size below 0 is no data", () => {
  it.for<Given & { state: string }>([
    { value: "minus", unit: "ms", expect: "< 200 ms", state: "no-data" },
    { value: "minus", unit: "us", expect: "<= 1 s", state: "no-data" },
    { value: "minus", unit: "B", expect: "<= 50 MB", state: "no-data" },
    { value: "minus", unit: "B", expect: "<= 50", state: "no-data" },
    { value: "minus", unit: "ms", expect: "> 5 ms", state: "no-data" },
    { value: "minus", of: "phases", unit: "ms", expect: "< 200 ms", state: "no-data" },
    { value: "none", unit: "ms", expect: "< 200 ms", state: "pass" },
    // Whoever asks for less than 0 means a difference.
    { value: "minus", unit: "ms", expect: "-5 ms..5 ms", state: "pass" },
    { value: "minus", unit: "ms", expect: "-3 ms..5 ms", state: "fail" },
    { value: "minus", expect: "< 200", state: "pass" },
  ])("$value of $of in $unit, $expect → $state", ({ state, ...row }) => {
    expect(rowOf(row).state).toBe(state);
  });

  it("and says how a difference is asked for", () => {
    const { reason } = rowOf({ value: "minus", unit: "ms", expect: "< 200 ms" });
    expect(sentence(reason)).toBe("The value at `minus` is -4 ms, and no time or size is less than 0.");
    expect(fix(reason)).toContain("`-1 h..5 ms`");
  });
});

describe("numbers compare as they are written", () => {
  it.for<Given & { state: string }>([
    { value: "a + b", expect: "= 0.3", state: "pass" },
    { value: "a + b", expect: "> 0.3", state: "fail" },
    { value: "a + b", expect: "0.3..0.3", state: "pass" },
    { value: "a", of: "a + b", expect: "<= 33.3%", state: "fail" },
    { value: "a", of: "a + b", expect: "> 33.33%", state: "pass" },
    { value: "b", of: "a", expect: "= 2", state: "pass" },
  ])("$value of $of, $expect → $state", ({ state, ...row }) => {
    expect(rowOf(row).state).toBe(state);
  });
});

describe("a quotient", () => {
  it.for<Given & { state: string; says: string }>([
    { value: "critical", of: "phases", expect: "0..2", state: "pass", says: "`1.4 (7 / 5)`, required `0..2`." },
    { value: "tasks", of: "critical", expect: ">= 2", state: "pass", says: "`4.142 (29 / 7)`, required `>= 2`." },
    { value: "tasks", of: "critical", expect: "0..2", state: "fail", says: "`4.142 (29 / 7)`, required `0..2`." },
    {
      value: "cold_us",
      of: "phases",
      unit: "us",
      expect: "< 30 ms",
      state: "pass",
      says: "`21.127 ms (105637 us / 5)`, required `< 30 ms`.",
    },
    { value: "minus", of: "phases", expect: "< 0", state: "pass", says: "`-0.8 (-4 / 5)`, required `< 0`." },
    { value: "tasks", of: "none", expect: ">= 2", state: "no-data", says: "`none` is 0, so nothing was measured." },
    {
      value: "tasks",
      of: "minus",
      expect: "<= 2",
      state: "no-data",
      says: "29 cannot be divided by -4, which is less than 0.",
    },
  ])("$value of $of, $expect → $state", ({ state, says, ...row }) => {
    const judged = rowOf(row);
    expect([judged.state, sentence(judged.reason)]).toEqual([state, says]);
  });
});

describe("what programs read of a row", () => {
  it.for<{ row: Given; actual: string | undefined; of: string | undefined }>([
    { row: { value: "pass", of: "pass + fail", expect: ">= 80%" }, actual: "60", of: "60 + 0 = 60" },
    { row: { value: "pass + fail", expect: ">= 80" }, actual: "60 + 0 = 60", of: undefined },
    { row: { value: "cold_us", unit: "us", expect: "< 200 ms" }, actual: "105637 us", of: undefined },
    { row: { value: "rate_pct", unit: "percent", expect: ">= 80%" }, actual: "83.86%", of: undefined },
    { row: { value: "pass", of: "none", expect: ">= 80%" }, actual: "60", of: "0" },
    { row: { value: "pass", of: "nothing", expect: ">= 80%" }, actual: "60", of: undefined },
    { row: { value: "nothing", of: "pass", expect: ">= 80%" }, actual: undefined, of: undefined },
  ])("$row", ({ row, actual, of }) => {
    const judged = rowOf(row);
    expect([judged.actual, judged.of, judged.expected]).toEqual([actual, of, row.expect]);
  });

  it("a text of megabytes is cut", () => {
    const document = { verdict: "x".repeat(2_000_000) };
    const texts = ["= PASS", ">= 1"].map((asked) =>
      JSON.stringify(rowOf({ value: "verdict", expect: asked }, document)),
    );
    expect(texts.every(({ length }) => length < 1_000)).toBe(true);
  });
});

describe("rows out of band", () => {
  const rows = [
    { name: "critical", value: "critical", of: "phases", expect: "0..2" },
    { name: "tasks", value: "tasks", of: "critical", expect: ">= 2" },
    { name: "review", value: "minutes", unit: "min", expect: "30 min..2 h" },
  ];
  const lenient = { one: "advise", several: "fail" };
  const never = { one: "advise", several: "advise" };
  const good = { critical: 7, phases: 5, tasks: 29, minutes: 75 };

  it.for<{ outOfBand: object | undefined; given: object; state: string; noted: readonly string[] }>([
    { outOfBand: lenient, given: {}, state: "pass", noted: [] },
    { outOfBand: lenient, given: { critical: 29, tasks: 90 }, state: "pass", noted: ["critical"] },
    { outOfBand: lenient, given: { critical: 29 }, state: "fail", noted: [] },
    { outOfBand: lenient, given: { minutes: null }, state: "no-data", noted: [] },
    { outOfBand: lenient, given: { minutes: null, tasks: 1 }, state: "no-data", noted: [] },
    { outOfBand: never, given: { critical: 29 }, state: "pass", noted: ["critical", "tasks"] },
    { outOfBand: never, given: { critical: 29, minutes: null }, state: "no-data", noted: [] },
    { outOfBand: { one: "advise" }, given: { critical: 29 }, state: "fail", noted: [] },
    { outOfBand: undefined, given: { minutes: 9 }, state: "fail", noted: [] },
  ])("$outOfBand with $given → $state, noting $noted", ({ outOfBand, given, state, noted }) => {
    const text = JSON.stringify({ ...good, ...given });
    const options = { evidence: { file }, rows, ...(outOfBand === undefined ? {} : { out_of_band: outOfBand }) };
    const verdict = evidenceGate
      .bind(options)
      .judge(someFacts({ documents: new Map([[file, { state: "found", text }]]) }), { name: "bands", area: undefined });
    expect([verdict.state, verdict.caveats?.flatMap(({ parameters }) => parameters["names"] ?? [])]).toEqual([
      state,
      noted,
    ]);
    // Tolerated is not the same as holding.
    expect(verdict.rows?.filter((row) => noted.includes(row.name)).every((row) => row.state === "fail")).toBe(true);
  });
});
