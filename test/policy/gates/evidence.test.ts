import { describe, expect, it } from "vitest";
import type { RepositoryDocument } from "../../../src/policy/facts.ts";
import { evidenceGate } from "../../../src/policy/gates/evidence.ts";
import { sentence } from "../../../src/render/reason.ts";
import { aFile, allOf, someFacts } from "../../support/builders.ts";

const file = "reports/summary.json";

// What the programmes' own files hold, with their figures.
const conformance = {
  counts: { total: 223, pass: 60, fail: 0, na: 163, skip: 0 },
  pass_rate_pct: 100,
  negative: { pass: 30, fail: 0 },
  per_tier: { "official-pi-mono": { pass: 60, fail: 0 } },
  entries: [
    { surface: "node", status: "pass" },
    { surface: "node", status: "pass" },
    { surface: "node", status: "fail" },
    { surface: "bun", status: "pass" },
  ],
  budget_checks: [
    { budget_name: "cold", actual_us: 105.6, status: "PASS" },
    { budget_name: "dispatch", actual_us: null, status: "NO_DATA" },
    { budget_name: "legacy", actual_us: "103.3ms", status: "PASS" },
  ],
  zero: { pass: 0, fail: 0 },
  odd: { 'a"b': 1, "a+b": 2, "": 3, toString: 4 },
  hostile: [{ surface: { toString: 1, valueOf: 1 } }, { surface: "node", n: 1 }],
  flag: true,
  list: [],
  negativeNumber: -5,
};

const used = { name: "size", area: undefined };

function judge(
  row: { readonly value: string; readonly of?: string; readonly expect: string },
  document: unknown = conformance,
) {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return judgeText(text, row);
}

function judgeText(text: string, row = { value: "a", expect: ">= 1" }) {
  return judgeFound({ state: "found", text }, row);
}

function judgeFound(document: RepositoryDocument | undefined, row = { value: "a", expect: ">= 1" }) {
  const documents = new Map(document === undefined ? [] : [[file, document]]);
  return evidenceGate
    .bind({ evidence: { file }, rows: [{ name: "row", ...row }] })
    .judge(someFacts({ documents }), used);
}

