import { describe, expect, it } from "vitest";
import { reason } from "../../src/policy/reason.ts";
import type { Annotation, GateReport, VerdictState } from "../../src/policy/verdict.ts";
import { annotationsOf } from "../../src/render/annotations.ts";
import { plainFix, plainSentence } from "../../src/render/plain-reason.ts";
import { reportOf } from "../support/reports.ts";

function atLine(line: number, level: Annotation["level"] = "failure"): Annotation {
  const why = reason("check-running", { name: `check ${line}`, status: "queued" });
  return { path: "ci.yml", startLine: line, endLine: line, level, reason: why };
}

function report(...gates: readonly Partial<GateReport>[]) {
  const whole = gates.map((given): GateReport => ({
    gate: "pinned",
    kind: "pinned",
    use: "require",
    verdict: verdict("fail"),
    ...given,
  }));
  return { ...reportOf({}, []), gates: whole };
}

function verdict(state: VerdictState, ...annotations: readonly Annotation[]): GateReport["verdict"] {
  return { state, reason: reason("no-area-touched", {}), annotations };
}

describe("the annotations of a report", () => {
  it("name their gate and what is wrong, in plain text, what fails first", () => {
    const shown = annotationsOf(report({ verdict: verdict("fail", atLine(9, "warning"), atLine(3)) }));
    expect(shown).toEqual([
      { path: "ci.yml", startLine: 3, endLine: 3, level: "failure", title: "pinned", message: "check 3 is queued." },
      { path: "ci.yml", startLine: 9, endLine: 9, level: "warning", title: "pinned", message: "check 9 is queued." },
    ]);
  });

  it("of an advisory gate are no failures", () => {
    expect(annotationsOf(report({ use: "advise", verdict: verdict("fail", atLine(3)) }))).toMatchObject([
      { level: "warning" },
    ]);
  });

  it("of a waived gate are left out", () => {
    expect(annotationsOf(report({ verdict: verdict("waived", atLine(3)) }))).toEqual([]);
  });

  it("are fifty at most, as many as GitHub takes at once", () => {
    const many = Array.from({ length: 60 }, (_, index) => atLine(index + 1));
    expect(annotationsOf(report({ verdict: verdict("fail", ...many) }))).toHaveLength(50);
  });
});

describe("a reason in plain text", () => {
  it("has no Markdown, and lists like the comment does", () => {
    const said = reason("checks-pass", { names: ["build", "test", "lint"] });
    expect(plainSentence(said)).toBe("build, test and lint succeeded.");
  });

  it("cannot paint a terminal or turn the reading direction", () => {
    const said = reason("checks-pass", { names: ["\u001B[31mred\u001B[0m", "a\u202Eb", "c\nd"] });
    expect(plainSentence(said)).toBe(" [31mred [0m, ab and c d succeeded.");
  });

  it("says what can be done, where something can", () => {
    expect(plainFix(reason("checks-pass", { names: ["a"] }))).toBeUndefined();
    expect(plainFix(reason("title-fails", { safeProblem: "x", command: "/retitle fix: y" }))).toBe(
      "Edit the title, or comment /retitle fix: y.",
    );
  });
});
