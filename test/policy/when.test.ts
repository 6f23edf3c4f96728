import { describe, expect, it } from "vitest";
import { evaluate, neededFacts, type UsedGate } from "../../src/policy/evaluate.ts";
import type { PullRequest } from "../../src/policy/facts.ts";
import { checksGate } from "../../src/policy/gates/checks.ts";
import { manualGate } from "../../src/policy/gates/manual.ts";
import { doesApply, notApplicable, type When } from "../../src/policy/when.ts";
import { sentence } from "../../src/render/reason.ts";
import { aCheck, aFile, allOf, aPullRequest, judgedAt, someSnapshot } from "../support/builders.ts";

describe("conditions", () => {
  const files = allOf(aFile({ path: "src/new.ts", previousPath: "lib/old.ts" }));
  it.for<{ when: readonly When[]; given?: Partial<PullRequest>; applies: boolean }>([
    { when: [], applies: true },
    { when: [{}], applies: true },
    { when: [{ paths: ["src/**"] }], applies: true },
    { when: [{ paths: ["lib/**"] }], applies: true },
    { when: [{ paths: ["docs/**"] }], applies: false },
    { when: [{ paths: ["src/**"] }, { paths: ["docs/**"] }], applies: false },
    { when: [{ paths: ["src/**"] }, { labels: ["a*"] }], given: { labels: ["b", "abc"] }, applies: true },
    { when: [{ paths: ["src/**"], labels: ["a"] }], given: { labels: ["b"] }, applies: false },
    // As on GitHub, where `security` and `Security` cannot both exist.
    { when: [{ labels: ["Security"] }], given: { labels: ["security"] }, applies: true },
    { when: [{ labels: ["area/*"] }], given: { labels: ["Area/Docs"] }, applies: true },
    { when: [{ title: "breaking" }], given: { title: "feat(a)!: x" }, applies: true },
    { when: [{ title: "breaking" }], given: { title: " feat!: x" }, applies: true },
    { when: [{ title: "breaking" }], given: { title: "feat: a!: x" }, applies: false },
    { when: [{ title: "breaking" }], given: { body: "x\n\nBREAKING CHANGE: y" }, applies: true },
    { when: [{ title: "security" }], given: { title: "security(a): x" }, applies: true },
    { when: [{ title: "security" }], given: { title: "Security: x" }, applies: true },
    { when: [{ title: "security" }], given: { title: "fix: security", body: "security: y" }, applies: false },
    // The word is what a title announces, and never the title itself.
    { when: [{ title: "security" }], given: { title: "security" }, applies: false },
    { when: [{ title: "breaking" }], given: { title: "breaking" }, applies: false },
    { when: [{ title: "breaking" }, { title: "security" }], given: { title: "security!: x" }, applies: true },
    { when: [{ title: "docs: *" }], given: { title: "docs: x" }, applies: true },
    { when: [{ title: "docs: *" }], given: { title: "a docs: x" }, applies: false },
  ])("$when of $given → $applies", ({ when, given = {}, applies }) => {
    expect(doesApply(when, { pullRequest: aPullRequest(given), files })).toBe(applies);
  });

  it("hold of files that GitHub does not list", () => {
    const scene = { pullRequest: aPullRequest(), files: { files: [], isComplete: false } };
    expect(doesApply([{ paths: ["docs/**"] }], scene)).toBe(true);
  });

  it.for<{ uses: readonly (readonly When[])[]; says: string }>([
    { uses: [[{ title: "breaking" }]], says: "It applies only with `a breaking title`." },
    { uses: [[{ title: "security" }]], says: "It applies only with `a title of the type security`." },
    {
      uses: [[{ title: "x *", labels: ["a", "b"] }, { paths: ["src/**"] }]],
      says: "It applies only with `the title x *`, `the label a or b` and `a change of src/**`.",
    },
    {
      uses: [[{ title: "x" }, { labels: ["a"] }], [{ paths: ["src/**"] }]],
      says: "It applies only with `the title x and the label a, or a change of src/**`.",
    },
  ])("that do not hold: $says", ({ uses, says }) => expect(sentence(notApplicable(uses))).toBe(says));
});

describe("a gate that is used several times", () => {
  const base = { name: "ci", gate: checksGate.bind({ checks: ["ci"] }), area: undefined };
  const required: UsedGate = { ...base, use: "require", when: [{ labels: ["risky"] }] };
  const advised: UsedGate = { ...base, use: "advise" };
  const other: UsedGate = {
    ...base,
    name: "tried",
    use: "require",
    gate: manualGate.bind({ manual: "x" }),
    when: [{ labels: ["no"] }],
  };

  function judge(labels: readonly string[], used: readonly UsedGate[]) {
    const checks = { checks: [aCheck({ conclusion: "failure" })] };
    return evaluate(someSnapshot({ pullRequest: aPullRequest({ labels }), checks }), used, {
      draftsWait: false,
      now: judgedAt,
    });
  }

  it.for([
    { labels: ["risky"], state: "failure", gates: [["ci", "require", "fail"]] },
    { labels: [], state: "success", gates: [["ci", "advise", "fail"]] },
  ])("$labels → $state, and it stands there once", ({ labels, state, gates }) => {
    const report = judge(labels, [required, advised]);
    expect(report.state).toBe(state);
    expect(report.gates.map(({ gate, use, verdict }) => [gate, use, verdict.state])).toEqual(gates);
  });

  it("names all its conditions when none holds", () => {
    const { gates } = judge([], [required, { ...required, use: "advise", when: [{ title: "x" }] }, other]);
    expect(gates.map(({ gate, verdict }) => [gate, verdict.state])).toEqual([
      ["ci", "not-applicable"],
      ["tried", "not-applicable"],
    ]);
    expect(gates[0]?.verdict.reason.parameters).toEqual({ conditions: ["the label risky, or the title x"] });
  });

  it("needs what each of its conditions looks at", () => {
    const needed = neededFacts([{ ...required, when: [{ labels: ["a"] }, { paths: ["src/**"] }] }]);
    expect([...needed.slices]).toEqual(expect.arrayContaining(["checks", "files"]));
    expect(neededFacts([required]).slices.has("files")).toBe(false);
    expect(neededFacts([{ ...required, when: [{}, { title: "breaking" }] }]).body).toBe(true);
    expect(neededFacts([{ ...required, when: [{ title: "security" }] }]).body).toBe(false);
  });
});
