import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/policy/effect.ts";
import { evaluate, neededFacts, type UsedGate } from "../../src/policy/evaluate.ts";
import { checksGate } from "../../src/policy/gates/checks.ts";
import { evidenceGate } from "../../src/policy/gates/evidence.ts";
import { titleGate } from "../../src/policy/gates/title.ts";
import { touchedGate } from "../../src/policy/gates/touched.ts";
import { effectDigest, effectKey, plan } from "../../src/policy/plan.ts";
import { reason } from "../../src/policy/reason.ts";
import { defaultTitleRules } from "../../src/policy/title/rules.ts";
import { compositeState, type GateReport, type Verdict } from "../../src/policy/verdict.ts";
import { sentence } from "../../src/render/reason.ts";
import {
  aCheck,
  aFile,
  allOf,
  anArea,
  aPullRequest,
  aSignOff,
  carla,
  people,
  someAreas,
  someFacts,
} from "../support/builders.ts";

const plain = reason("no-area-touched", {});
const stale = reason("config-vanished", { base: "main" });

function report(use: GateReport["use"], verdict: Verdict): GateReport {
  return { gate: "g", kind: "k", use, verdict };
}

describe("the composite of one gate", () => {
  it.for([
    { state: "pass", require: "success", advise: "success" },
    { state: "waived", require: "success", advise: "success" },
    { state: "not-applicable", require: "success", advise: "success" },
    { state: "pending", require: "in_progress", advise: "success" },
    { state: "waiting", require: "in_progress", advise: "success" },
    { state: "no-data", require: "action_required", advise: "success" },
    { state: "fail", require: "failure", advise: "success" },
  ] as const)("$state: required → $require, advisory → $advise", ({ state, require, advise }) => {
    const verdict = { state, reason: plain };
    expect(compositeState([report("require", verdict)])).toBe(require);
    expect(compositeState([report("advise", verdict)])).toBe(advise);
  });
});

describe("the composite of several", () => {
  it.for([
    { states: [], composite: "success" },
    { states: ["pass", "pass"], composite: "success" },
    { states: ["pass", "pending"], composite: "in_progress" },
    { states: ["waiting", "no-data"], composite: "action_required" },
    { states: ["no-data", "fail", "waiting"], composite: "failure" },
  ] as const)("$states → $composite", ({ states, composite }) => {
    expect(compositeState(states.map((state) => report("require", { state, reason: plain })))).toBe(composite);
  });

  it.for([
    { name: "of the gate", verdict: { state: "waiting", reason: stale }, composite: "action_required" },
    { name: "of a part", verdict: { state: "waiting", reason: plain, details: [stale] }, composite: "action_required" },
    { name: "of a gate that passes", verdict: { state: "pass", reason: stale }, composite: "success" },
  ] as const)("a reason $name that needs action → $composite", ({ verdict, composite }) => {
    expect(compositeState([report("require", verdict)])).toBe(composite);
  });
});

const title: UsedGate = { name: "title", use: "require", gate: titleGate.bind({ rules: defaultTitleRules }) };
const touched: UsedGate = { name: "touched", use: "require", gate: touchedGate.bind({}) };
const ci: UsedGate = { name: "ci", use: "advise", gate: checksGate.bind({ checks: ["ci", "lint"] }) };
const size: UsedGate = {
  name: "size",
  use: "require",
  gate: evidenceGate.bind({ evidence: { file: "size.json" }, rows: [{ name: "size", value: "a", expect: "< 5" }] }),
};

