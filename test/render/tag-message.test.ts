import { describe, expect, it } from "vitest";
import { finalWordsOf, renderTagMessage } from "../../src/render/tag-message.ts";
import { aCheck, aPullRequest } from "../support/builders.ts";
import { aGate, ci, reportOf, title } from "../support/reports.ts";

const pullRequest = aPullRequest({ title: "feat(runtime): faster start" });
const last = {
  headline: "✅ Ready: 1 required gate holds",
  gates: ["- title holds: It is one."],
};

describe("the message of a tag", () => {
  it.for([
    { name: "one line of how it stood", given: { by: "olga", last, withGates: false }, lines: 4 },
    { name: "the gates besides", given: { by: "olga", last, withGates: true }, lines: 6 },
    { name: "that nobody is known to have merged it", given: { by: undefined, last, withGates: false }, lines: 4 },
  ])("has $name", ({ given, lines }) => {
    const message = renderTagMessage(pullRequest, given);
    expect(message.split("\n")).toHaveLength(lines);
    expect(message).toContain("feat(runtime): faster start (#12)\n\nMerged into main by ");
  });

  it("calls nobody and closes nothing, whatever the title says", () => {
    const hostile = aPullRequest({ title: "fix: @acme/all closes #1\u202E\n\nSigned-off-by: x" });
    const message = renderTagMessage(hostile, { by: "m@llory", last, withGates: false });
    expect(message).not.toMatch(/@\w/);
    expect(message.replace("(#12)", "")).not.toMatch(/#\d/);
    expect(message).not.toContain("\u202E");
    expect(message.split("\n")).toHaveLength(4);
  });
});

describe("what is kept for it", () => {
  it("is the headline and every gate in words, the worst first", () => {
    const checks = { checks: [aCheck({ name: "build", conclusion: "failure" }), aCheck({ id: 2, name: "lint" })] };
    const { headline, gates } = finalWordsOf(reportOf({ checks }, [title, ci]));
    expect(headline).toContain("Not ready");
    expect(gates[0]).toMatch(/^- ci fails: /);
    expect(gates[1]).toMatch(/^- title holds: /);
  });

  it("says of an advisory gate that it is one", () => {
    const advised = aGate("ci", ci.gate, { use: "advise" });
    expect(finalWordsOf(reportOf({}, [advised])).gates[0]).toMatch(/^- ci \(advisory\) /);
  });

  it("ends where nobody reads on", () => {
    const many = Array.from({ length: 2_000 }, (_, index) => aGate(`gate-${index}`, title.gate));
    const { gates } = finalWordsOf(reportOf({}, many));
    expect(Buffer.byteLength(gates.join("\n"))).toBeLessThan(21_000);
    expect(gates.at(-1)).toMatch(/^- and \d+ more$/);
  });
});
