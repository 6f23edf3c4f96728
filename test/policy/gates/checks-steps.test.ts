import { describe, expect, it } from "vitest";
import type { ReportedCheck, ReportedStep } from "../../../src/policy/facts.ts";
import { parseCheckedName } from "../../../src/policy/checks/checked-name.ts";
import { checksGate } from "../../../src/policy/gates/checks.ts";
import { reason } from "../../../src/policy/reason.ts";
import { sentence } from "../../../src/render/reason.ts";
import { aCheck, someFacts } from "../../support/builders.ts";

function judge(jobs: readonly ReportedCheck[], name = "test › Unit") {
  const facts = someFacts({ checks: { checks: jobs }, now: new Date("2026-11-20T10:00:00Z") });
  const verdict = checksGate.bind({ checks: [name] }).judge(facts, { name: "ci", area: undefined });
  return [verdict.state, ...[verdict.reason, ...(verdict.details ?? [])].map(sentence)];
}

const job = (given: Partial<ReportedCheck> = {}) => aCheck({ name: "test", steps: [step()], ...given });
const refused = reason("facts-refused", {
  safeWhat: "the steps of jobs",
  status: "403",
  permission: "actions: read",
  command: "/recheck",
});
const running = { status: "in_progress", conclusion: undefined };

function step(given: Partial<ReportedStep> = {}): ReportedStep {
  return { name: "Unit", status: "completed", conclusion: "success", ...given };
}

describe("the name of a step", () => {
  it.for([
    { text: "test", check: "test", step: undefined },
    { text: "test › Unit", check: "test", step: "Unit" },
    { text: "test > Unit", check: "test", step: "Unit" },
    {
      text: "Lint, typecheck, test › Test with coverage gate",
      check: "Lint, typecheck, test",
      step: "Test with coverage gate",
    },
    { text: "call › test › Unit", check: "call › test", step: "Unit" },
    { text: "call > test › Unit > all", check: "call > test › Unit", step: "all" },
    { text: "test›Unit", check: "test›Unit", step: undefined },
    { text: "test -> Unit", check: "test -> Unit", step: undefined },
    { text: " › Unit", check: " › Unit", step: undefined },
    { text: "test › ", check: "test › ", step: undefined },
    { text: "test (*) › *", check: "test (*)", step: "*" },
  ])("$text", ({ text, check, step: wanted }) => {
    expect(parseCheckedName(text)).toEqual({ text, check, step: wanted });
  });
});

