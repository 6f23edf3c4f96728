import { describe, expect, it } from "vitest";
import type { FileList } from "../../../src/policy/facts.ts";
import { configurationGate } from "../../../src/policy/gates/configuration.ts";
import type { ConfigChange, ProposedConfig } from "../../../src/policy/proposed-config.ts";
import { reason } from "../../../src/policy/reason.ts";
import { plainSentence } from "../../../src/render/plain-reason.ts";
import { renderSummary } from "../../../src/render/summary.ts";
import { aFile, allOf, someFacts } from "../../support/builders.ts";
import { aGate, reportOf, title } from "../../support/reports.ts";

const identity = { name: "configuration", area: undefined };
const path = ".github/gatehouse.yml";

function judge(proposed: ProposedConfig) {
  return configurationGate.bind({}).judge(someFacts({ proposed }), identity);
}

function aChange(asksLess: ConfigChange["asksLess"], gate = "ci"): ConfigChange {
  const safeWhen = { yes: "Asks less than before", perhaps: "May ask less than before", no: "After the merge" }[
    asksLess
  ];
  return { asksLess, reason: reason("gate-not-required", { safeWhen, gate }) };
}

describe("a pull request that changes the configuration", () => {
  it.for<{ name: string; proposed: ProposedConfig; state: string; says: string }>([
    {
      name: "to the same in other words",
      proposed: { state: "valid", changes: [], notes: [] },
      state: "pass",
      says: "asks for the same as before",
    },
    {
      name: "to something else",
      proposed: { state: "valid", changes: [aChange("no")], notes: [] },
      state: "pass",
      says: "1 thing will be different",
    },
    {
      name: "so that it is gone",
      proposed: { state: "removed" },
      state: "pass",
      says: "removes .github/gatehouse.yml",
    },
    { name: "and back again", proposed: { state: "unchanged" }, state: "pass", says: "stays as it is" },
    {
      name: "to what cannot be used",
      proposed: {
        state: "invalid",
        problems: [{ line: 2, column: 3, says: "unknown key `gate`", fix: "Did you mean `gates`?" }],
      },
      state: "fail",
      says: "has 1 problem",
    },
  ])("$name → $state", ({ proposed, state, says }) => {
    const verdict = judge(proposed);
    expect(verdict.state).toBe(state);
    expect(plainSentence(verdict.reason)).toContain(says);
  });

  it("is told every problem with its place and its fix, in the verdict and at the line", () => {
    const problems = [
      { line: 2, column: 3, says: "unknown key `gate`", fix: "Did you mean `gates`?" },
      { line: 7, column: 1, says: "`touched` is used twice", fix: "Keep one of them." },
    ];
    const { details = [], annotations = [] } = judge({ state: "invalid", problems });
    expect(details.map(plainSentence)).toEqual([
      "Line 2, column 3 (unknown key `gate`. Did you mean `gates`?).",
      "Line 7, column 1 (`touched` is used twice. Keep one of them.).",
    ]);
    expect(annotations).toMatchObject([
      { path, startLine: 2, endLine: 2, level: "failure" },
      { path, startLine: 7, endLine: 7, level: "failure" },
    ]);
  });

  it("is told every change in the order given, and above them how many ask less or may", () => {
    const changes = [
      aChange("yes", "one"),
      aChange("perhaps", "two"),
      aChange("perhaps", "three"),
      aChange("no", "four"),
    ];
    const { details = [], caveats = [] } = judge({ state: "valid", changes, notes: [] });
    expect(details.map(plainSentence)).toEqual([
      "Asks less than before: gate one is no longer required.",
      "May ask less than before: gate two is no longer required.",
      "May ask less than before: gate three is no longer required.",
      "After the merge: gate four is no longer required.",
    ]);
    expect(caveats.map(plainSentence)).toEqual(["Less is asked than before by 1 change, and perhaps by 2 more."]);
  });

  it("that changes very much is told the first of it, and how much there is", () => {
    const changes = Array.from({ length: 250 }, (_, at) => aChange(at < 120 ? "yes" : "no", `g${at}`));
    const { reason: why, details = [], caveats = [] } = judge({ state: "valid", changes, notes: [] });
    expect(plainSentence(why)).toContain("250 things will be different");
    expect(caveats.map(plainSentence)).toEqual([expect.stringContaining("120")]);
    expect(details).toHaveLength(101);
    expect(details.slice(99).map(plainSentence)).toEqual([
      "Asks less than before: gate g99 is no longer required.",
      "And 150 more.",
    ]);
  });

  it("that asks for nothing less has no caveat", () => {
    expect(judge({ state: "valid", changes: [aChange("no")], notes: [] }).caveats).toEqual([]);
  });

  it("is told what has no effect yet, at its line, and passes all the same", () => {
    const notes = [{ line: 5, column: 1, says: "`cadence` is known and not active yet" }];
    const { state, details = [], annotations } = judge({ state: "valid", changes: [], notes });
    expect(state).toBe("pass");
    expect(details.map(plainSentence)).toEqual(["Line 5, column 1 (`cadence` is known and not active yet)."]);
    expect(annotations).toMatchObject([{ path, startLine: 5, level: "notice" }]);
  });

  it("that removes it is told what happens then", () => {
    const [caveat] = judge({ state: "removed" }).caveats ?? [];
    expect(caveat && plainSentence(caveat)).toContain("must not open the gate");
  });
});

describe("in the report", () => {
  const preview = aGate("configuration", configurationGate.bind({}), { when: [{ paths: [path] }], isImplied: true });

  const proposed = { state: "unchanged" } as const;

  function gatesOf(files: FileList) {
    return reportOf({ files, proposed }, [title, preview]).gates.map(({ gate }) => gate);
  }

  it.for([
    { name: "is changed", file: aFile({ path }), shown: true },
    { name: "was moved away", file: aFile({ path: "old.yml", previousPath: path }), shown: true },
    { name: "is not touched", file: aFile(), shown: false },
    { name: "lies in another folder", file: aFile({ path: `docs/${path}` }), shown: false },
  ])("the file $name: shown is $shown", ({ file, shown }) => {
    expect(gatesOf(allOf(file)).includes("configuration")).toBe(shown);
  });

  it("is in sight although it passes", () => {
    const summary = renderSummary(reportOf({ files: allOf(aFile({ path })), proposed }, [title, preview]));
    expect(summary.indexOf("configuration")).toBeLessThan(summary.indexOf("<details>"));
    expect(summary.slice(summary.indexOf("<details>"))).not.toContain("configuration");
  });

  it("stands where GitHub does not list all files", () => {
    expect(gatesOf({ files: [aFile()], isComplete: false })).toContain("configuration");
  });
});
