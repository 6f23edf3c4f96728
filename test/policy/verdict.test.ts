import { describe, expect, it } from "vitest";
import { reason } from "../../src/policy/reason.ts";
import { compositeState, type GateReport, type Verdict } from "../../src/policy/verdict.ts";

const noStops = { holds: [], concerns: [], isWaitingDraft: false };
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
    expect(compositeState([report("require", verdict)], noStops)).toBe(require);
    expect(compositeState([report("advise", verdict)], noStops)).toBe(advise);
  });
});

describe("the composite under a stop", () => {
  const gates = (state: Verdict["state"]) => [report("require", { state, reason: plain })];
  it.for([
    { name: "a hold", stops: { holds: [1] }, pass: "action_required", pending: "action_required", fail: "failure" },
    {
      name: "a concern",
      stops: { concerns: [1] },
      pass: "action_required",
      pending: "action_required",
      fail: "failure",
    },
    {
      name: "a draft that waits",
      stops: { isWaitingDraft: true },
      pass: "in_progress",
      pending: "in_progress",
      fail: "failure",
    },
  ] as const)("$name", ({ stops, pass, pending, fail }) => {
    const found = (["pass", "pending", "fail"] as const).map((state) =>
      compositeState(gates(state), { ...noStops, ...stops }),
    );
    expect(found).toEqual([pass, pending, fail]);
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
    expect(
      compositeState(
        states.map((state) => report("require", { state, reason: plain })),
        noStops,
      ),
    ).toBe(composite);
  });

  it.for([
    { name: "of the gate", verdict: { state: "waiting", reason: stale }, composite: "action_required" },
    { name: "of a part", verdict: { state: "waiting", reason: plain, details: [stale] }, composite: "action_required" },
    { name: "of a gate that passes", verdict: { state: "pass", reason: stale }, composite: "success" },
  ] as const)("a reason $name that needs action → $composite", ({ verdict, composite }) => {
    expect(compositeState([report("require", verdict)], noStops)).toBe(composite);
  });
});