describe("one step of a job", () => {
  it.for<{ name: string; jobs: readonly ReportedCheck[]; says: readonly string[] }>([
    { name: "that succeeded", jobs: [job()], says: ["pass", "`test › Unit` succeeded."] },
    { name: "that succeeded in a job that runs on", jobs: [job(running)], says: ["pass", "`test › Unit` succeeded."] },
    {
      name: "that succeeded in a job that failed later",
      jobs: [job({ conclusion: "failure" })],
      says: ["pass", "`test › Unit` succeeded."],
    },
    {
      name: "that failed",
      jobs: [job({ conclusion: "failure", steps: [step({ conclusion: "failure" })] })],
      says: ["fail", "`test › Unit` failed."],
    },
    {
      name: "that was skipped in a job that succeeded",
      jobs: [job({ steps: [step({ conclusion: "skipped" })] })],
      says: ["fail", "`test › Unit` was skipped: its condition did not hold, or a step before it failed."],
    },
    {
      name: "that runs",
      jobs: [job({ ...running, steps: [step(running)] })],
      says: ["pending", "`test › Unit` is `in progress`."],
    },
    {
      name: "that a running job has not come to",
      jobs: [job({ ...running, steps: [step({ name: "Set up job" })] })],
      says: ["pending", "`test` has not come to its step `Unit` yet."],
    },
    {
      name: "of a job that is queued",
      jobs: [job({ status: "queued", conclusion: undefined, steps: [] })],
      says: ["pending", "`test` has not come to its step `Unit` yet."],
    },
    {
      name: "of a job that was skipped",
      jobs: [job({ conclusion: "skipped", steps: [] })],
      says: ["fail", "`test` ended as `skipped` before its step `Unit` was done."],
    },
    {
      name: "of a job that was cancelled before it",
      jobs: [job({ conclusion: "cancelled", steps: [step({ name: "Set up job" })] })],
      says: ["fail", "`test` ended as `cancelled` before its step `Unit` was done."],
    },
    {
      name: "that ran when its job was cancelled",
      jobs: [job({ conclusion: "cancelled", steps: [step(running)] })],
      says: ["fail", "`test` ended as `cancelled` before its step `Unit` was done."],
    },
    {
      name: "of a job that could not start",
      jobs: [job({ conclusion: "failure", steps: [] })],
      says: ["fail", "`test` ended as `failure` before its step `Unit` was done."],
    },
    {
      name: "that a finished job does not have",
      jobs: [job({ steps: [step({ name: "Set up job" })] })],
      says: ["no-data", "`test` ended, and no step of it is called `Unit`."],
    },
    {
      name: "that a finished job has under another name",
      jobs: [job({ steps: [step({ name: "unit" })] })],
      says: [
        "no-data",
        "`test` ended, and no step of it is called `Unit`.",
        "`test › unit` was reported, which may be `test › Unit` under another name.",
      ],
    },
    {
      name: "that is there twice, and failed once",
      jobs: [job({ steps: [step(), step({ conclusion: "failure" })] })],
      says: ["fail", "`test › Unit` failed."],
    },
    {
      name: "of a job that GitHub has forgotten",
      jobs: [job({ steps: undefined })],
      says: [
        "no-data",
        "The steps of `test` are not known: GitHub has forgotten the job, or more than 100 jobs are named.",
      ],
    },
    {
      name: "of a job that GitHub refuses to tell",
      jobs: [job({ steps: undefined, whyNoSteps: refused })],
      says: ["no-data", "GitHub refuses to show the steps of jobs, with the answer 403."],
    },
    {
      name: "of a job that was never reported",
      jobs: [],
      says: [
        "no-data",
        "`test › Unit` was not reported for this head, which has been there since `2026-11-20 09:00 UTC`, and probably never will be.",
      ],
    },
    {
      name: "of a job that was renamed",
      jobs: [job({ name: "tests" })],
      says: [
        "no-data",
        "`test › Unit` was not reported for this head, which has been there since `2026-11-20 09:00 UTC`, and probably never will be.",
        "`tests › Unit` was reported, which may be `test › Unit` under another name.",
      ],
    },
    {
      name: "of a check run that another App called like the job",
      jobs: [job({ appSlug: "impostor" })],
      says: [
        "no-data",
        "`test › Unit` was not reported for this head, which has been there since `2026-11-20 09:00 UTC`, and probably never will be.",
        "`impostor` reported `test`, and only what `github-actions` reports counts.",
      ],
    },
  ])("$name", ({ jobs, says }) => {
    expect(judge(jobs)).toEqual(says);
  });

  it("holds in every job that its name matches", () => {
    const jobs = [
      job({ name: "test (a)" }),
      job({ name: "test (b)", id: 2, steps: [step({ conclusion: "failure" })] }),
    ];
    expect(judge(jobs, "test (*) › Unit")).toEqual(["fail", "`test (b) › Unit` failed."]);
  });

  it("may be each step that a pattern matches", () => {
    const steps = [step({ name: "Unit (a)" }), step({ name: "Unit (b)", conclusion: "skipped" })];
    expect(judge([job({ steps })], "test › Unit*")[0]).toBe("fail");
    expect(judge([job({ steps: steps.slice(0, 1) })], "test › Unit*")[0]).toBe("pass");
  });

  it("cannot be asked of another App", () => {
    expect(checksGate.problems({ checks: ["ci", "test › Unit"], app: "ci-runner" })).toMatchObject([
      { path: ["checks", 1], says: "`test › Unit` is a step, and only jobs of `github-actions` have steps" },
    ]);
    expect(checksGate.problems({ checks: ["test › Unit"], app: "github-actions" })).toEqual([]);
  });
});
