import { describe, expect, it } from "vitest";
import type { ReportedCheck } from "../../../src/policy/facts.ts";
import { checksGate } from "../../../src/policy/gates/checks.ts";
import { fix, sentence } from "../../../src/render/reason.ts";
import { aCheck, someFacts } from "../../support/builders.ts";

const running = { status: "in_progress", conclusion: undefined };
const queued = { status: "queued", conclusion: undefined };
const lint = aCheck({ name: "lint", id: 2 });
const nine = new Date("2026-11-20T09:00:00Z");
const soon = new Date("2026-11-20T09:59:59Z");
const late = new Date("2026-11-20T10:00:00Z");

interface Given {
  readonly names?: readonly string[];
  readonly app?: string;
  readonly now?: Date;
  readonly headSince?: Date;
}

function judge(checks: readonly ReportedCheck[], { names = ["ci"], app, now = soon, headSince = nine }: Given = {}) {
  const gate = checksGate.bind(app === undefined ? { checks: names } : { checks: names, app });
  return gate.judge(someFacts({ checks: { checks }, now, headSince }), { name: "ci", area: undefined });
}

function said({ reason, details = [] }: ReturnType<typeof judge>): readonly string[] {
  return [reason, ...details].map(sentence);
}

describe("a named check", () => {
  it.for([
    { name: "that succeeded", check: {}, state: "pass", says: "`ci` succeeded." },
    { name: "that failed", check: { conclusion: "failure" }, state: "fail", says: "`ci` failed." },
    {
      name: "that ended as neutral",
      check: { conclusion: "neutral" },
      state: "fail",
      says: "`ci` ended as neutral, which shows nothing to work.",
    },
    {
      name: "that was skipped, by a path filter or a condition",
      check: { conclusion: "skipped" },
      state: "fail",
      says: "`ci` was skipped, so nothing was shown to work.",
    },
    { name: "that was cancelled", check: { conclusion: "cancelled" }, state: "fail", says: "`ci` was cancelled." },
    {
      name: "that timed out",
      check: { conclusion: "timed_out" },
      state: "fail",
      says: "`ci` took too long and was stopped.",
    },
    {
      name: "that went stale",
      check: { conclusion: "stale" },
      state: "fail",
      says: "`ci` never finished, and GitHub gave it up.",
    },
    {
      name: "that asks for action",
      check: { conclusion: "action_required" },
      state: "fail",
      says: "`ci` waits for somebody to act on it.",
    },
    {
      name: "that could not start",
      check: { conclusion: "startup_failure" },
      state: "fail",
      says: "`ci` could not start.",
    },
    {
      name: "that ended without a word",
      check: { conclusion: undefined },
      state: "fail",
      says: "`ci` ended as `unknown`, which is no success.",
    },
    {
      name: "that ended in a way nobody knows yet",
      check: { conclusion: "succeeded_partly" },
      state: "fail",
      says: "`ci` ended as `succeeded_partly`, which is no success.",
    },
    { name: "that is running", check: running, state: "pending", says: "`ci` is `in progress`." },
    { name: "that is queued", check: queued, state: "pending", says: "`ci` is `queued`." },
    {
      name: "that is a status and failed",
      check: { appSlug: undefined, conclusion: "error" },
      state: "fail",
      says: "`ci` ended in an error.",
    },
    { name: "that is a status and succeeded", check: { appSlug: undefined }, state: "pass", says: "`ci` succeeded." },
  ])("$name → $state", ({ check, state, says }) => {
    const verdict = judge([aCheck(check)]);
    expect([verdict.state, ...said(verdict)]).toEqual([state, says]);
    expect(fix(verdict.reason) === undefined).toBe(state !== "fail");
    expect(verdict.changesAt).toBeUndefined();
  });
});

