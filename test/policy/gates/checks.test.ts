import { describe, expect, it } from "vitest";
import { checksGate } from "../../../src/policy/gates/checks.ts";
import { sentence } from "../../../src/render/reason.ts";
import { aCheck, someFacts } from "../../support/builders.ts";

const running = { status: "in_progress", conclusion: undefined };
const queued = { status: "queued", conclusion: undefined };
const lint = aCheck({ name: "lint", id: 2 });

function judge(names: readonly string[], given: readonly ReturnType<typeof aCheck>[], app?: string) {
  const gate = checksGate.bind(app === undefined ? { checks: names } : { checks: names, app });
  return gate.judge(someFacts({ checks: { checks: given } }), { name: "ci", area: undefined });
}

describe("a named check", () => {
  it.for([
    { name: "that succeeded", check: {}, state: "pass", says: "`ci` succeeded." },
    { name: "that failed", check: { conclusion: "failure" }, state: "fail", says: "`ci` ended as `failure`." },
    {
      name: "that ended as neutral",
      check: { conclusion: "neutral" },
      state: "fail",
      says: "`ci` ended as `neutral`.",
    },
    { name: "that was skipped", check: { conclusion: "skipped" }, state: "fail", says: "`ci` ended as `skipped`." },
    {
      name: "that was cancelled",
      check: { conclusion: "cancelled" },
      state: "fail",
      says: "`ci` ended as `cancelled`.",
    },
    { name: "that timed out", check: { conclusion: "timed_out" }, state: "fail", says: "`ci` ended as `timed_out`." },
    { name: "that went stale", check: { conclusion: "stale" }, state: "fail", says: "`ci` ended as `stale`." },
    {
      name: "that asks for action",
      check: { conclusion: "action_required" },
      state: "fail",
      says: "`ci` ended as `action_required`.",
    },
    {
      name: "that could not start",
      check: { conclusion: "startup_failure" },
      state: "fail",
      says: "`ci` ended as `startup_failure`.",
    },
    {
      name: "that ended without a word",
      check: { conclusion: undefined },
      state: "fail",
      says: "`ci` ended as `unknown`.",
    },
    { name: "that is running", check: running, state: "pending", says: "`ci` is `in progress`." },
    { name: "that is queued", check: queued, state: "pending", says: "`ci` is `queued`." },
    {
      name: "that is a status and failed",
      check: { appSlug: undefined, conclusion: "error" },
      state: "fail",
      says: "`ci` ended as `error`.",
    },
    { name: "that is a status and succeeded", check: { appSlug: undefined }, state: "pass", says: "`ci` succeeded." },
    {
      name: "that is called otherwise",
      check: { name: "ci / test" },
      state: "pending",
      says: "`ci` has not been reported on this head.",
    },
    {
      name: "in another case",
      check: { name: "CI" },
      state: "pending",
      says: "`ci` has not been reported on this head.",
    },
  ])("$name → $state", ({ check, state, says }) => {
    const verdict = judge(["ci"], [aCheck(check)]);
    expect([verdict.state, sentence(verdict.reason)]).toEqual([state, says]);
  });

  it("that was never reported is not green", () => expect(judge(["ci"], []).state).toBe("pending"));
});

describe("several checks", () => {
  it.for([
    { name: "all succeeded", names: ["ci", "lint"], given: [aCheck(), lint], state: "pass", parts: 1 },
    {
      name: "one fails while one runs",
      names: ["ci", "lint"],
      given: [aCheck(running), { ...lint, conclusion: "failure" }],
      state: "fail",
      parts: 2,
    },
    { name: "one is missing", names: ["ci", "lint"], given: [aCheck()], state: "pending", parts: 1 },
    {
      name: "one of two Apps fails under the same name",
      names: ["ci"],
      given: [aCheck(), aCheck({ id: 3, appSlug: "other", conclusion: "failure" })],
      state: "fail",
      parts: 1,
    },
    {
      name: "a pattern that all match",
      names: ["test (*)"],
      given: [aCheck({ name: "test (a)" }), aCheck({ name: "test (b)" })],
      state: "pass",
      parts: 1,
    },
    {
      name: "a pattern of which one fails",
      names: ["test (*)"],
      given: [aCheck({ name: "test (a)" }), aCheck({ name: "test (b)", conclusion: "failure" })],
      state: "fail",
      parts: 1,
    },
    { name: "a pattern that nothing matches", names: ["test (*)"], given: [aCheck()], state: "pending", parts: 1 },
    {
      name: "two patterns that match the same run say it once",
      names: ["ci", "c*"],
      given: [aCheck(running)],
      state: "pending",
      parts: 1,
    },
    {
      name: "a check nobody asked for fails",
      names: ["ci"],
      given: [aCheck(), { ...lint, conclusion: "failure" }],
      state: "pass",
      parts: 1,
    },
  ])("$name → $state", ({ names, given, state, parts }) => {
    const { state: found, details = [] } = judge(names, given);
    expect([found, 1 + details.length]).toEqual([state, parts]);
  });
});

describe("a pinned App", () => {
  it.for([
    { name: "reports it", given: [aCheck()], state: "pass" },
    { name: "has not reported it, another App has", given: [aCheck({ appSlug: "impostor" })], state: "pending" },
    {
      name: "has not reported it, a status of that name has",
      given: [aCheck({ appSlug: undefined })],
      state: "pending",
    },
    {
      name: "fails while another App succeeds",
      given: [aCheck({ conclusion: "failure" }), aCheck({ id: 2, appSlug: "impostor" })],
      state: "fail",
    },
    {
      name: "succeeds while another App fails",
      given: [aCheck(), aCheck({ id: 2, appSlug: "other", conclusion: "failure" })],
      state: "pass",
    },
  ])("$name → $state", ({ given, state }) => {
    expect(judge(["ci"], given, "github-actions").state).toBe(state);
  });
});

it("only the named checks are listened to", () => {
  expect(checksGate.bind({ checks: ["ci", "test (*)"] })).toMatchObject({
    needs: ["checks"],
    wants: { checks: ["ci", "test (*)"] },
  });
});