describe("a row", () => {
  it.for([
    {
      value: "counts.pass",
      of: "counts.pass + counts.fail",
      expect: ">= 80%",
      state: "pass",
      says: "100% (60 of 60), required `>= 80%`.",
    },
    {
      value: "counts.pass",
      of: "counts.total",
      expect: ">= 80%",
      state: "fail",
      says: "26.9% (60 of 223), required `>= 80%`.",
    },
    { value: "pass_rate_pct", expect: ">= 80", state: "pass", says: "100, required `>= 80`." },
    { value: "counts.fail", expect: "<= 36", state: "pass", says: "0, required `<= 36`." },
    { value: "counts.na", expect: "<= 170", state: "pass", says: "163, required `<= 170`." },
    { value: "counts.na", expect: "< 163", state: "fail", says: "163, required `< 163`." },
    { value: "counts.skip", expect: "= 0", state: "pass", says: "0, required `= 0`." },
    {
      value: "negative.pass",
      of: "negative.pass + negative.fail",
      expect: "= 100%",
      state: "pass",
      says: "100% (30 of 30), required `= 100%`.",
    },
    { value: 'per_tier."official-pi-mono".pass', expect: ">= 60", state: "pass", says: "60, required `>= 60`." },
    { value: "per_tier.official-pi-mono.pass", expect: ">= 60", state: "pass", says: "60, required `>= 60`." },
    {
      value: "count(entries[surface=node][status=pass])",
      of: "count(entries[surface=node])",
      expect: "= 100%",
      state: "fail",
      says: "66.66% (2 of 3), required `= 100%`.",
    },
    { value: "count(entries)", expect: "= 4", state: "pass", says: "4, required `= 4`." },
    { value: "count(entries[*])", expect: "= 4", state: "pass", says: "4, required `= 4`." },
    { value: "count(list)", expect: "= 0", state: "pass", says: "0, required `= 0`." },
    {
      value: "count(entries[surface=deno])",
      of: "count(entries[surface=deno])",
      expect: "= 100%",
      state: "no-data",
      says: "`count(entries[surface=deno])` is 0, so nothing was measured.",
    },
    {
      value: "count(counts)",
      expect: ">= 1",
      state: "no-data",
      says: "The value at `count(counts)` is `an object and no list`, not a number.",
    },
    { value: "count(nothing)", expect: "= 0", state: "no-data", says: "There is no value at `count(nothing)`." },
    {
      value: "budget_checks[budget_name=cold].actual_us",
      expect: "< 200",
      state: "pass",
      says: "105.6, required `< 200`.",
    },
    {
      value: "budget_checks[budget_name=cold].status",
      expect: "= PASS",
      state: "pass",
      says: "`PASS`, required `= PASS`.",
    },
    {
      value: "budget_checks[budget_name=dispatch].status",
      expect: "= PASS",
      state: "fail",
      says: "`NO_DATA`, required `= PASS`.",
    },
    {
      value: "budget_checks[budget_name=cold].status",
      expect: "= pass",
      state: "fail",
      says: "`PASS`, required `= pass`.",
    },
    {
      value: "budget_checks[budget_name=dispatch].actual_us",
      expect: "< 10",
      state: "no-data",
      says: "The value at `budget_checks[budget_name=dispatch].actual_us` is `null`, not a number.",
    },
    {
      value: "budget_checks[budget_name=legacy].actual_us",
      expect: "< 200",
      state: "no-data",
      says: 'The value at `budget_checks[budget_name=legacy].actual_us` is `the text "103.3ms"`, not a number.',
    },
    {
      value: "budget_checks[budget_name=warm].actual_us",
      expect: "< 50",
      state: "no-data",
      says: "There is no value at `budget_checks[budget_name=warm].actual_us`, but at `budget_checks[*].actual_us`.",
    },
    {
      value: "budget_checks[*].status",
      expect: "= PASS",
      state: "no-data",
      says: "The value at `budget_checks[*].status` is 3 values, which cannot be compared with `= PASS`.",
    },
    {
      value: "zero.pass",
      of: "zero.pass + zero.fail",
      expect: ">= 80%",
      state: "no-data",
      says: "`zero.pass + zero.fail` is 0, so nothing was measured.",
    },
    {
      value: "counts.total",
      of: "counts.pass",
      expect: ">= 80%",
      state: "no-data",
      says: "223 is not a part of 60: a share lies between 0% and 100%.",
    },
    {
      value: "negativeNumber",
      of: "negativeNumber",
      expect: ">= 80%",
      state: "no-data",
      says: "-5 is not a part of -5: a share lies between 0% and 100%.",
    },
    { value: "counts.missing", expect: "<= 170", state: "no-data", says: "There is no value at `counts.missing`." },
    {
      value: "counts.pass",
      of: "counts.missing",
      expect: ">= 80%",
      state: "no-data",
      says: "There is no value at `counts.missing`.",
    },
    {
      value: "counts.pass + counts.missing",
      expect: ">= 1",
      state: "no-data",
      says: "There is no value at `counts.pass + counts.missing`.",
    },
    {
      value: "counts.pass + flag",
      expect: ">= 1",
      state: "no-data",
      says: "The value at `counts.pass + flag` is `true`, not a number.",
    },
    { value: "counts", expect: ">= 1", state: "no-data", says: "The value at `counts` is `an object`, not a number." },
    { value: "entries", expect: ">= 1", state: "no-data", says: "The value at `entries` is `a list`, not a number." },
    { value: "counts.pass.more", expect: ">= 1", state: "no-data", says: "There is no value at `counts.pass.more`." },
    { value: "flag", expect: "= true", state: "pass", says: "`true`, required `= true`." },
    { value: "flag", expect: "= false", state: "fail", says: "`true`, required `= false`." },
    { value: "flag", expect: ">= 1", state: "no-data", says: "The value at `flag` is `true`, not a number." },
    { value: 'odd."a\\"b"', expect: "= 1", state: "pass", says: "1, required `= 1`." },
    { value: 'odd."a+b" + odd."a\\"b"', expect: "= 3", state: "pass", says: "`2 + 1 = 3`, required `= 3`." },
    { value: 'odd.""', expect: "= 3", state: "pass", says: "3, required `= 3`." },
    { value: "odd.toString", expect: "= 4", state: "pass", says: "4, required `= 4`." },
    {
      value: "counts.toString",
      expect: "= 4",
      state: "no-data",
      says: "There is no value at `counts.toString`, but at `odd.toString`.",
    },
    {
      value: "counts.constructor.name",
      expect: "= Object",
      state: "no-data",
      says: "There is no value at `counts.constructor.name`.",
    },
    { value: "counts.__proto__", expect: "= 1", state: "no-data", says: "There is no value at `counts.__proto__`." },
    { value: "entries.length", expect: ">= 1", state: "no-data", says: "There is no value at `entries.length`." },
    { value: "hostile[surface=node].n", expect: "= 1", state: "pass", says: "1, required `= 1`." },
  ])("$value of $of, $expect → $state", ({ value, of, expect: expected, state, says }) => {
    const verdict = judge({ value, expect: expected, ...(of === undefined ? {} : { of }) });
    expect([verdict.state, verdict.rows?.map(({ reason }) => sentence(reason))]).toEqual([state, [says]]);
  });

  it.for([
    { pass: 333, of: 1000, expect: "<= 33.3%", state: "pass", shown: "33.3%" },
    { pass: 919, of: 1000, expect: "= 91.9%", state: "pass", shown: "91.9%" },
    { pass: 79_999, of: 100_000, expect: ">= 80%", state: "fail", shown: "79.99%" },
    { pass: 4, of: 5, expect: ">= 80%", state: "pass", shown: "80%" },
    { pass: 57, of: 100, expect: ">= 57%", state: "pass", shown: "57%" },
    { pass: 0, of: 5, expect: "<= 0%", state: "pass", shown: "0%" },
  ])("$pass of $of $expect → $state, and reads $shown", ({ pass, of, expect: expected, state, shown }) => {
    const verdict = judge({ value: "pass", of: "of", expect: expected }, { pass, of });
    expect([verdict.state, verdict.rows?.[0]?.reason.parameters["actual"]]).toEqual([
      state,
      `${shown} (${pass} of ${of})`,
    ]);
  });
});