describe("a check that was not reported", () => {
  const since = "`2026-11-20 09:00 UTC`";

  it("is not green after a push: for an hour it may still begin, and then it is looked at again", () => {
    const verdict = judge([lint]);
    expect([verdict.state, ...said(verdict)]).toEqual([
      "pending",
      `\`ci\` has not been reported for this head, which has been there since ${since}.`,
    ]);
    expect(verdict.changesAt).toEqual(late);
  });

  it("is no data after an hour, as when its workflow could not start and has no jobs", () => {
    const verdict = judge([lint], { now: late });
    const never = `\`ci\` was not reported for this head, which has been there since ${since}, and probably never will be.`;
    expect([verdict.state, ...said(verdict)]).toEqual(["no-data", never]);
    expect(verdict.changesAt).toBeUndefined();
  });

  it("says the same at every later moment", () => {
    const [first, second] = [late, new Date("2026-12-24T00:00:00Z")].map((now) => judge([lint], { now }));
    expect(second).toEqual(first);
  });

  it("has its hour from when the commit was first heard of", () => {
    const made = new Date("2026-11-20T11:30:00Z");
    const verdict = judge([], { now: new Date("2026-11-20T12:00:00Z"), headSince: made });
    expect([verdict.state, ...said(verdict)]).toEqual([
      "pending",
      "`ci` has not been reported for this head, which has been there since `2026-11-20 11:30 UTC`.",
    ]);
    expect(verdict.changesAt).toEqual(new Date("2026-11-20T12:30:00Z"));
  });

  it.for([
    { wanted: "Build", reported: ["lint", "build"], near: "build" },
    { wanted: "build", reported: ["build (ubuntu)"], near: "build (ubuntu)" },
    { wanted: "ci", reported: ["CI"], near: "CI" },
    { wanted: "ci", reported: ["ci / test"], near: "ci / test" },
    { wanted: "build", reported: ["deploy"], near: undefined },
    { wanted: "build", reported: ["build (a)", "build (b)"], near: undefined },
    { wanted: "x".repeat(200), reported: ["x".repeat(199)], near: undefined },
  ])("$wanted among $reported may be called $near now", ({ wanted, reported, near }) => {
    const checks = reported.map((name, id) => aCheck({ name, id }));
    const hints = said(judge(checks, { names: [wanted], now: late })).slice(1);
    const expected = `\`${near}\` was reported, which may be \`${wanted}\` under another name.`;
    expect(hints).toEqual(near === undefined ? [] : [expected]);
    // At first it may only not have begun.
    expect(said(judge(checks, { names: [wanted] }))).toHaveLength(1);
  });

  it("is compared with a hundred names at most, however many are reported", () => {
    const many = Array.from({ length: 1_000 }, (_, id) => aCheck({ name: `nothing like it ${id}`, id }));
    const last = aCheck({ name: "Build" });
    const hints = (checks: readonly ReportedCheck[]) => said(judge(checks, { names: ["build"], now: late })).slice(1);
    expect(hints([...many, last])).toEqual([]);
    expect(hints([...many.slice(0, 99), last])).toHaveLength(1);
  });
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
      name: "one was never reported while one runs",
      names: ["lint", "ci"],
      given: [{ ...lint, ...running }],
      now: late,
      state: "no-data",
      parts: 2,
    },
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
    { name: "everything, when nothing is reported", names: ["*"], given: [], state: "pending", parts: 1 },
    {
      name: "everything, of which one runs",
      names: ["*"],
      given: [aCheck(), { ...lint, ...queued }],
      state: "pending",
      parts: 1,
    },
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
    {
      name: "the last of 250 fails",
      names: ["check *"],
      given: Array.from({ length: 250 }, (_, id) =>
        aCheck({ id, name: `check ${id}`, conclusion: id === 249 ? "failure" : "success" }),
      ),
      state: "fail",
      parts: 1,
    },
  ])("$name → $state", ({ names, given, state, parts, ...when }) => {
    const verdict = judge(given, { names, ...when });
    expect([verdict.state, said(verdict).length]).toEqual([state, parts]);
  });

  it("the worst comes first, the others in the order of the configuration", () => {
    const given = [aCheck(running), { ...lint, conclusion: "failure" }];
    expect(said(judge(given, { names: ["docs", "ci", "lint"] }))).toEqual([
      "`lint` failed.",
      "`docs` has not been reported for this head, which has been there since `2026-11-20 09:00 UTC`.",
      "`ci` is `in progress`.",
    ]);
  });
});

describe("another App that reports the same name", () => {
  const other = aCheck({ id: 2, appSlug: "impostor" });
  const caveats = (verdict: ReturnType<typeof judge>) => (verdict.caveats ?? []).map(sentence);

  it("counts as well, and is told of beside the success, which then stands in for nobody", () => {
    const verdict = judge([aCheck(), other]);
    expect(verdict.state).toBe("pass");
    expect(caveats(verdict)).toEqual([
      "`ci` was reported by `github-actions` and `impostor`: each of them must succeed.",
    ]);
  });

  it("may be whoever sets a commit status", () => {
    const verdict = judge([aCheck(), aCheck({ id: 2, appSlug: undefined, conclusion: "failure" })]);
    expect(verdict.state).toBe("fail");
    expect(caveats(verdict)).toEqual([
      "`ci` was reported by `a commit status` and `github-actions`: each of them must succeed.",
    ]);
  });

  it("is nothing to tell of where the App is named, or reports something else", () => {
    expect(judge([aCheck(), other], { app: "github-actions" })).not.toHaveProperty("caveats");
    expect(judge([aCheck(), { ...other, name: "lint" }], { names: ["ci", "lint"] })).not.toHaveProperty("caveats");
  });

  it.for([
    { name: "reports it", given: [aCheck()], state: "pass" },
    { name: "has not reported it, another App has", given: [other], state: "pending" },
    { name: "has not reported it, a status has", given: [aCheck({ appSlug: undefined })], state: "pending" },
    { name: "fails while another App succeeds", given: [aCheck({ conclusion: "failure" }), other], state: "fail" },
    {
      name: "succeeds while another App fails",
      given: [aCheck(), aCheck({ id: 2, appSlug: "other", conclusion: "failure" })],
      state: "pass",
    },
  ])("the App that is named $name → $state", ({ given, state }) => {
    expect(judge(given, { app: "github-actions" }).state).toBe(state);
  });

  it("does not count where the App is named, and whoever reads it learns why", () => {
    const elsewhere = "`impostor` reported `ci`, and only what `github-actions` reports counts.";
    for (const now of [soon, late]) expect(said(judge([other], { app: "github-actions", now }))[1]).toBe(elsewhere);
  });
});

it("only the named checks are listened to, of a step its job", () => {
  expect(checksGate.bind({ checks: ["ci", "test (*) › Unit"] })).toMatchObject({
    needs: ["checks"],
    wants: { checks: ["ci", "test (*)"], jobs: ["test (*)"] },
  });
});
