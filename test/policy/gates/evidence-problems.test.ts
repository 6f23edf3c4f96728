import { describe, expect, it } from "vitest";
import { evidenceGate } from "../../../src/policy/gates/evidence.ts";

const rows = [{ name: "row", value: "a", expect: ">= 1" }];
const artifact = { workflow: "ci.yml", name: "reports", path: "**/summary.json" };

function problems(options: object): readonly string[] {
  return evidenceGate
    .problems({ evidence: { file: "a.json" }, rows, ...options })
    .map(({ path, says }) => `${path.map(String).join(".")}: ${says}`);
}

describe("evidence that can never be told", () => {
  it.for([
    { evidence: { file: "reports/a.json" }, problem: undefined },
    { evidence: { file: "a.jsonl", schema: "v1", fresh: "36h", commit: "head", time: "meta.at" }, problem: undefined },
    { evidence: { artifact }, problem: undefined },
    { evidence: { artifact: { ...artifact, path: "**/summary.*" } }, problem: undefined },
    { evidence: { body: "audit" }, problem: undefined },
    { evidence: { same_as: "other" }, problem: undefined },
    { evidence: {}, problem: "evidence: nothing says where the evidence is" },
    { evidence: { file: "a.json", body: "audit" }, problem: "evidence: evidence has 2 sources" },
    { evidence: { file: "a.json", same_as: "other" }, problem: "evidence: evidence has 2 sources" },
    { evidence: { same_as: "other", fresh: "36h" }, problem: "evidence.fresh: `fresh` does not go with `same_as`" },
    {
      evidence: { file: "/a.json" },
      problem: "evidence.file: `/a.json` is no path from the root of the repository",
    },
    {
      evidence: { file: "https://example.com/a.json" },
      problem: "evidence.file: `https://example.com/a.json` is no path from the root of the repository",
    },
    {
      evidence: { file: "../a.json" },
      problem: "evidence.file: `../a.json` is no path from the root of the repository",
    },
    {
      evidence: { file: "junit.xml" },
      problem: "evidence.file: the ending of `junit.xml` is of no format that can be read",
    },
    {
      evidence: { artifact: { ...artifact, path: "{a,b/*.json" } },
      problem: "evidence.artifact.path: `{a,b/*.json`: its braces do not pair",
    },
    {
      evidence: { artifact: { ...artifact, path: "out/junit.xml" } },
      problem: "evidence.artifact.path: the ending of `out/junit.xml` is of no format that can be read",
    },
    {
      evidence: { artifact: { ...artifact, path: "/summary.json" } },
      problem: "evidence.artifact.path: `/summary.json`: paths begin at the root of the repository",
    },
    {
      evidence: { file: "a.json", time: "a + b" },
      problem: "evidence.time: it must lead to one value",
    },
    { evidence: { file: "a.json", commit: "count(a)" }, problem: "evidence.commit: it must lead to one value" },
    { evidence: { file: "a.json", time: "a..b" }, problem: "evidence.time: cannot read `a..b` from column 2" },
  ])("$evidence: $problem", ({ evidence, problem }) => {
    expect(problems({ evidence })).toEqual(problem === undefined ? [] : [problem]);
  });

  it.for([
    { evidence: { file: "a.json", fresh: "36 hours" }, path: "evidence.fresh" },
    { evidence: { body: "two words" }, path: "evidence.body" },
    {
      evidence: { artifact: { ...artifact, workflow: ".github/workflows/ci.yml" } },
      path: "evidence.artifact.workflow",
    },
    { evidence: { artifact: { ...artifact, workflow: "CI" } }, path: "evidence.artifact.workflow" },
  ])("$evidence is no such key's value", ({ evidence, path }) => {
    expect(() => evidenceGate.bind({ evidence, rows })).toThrow(path.split(".").at(-1));
  });
});

describe("a row that can never be judged", () => {
  it.for([
    { row: { value: "a", expect: ">= 1" }, problems: [] },
    { row: { value: "a", of: "b", expect: ">= 1%" }, problems: [] },
    { row: { value: "a", of: "b", expect: ">= 2" }, problems: [] },
    { row: { value: "a", of: "b", unit: "us", expect: "< 2 ms" }, problems: [] },
    { row: { value: "a", unit: "percent", expect: ">= -110%" }, problems: [] },
    { row: { value: "a", unit: "fraction", expect: "80..100%" }, problems: [] },
    { row: { value: "a", unit: "min", expect: "30 min..2 h" }, problems: [] },
    { row: { value: "a", unit: "us", expect: "< 200" }, problems: [] },
    { row: { value: "a", expect: "= true" }, problems: [] },
    { row: { value: "a", expect: ">= 80%" }, problems: ["expect: a percentage of what is not said"] },
    { row: { value: "a", unit: "ms", expect: ">= 80%" }, problems: ["expect: a percentage of what is not said"] },
    { row: { value: "a", of: "b", unit: "percent", expect: ">= 8%" }, problems: ["unit: a share of `of` has no unit"] },
    {
      row: { value: "a", of: "b", expect: ">= 101%" },
      problems: ["expect: a part of a whole lies between 0% and 100%"],
    },
    {
      row: { value: "a", unit: "fraction", expect: "-1..50%" },
      problems: ["expect: a part of a whole lies between 0% and 100%"],
    },
    {
      row: { value: "a", unit: "fraction", expect: ">= 0.8" },
      problems: ["expect: the value is a fraction, and what is asked is not"],
    },
    {
      row: { value: "a", expect: "< 200 ms" },
      problems: ["expect: what is asked is in `ms`, and what the value is in is not said"],
    },
    { row: { value: "a", unit: "MB", expect: "< 200 ms" }, problems: ["expect: `MB` cannot be compared with `ms`"] },
    {
      row: { value: "a", unit: "s", expect: "1 s..2 MB" },
      problems: ["expect: the two ends of the range are of different kinds"],
    },
    { row: { value: "a", of: "b", expect: "= PASS" }, problems: ["of: a text has no whole"] },
    { row: { value: "a", unit: "ms", expect: "= PASS" }, problems: ["unit: a text has no unit"] },
    {
      row: { value: "a b", of: "c d", expect: "80" },
      problems: [
        "value: cannot read `a b` from column 2",
        "of: cannot read `c d` from column 2",
        "expect: it must be a range such as `0..2`, or start with `>=`, `<=`, `>`, `<` or `=`",
      ],
    },
  ])("$row: $problems", ({ row, problems: told }) => {
    expect(problems({ rows: [{ name: "row", ...row }] })).toEqual(told.map((each) => `rows.0.${each}`));
  });

  it("two rows of one name could not be told apart", () => {
    expect(problems({ rows: [...rows, { name: "other", value: "b", expect: "= 1" }, ...rows] })).toEqual([
      "rows.2.name: two rows are called `row`",
    ]);
  });

  it.for([
    { out_of_band: { one: "advise" }, told: [] },
    { out_of_band: { one: "advise", several: "advise" }, told: [] },
    { out_of_band: { several: "advise" }, told: ["out_of_band.several: several failing rows weigh less than one"] },
  ])("$out_of_band: $told", ({ out_of_band: outOfBand, told }) => {
    expect(problems({ out_of_band: { one: "fail", several: "fail", ...outOfBand } })).toEqual(told);
  });
});