describe("a pull request", () => {
  const signed = someAreas({ ledger: [aSignOff()] });
  const lapsed = someAreas({ ledger: [aSignOff()], people: people(carla) });
  it.for([
    { name: "without gates", used: [], given: {}, state: "success" },
    { name: "whose required gates hold", used: [title, touched], given: { areas: signed }, state: "success" },
    { name: "that waits for a signature", used: [title, touched], given: { areas: someAreas() }, state: "in_progress" },
    { name: "whose signer left", used: [touched], given: { areas: lapsed }, state: "action_required" },
    {
      name: "with a bad title",
      used: [title, touched],
      given: { pullRequest: aPullRequest({ title: "Fix" }), areas: someAreas() },
      state: "failure",
    },
    {
      name: "whose advisory check fails",
      used: [title, ci],
      given: { checks: { checks: [aCheck({ conclusion: "failure" })] } },
      state: "success",
    },
    { name: "without its evidence", used: [size], given: {}, state: "action_required" },
    {
      name: "that touches no area",
      used: [touched],
      given: { areas: someAreas({ files: allOf(aFile({ path: "x" })) }) },
      state: "success",
    },
    {
      name: "with owners that cannot be read",
      used: [touched],
      given: { areas: someAreas({ people: { entitledIds: [], problem: "gone" } }) },
      state: "action_required",
    },
    {
      name: "with more files than GitHub lists",
      used: [touched],
      given: { areas: someAreas({ files: { files: [], isComplete: false } }) },
      state: "action_required",
    },
  ] satisfies readonly { name: string; used: readonly UsedGate[]; given: object; state: string }[])(
    "$name → $state",
    ({ used, given, state }) => {
      expect(evaluate(someFacts(given), used).state).toBe(state);
    },
  );

  it("every touched area must be signed, and the missing ones are named", () => {
    const areas = [
      anArea(),
      anArea({ name: "api", aliases: [], paths: ["src/**"] }),
      anArea({ name: "docs", aliases: [], paths: ["docs/**"] }),
    ];
    const verdict = touchedGate.bind({}).judge(someFacts({ areas: someAreas({ areas, ledger: [aSignOff()] }) }));
    expect([verdict.state, sentence(verdict.reason)]).toEqual(["waiting", "1 of 2 areas signed; missing: `api`."]);
  });

  it("a passing title names its type, a failing one offers the command that mends it", () => {
    const judged = (text: string) => title.gate.judge(someFacts({ pullRequest: aPullRequest({ title: text }) }));
    expect(judged("feat: x")).toMatchObject({ state: "pass", reason: { parameters: { type: "feat" } } });
    expect(judged("Feature: x")).toMatchObject({
      state: "fail",
      reason: { parameters: { command: "/retitle feat: x" } },
    });
  });

  it("a gate that breaks is no verdict", () => {
    const judge = () => {
      throw new Error("a bug");
    };
    const broken: UsedGate = { name: "b", use: "advise", gate: { kind: "b", needs: [], wants: {}, judge } };
    expect(() => evaluate(someFacts(), [broken])).toThrow("a bug");
  });
});

describe("what is fetched", () => {
  it.for([
    { name: "nothing for the title", used: [title], slices: [], documents: [], checks: [] },
    { name: "the files too where areas count", used: [touched], slices: ["areas", "files"], documents: [], checks: [] },
    {
      name: "the named checks, once",
      used: [ci, { ...ci, name: "again" }],
      slices: ["checks"],
      documents: [],
      checks: ["ci", "lint"],
    },
    { name: "the named document", used: [size], slices: ["documents", "files"], documents: ["size.json"], checks: [] },
  ])("$name", ({ used, slices, documents, checks }) => {
    const needed = neededFacts(used);
    expect([[...needed.slices].toSorted(), needed.documents, needed.checks]).toEqual([slices, documents, checks]);
  });
});

describe("the plan", () => {
  const check: Effect = {
    kind: "check-run",
    name: "gatehouse",
    headSha: "a",
    status: "in_progress",
    title: "t",
    summary: "s",
  };
  const effects: readonly Effect[] = [
    check,
    { kind: "managed-comment", number: 12, body: "b" },
    { kind: "reply", number: 12, commentId: 5, body: "b" },
    { kind: "reaction", commentId: 5, content: "+1" },
    { kind: "retitle", number: 12, commentId: 5, title: "t" },
  ];
  const posted = new Map(effects.map((effect) => [effectKey(effect, 1), effectDigest(effect)]));

  it("of the same state is empty", () => expect(plan(effects, posted, 1)).toEqual([]));
  it("of a first look is everything", () => expect(plan(effects, new Map(), 1)).toEqual(effects));
  it("in another repository is everything too", () => {
    const elsewhere = effects.filter(({ kind }) => kind === "check-run" || kind === "managed-comment");
    expect(plan(elsewhere, posted, 2)).toEqual(elsewhere);
  });
  it("names each place once", () => expect(posted.size).toBe(effects.length));

  it.for([
    { name: "another conclusion", next: { ...check, status: "completed", conclusion: "success" } },
    { name: "another word", next: { ...check, summary: "other" } },
    { name: "another head", next: { ...check, headSha: "b" } },
    { name: "another check", next: { ...check, name: "gatehouse/title" } },
  ] satisfies readonly { name: string; next: Effect }[])("writes $name and nothing else", ({ next }) => {
    expect(plan([next, ...effects.slice(1)], posted, 1)).toEqual([next]);
  });
});