describe("a document that says nothing never passes", () => {
  it.for([
    { name: "an empty list in place of an object", text: "[]", state: "no-data" },
    { name: "a number too large", text: '{"a": 1e999}', state: "no-data" },
    { name: "a number as text", text: '{"a": "5"}', state: "no-data" },
    { name: "a __proto__ with the value", text: '{"__proto__": {"a": 5}}', state: "no-data" },
    { name: "a key twice", text: '{"a": 0, "a": 5}', state: "no-data" },
    { name: "the same key in two objects", text: '{"b": {"a": 1}, "a": 1}', state: "pass" },
    { name: "a text that holds a key", text: '{"b": "\\"a\\":", "a": 1}', state: "pass" },
    { name: "a byte order mark", text: '\uFEFF{"a": 1}', state: "pass" },
  ])("$name → $state", ({ text, state }) => expect(judgeText(text).state).toBe(state));

  it.for([
    { name: "was not looked up", document: undefined, says: "`reports/summary.json` does not exist at this head." },
    {
      name: "is absent",
      document: { state: "absent" as const },
      says: "`reports/summary.json` does not exist at this head.",
    },
    {
      name: "is a link",
      document: { state: "link" as const },
      says: "`reports/summary.json` is a symbolic link, or in a folder that is one, so its content can change without it.",
    },
    {
      name: "is 50 MB",
      document: { state: "too-large" as const, bytes: 52_428_800, limit: 5_242_880 },
      says: "`reports/summary.json` has 52428800 bytes; Gatehouse reads at most 5242880.",
    },
  ])("$name", ({ document, says }) => {
    const verdict = judgeFound(document);
    expect([verdict.state, sentence(verdict.reason)]).toEqual(["no-data", says]);
    // For whoever reads the rows only.
    expect(verdict.rows?.map((row) => [row.state, sentence(row.reason)])).toEqual([["no-data", says]]);
  });
});

describe("self-reported", () => {
  const documents = new Map<string, RepositoryDocument>([[file, { state: "found", text: '{"a": 1}' }]]);
  it.for([
    { name: "the pull request changes the file", files: allOf(aFile({ path: file })), caveat: "self-reported" },
    { name: "it moves the file away", files: allOf(aFile({ path: "x", previousPath: file })), caveat: "self-reported" },
    { name: "not all its files are known", files: { files: [], isComplete: false }, caveat: "self-reported-unknown" },
    { name: "it changes other files", files: allOf(aFile()), caveat: undefined },
  ])("$name → $caveat", ({ files, caveat }) => {
    const gate = evidenceGate.bind({ evidence: { file }, rows: [{ name: "a", value: "a", expect: ">= 1" }] });
    expect(gate.judge(someFacts({ documents, files }), used).caveats?.[0]?.code).toBe(caveat);
  });
});

describe("of several rows", () => {
  it.for([
    { rows: [">= 1", ">= 1"], state: "pass", says: "2 of 2 rows hold in `reports/summary.json`." },
    { rows: [">= 1", ">= 2"], state: "fail", says: "1 of 2 rows failed in `reports/summary.json`." },
    { rows: [">= 1", "= x"], state: "fail", says: "1 of 2 rows failed in `reports/summary.json`." },
  ])("$rows → $state", ({ rows, state, says }) => {
    const gate = evidenceGate.bind({
      evidence: { file },
      rows: rows.map((each) => ({ name: each, value: "a", expect: each })),
    });
    const verdict = gate.judge(someFacts({ documents: new Map([[file, { state: "found", text: '{"a": 1}' }]]) }), used);
    expect([verdict.state, sentence(verdict.reason)]).toEqual([state, says]);
  });

  it("a failing one is worse than one without data, and both are counted apart", () => {
    const rows = [
      { name: "a", value: "a", expect: ">= 2" },
      { name: "b", value: "b", expect: ">= 1" },
    ];
    const gate = evidenceGate.bind({ evidence: { file }, rows });
    const verdict = gate.judge(someFacts({ documents: new Map([[file, { state: "found", text: '{"a": 1}' }]]) }), used);
    expect([verdict.state, verdict.rows?.map(({ state }) => state)]).toEqual(["fail", ["fail", "no-data"]]);
  });
});
