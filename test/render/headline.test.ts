import { describe, expect, it } from "vitest";
import type { AreaState } from "../../src/policy/area/area.ts";
import type { Report } from "../../src/policy/evaluate.ts";
import type { EntryOf } from "../../src/policy/ledger/entry.ts";
import { reason } from "../../src/policy/reason.ts";
import { compositeState, type GateReport, type Verdict } from "../../src/policy/verdict.ts";
import { renderHeadline, titleOf } from "../../src/render/headline.ts";
import { anArea, aPullRequest, aStamp, bob, dan, people } from "../support/builders.ts";

const title = aGate("title", { state: "pass", reason: reason("title-holds", { type: "feat" }) });
const badTitle = aGate("title", {
  state: "fail",
  reason: reason("title-fails-without-suggestion", { safeProblem: "x" }),
});
const building = aGate("ci", {
  state: "pending",
  reason: reason("check-running", { name: "build", status: "queued" }),
});
const waived = aGate("ci", { state: "waived", reason: reason("check-cancelled", { name: "build" }) });
const signed = aGate("touched", { state: "pass", reason: reason("areas-signed", { count: "2 areas" }) });

function aGate(gate: string, verdict: Verdict): GateReport {
  return { gate, kind: gate, use: "require", verdict };
}

function missing(...names: readonly string[]): GateReport {
  const words = { signed: String(5 - names.length), count: "5 areas", missing: names };
  return aGate("touched", { state: "waiting", reason: reason("areas-missing", words) });
}

function anAreaThatIs(name: string, state: AreaState["state"]): AreaState {
  const votes = { have: 0, need: 1 };
  const asRequired = state === "not-required" ? "unsigned" : state;
  const shared = { touchedPaths: [], signOffs: [], objections: [], gateBackups: [], people: people() };
  return { ...shared, area: anArea({ name }), state, asRequired, votes };
}

function aHold(given: Partial<EntryOf<"held">> = {}): EntryOf<"held"> {
  return { kind: "held", ...aStamp({ actor: dan }), reason: "waiting for the benchmark", ...given };
}

function aConcern(given: Partial<EntryOf<"concern">> = {}): EntryOf<"concern"> {
  return { kind: "concern", ...aStamp({ actor: bob }), name: "latency", ...given };
}

function aReport(given: Partial<Report>): Report {
  const stops = { holds: [], concerns: [], isWaitingDraft: false, changesAt: undefined, ...given };
  const gates = given.gates ?? [title, signed];
  return {
    pullRequest: aPullRequest(),
    areas: [],
    ...stops,
    gates,
    state: given.state ?? compositeState(gates, stops),
  };
}

describe("the title of the check", () => {
  it.for<[name: string, given: Partial<Report>, says: string]>([
    ["everything holds", { areas: [anAreaThatIs("api", "signed")] }, "✅ Ready: 2 required gates hold"],
    [
      "no gated path is touched",
      { areas: [anAreaThatIs("api", "not-required")] },
      "✅ Ready: 2 required gates hold, no sign-off needed",
    ],
    ["nothing is required", { gates: [] }, "✅ No gate is required here"],
    [
      "a waiver is no pass",
      { gates: [title, waived], areas: [anAreaThatIs("api", "signed")] },
      "✅ Ready: 1 of 2 required gates met, 1 waived",
    ],
    [
      "only people are missing",
      { gates: [title, missing("api", "docs")] },
      "⏳ 3 of 5 areas signed, waiting for api, docs",
    ],
    [
      "people and CI are missing",
      { gates: [title, missing("api"), building] },
      "⏳ Waiting: 2 of 3 required gates not met: touched waits for api; ci is not finished",
    ],
    [
      "a sign-off is stale",
      {
        gates: [missing("api", "docs")],
        areas: [anAreaThatIs("api", "stale"), anAreaThatIs("docs", "unsigned")],
        state: "action_required",
      },
      "❌ Action needed: 3 of 5 areas signed, waiting for api (stale), docs",
    ],
    [
      "one of two sets of code owners is stale",
      {
        gates: [missing("api", "api")],
        areas: [anAreaThatIs("api", "unsigned"), anAreaThatIs("api", "stale")],
        state: "action_required",
      },
      "❌ Action needed: 3 of 5 areas signed, waiting for api (stale)",
    ],
    ["a gate fails", { gates: [badTitle, signed] }, "❌ Not ready: 1 of 2 required gates not met: title fails"],
    ["somebody holds it", { holds: [aHold()] }, "❌ On hold by dan: waiting for the benchmark"],
    ["somebody holds it and says not why", { holds: [{ ...aHold(), reason: undefined }] }, "❌ On hold by dan"],
    [
      "two hold it, and a concern is open",
      { holds: [aHold(), aHold({ actor: bob })], concerns: [aConcern()] },
      "❌ On hold by dan and 1 more; concern latency by bob",
    ],
    [
      "it is held and a gate fails",
      { holds: [aHold()], gates: [badTitle, signed] },
      "❌ On hold by dan: waiting for the benchmark; 1 of 2 required gates not met: title fails",
    ],
    ["a concern is open", { concerns: [aConcern()] }, "❌ Concern latency by bob"],
    ["a draft holds", { isWaitingDraft: true }, "⏳ Draft: waiting until it is ready for review"],
    [
      "a draft waits",
      { isWaitingDraft: true, gates: [missing("api")] },
      "⏳ Draft: 4 of 5 areas signed, waiting for api",
    ],
  ])("%s", ([, given, says]) => {
    expect(titleOf(aReport(given))).toBe(says);
  });

  it("names ten areas and counts the others", () => {
    const names = Array.from({ length: 12 }, (_, index) => `a${index}`);
    const report = aReport({ gates: [missing(...names)] });
    expect(titleOf(report)).toMatch(/a0, a1, .*, a9, 2 more$/);
  });

  it("is cut between characters", () => {
    const long = titleOf(aReport({ holds: [aHold({ reason: "🐢".repeat(300) })], gates: [missing("x".repeat(50))] }));
    expect(long.length).toBeLessThanOrEqual(140);
    expect(long.isWellFormed()).toBe(true);
  });
});

describe("the first line of the comment", () => {
  it("shows names as code", () => {
    expect(renderHeadline(aReport({ gates: [missing("api")] }))).toBe("**⏳ 4 of 5 areas signed, waiting for `api`**");
  });

  it("leaves the reason of a hold to the line below", () => {
    expect(renderHeadline(aReport({ holds: [aHold()] }))).toBe("**❌ On hold by `dan`**");
  });
});
