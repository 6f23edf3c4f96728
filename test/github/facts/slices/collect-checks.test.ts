import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { collectChecks } from "../../../../src/github/facts/slices/collect-checks.ts";
import { neededFacts } from "../../../../src/policy/evaluate.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { aJobStep } from "../../../support/github/extras/actions-jobs.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let headSha: string;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  headSha = await local.as("dan").push({ files: { "notes.txt": `${Math.random()}\n` } });
});

function read(jobs: readonly string[] = []) {
  const { octokit, github, at, now } = app;
  const scene = { at, checksAt: headSha, needed: { ...neededFacts([]), jobs } };
  return collectChecks(scene, { octokit, appId: github.appId, now });
}

async function collect() {
  const { checks } = await read();
  return checks.map(({ name, appSlug, status, conclusion }) => ({ name, appSlug, status, conclusion }));
}

async function conclusions() {
  return (await collect()).map(({ status, conclusion }) => conclusion ?? status);
}

describe("the checks of a head", () => {
  it("are the newest of each name, also when it is worse than what came before", async () => {
    await local.reportCheck({ name: "build", headSha, conclusion: "success" });
    await local.reportCheck({ name: "build", headSha, conclusion: "failure" });
    await local.reportCheck({ name: "lint", headSha, status: "in_progress" });
    expect(await collect()).toEqual([
      { name: "build", appSlug: "ci-runner", status: "completed", conclusion: "failure" },
      { name: "lint", appSlug: "ci-runner", status: "in_progress", conclusion: undefined },
    ]);
  });

  it.for([
    { name: "a re-run that began takes the success back", first: "success", second: undefined, shows: "in_progress" },
    { name: "a re-run that failed takes the success back", first: "success", second: "failure", shows: "failure" },
    { name: "a re-run that succeeded replaces the failure", first: "failure", second: "success", shows: "success" },
    {
      name: "a re-run that was cancelled replaces the success",
      first: "success",
      second: "cancelled",
      shows: "cancelled",
    },
  ])("$name", async ({ first, second, shows }) => {
    await local.reportCheck({ name: "build", headSha, conclusion: first });
    const again = second === undefined ? { status: "in_progress" as const } : { conclusion: second };
    await local.reportCheck({ name: "build", headSha, ...again });
    expect(await conclusions()).toEqual([shows]);
  });

  it("an old run that is begun again is the newest, although its id is the lower one", async () => {
    const [early, later] = ["2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z"];
    await local.reportCheck({ name: "build", headSha, conclusion: "failure", startedAt: later });
    await local.reportCheck({ name: "build", headSha, conclusion: "success", startedAt: early });
    expect(await conclusions()).toEqual(["failure"]);
  });

  it("of two that began in one second the one with the higher id is the newest", async () => {
    const startedAt = "2026-11-20T09:00:00Z";
    for (const conclusion of ["success", "failure"])
      await local.reportCheck({ name: "b", headSha, conclusion, startedAt });
    expect(await conclusions()).toEqual(["failure"]);
  });

  it("are all there when there are more than two pages hold", { timeout: 60_000 }, async () => {
    const names = Array.from({ length: 250 }, (_, index) => `check ${index}`);
    await Promise.all(names.map((name) => local.reportCheck({ name, headSha, conclusion: "success" })));
    expect(new Set((await collect()).map(({ name }) => name))).toEqual(new Set(names));
  });

  it("leave out our own, whatever their name, and keep another App's under our name", async () => {
    const { owner, repo } = app.at;
    for (const name of ["gatehouse", "build"]) {
      await app.octokit.rest.checks.create({ owner, repo, name, head_sha: headSha, conclusion: "success" });
    }
    await local.reportCheck({ name: "gatehouse", headSha, conclusion: "failure" });
    expect(await collect()).toEqual([
      { name: "gatehouse", appSlug: "ci-runner", status: "completed", conclusion: "failure" },
    ]);
  });

  it("of two Apps under one name are both there", async () => {
    await local.reportCheck({ name: "build", headSha, conclusion: "failure" });
    await local.reportJob({ name: "build", headSha, conclusion: "success" });
    expect(new Set((await collect()).map(({ appSlug }) => appSlug))).toEqual(new Set(["ci-runner", "github-actions"]));
  });

  it("contain commit statuses, the newest of each context", async () => {
    for (const state of ["success", "pending"]) await local.reportStatus({ headSha, context: "ci/old", state });
    for (const state of ["pending", "error"]) await local.reportStatus({ headSha, context: "ci/bad", state });
    expect(await collect()).toEqual([
      { name: "ci/old", appSlug: undefined, status: "pending", conclusion: undefined },
      { name: "ci/bad", appSlug: undefined, status: "completed", conclusion: "error" },
    ]);
  });

  it("keep a status and a check run of one name apart", async () => {
    await local.reportStatus({ headSha, context: "build", state: "failure" });
    await local.reportCheck({ name: "build", headSha, conclusion: "success" });
    expect((await conclusions()).toSorted()).toEqual(["failure", "success"]);
  });
});

describe("the steps of jobs", () => {
  const jobRequests = (mark: number) =>
    local.requests
      .since(mark)
      .all()
      .filter(({ route }) => route.includes("/actions/jobs/"));
  const stepsOf = async (...jobs: readonly string[]) =>
    new Map((await read(jobs)).checks.map(({ name, steps }) => [name, steps]));

  it("are read of the wanted jobs only, one request each, also while they run", async () => {
    const steps = [aJobStep("Unit"), aJobStep("Upload", null)];
    await local.reportJob({ name: "test (a)", headSha, status: "in_progress", steps });
    await local.reportJob({ name: "test (b)", headSha, conclusion: "success", steps: [aJobStep("Unit", "skipped")] });
    await local.reportJob({ name: "lint", headSha, conclusion: "success", steps });
    const mark = local.requests.mark();
    const found = await stepsOf("test (*)");
    expect(found.get("test (a)")).toEqual([
      { name: "Unit", status: "completed", conclusion: "success" },
      { name: "Upload", status: "in_progress", conclusion: undefined },
    ]);
    expect(found.get("test (b)")).toEqual([{ name: "Unit", status: "completed", conclusion: "skipped" }]);
    expect(found.get("lint")).toBeUndefined();
    expect(jobRequests(mark)).toHaveLength(2);
  });

  it("are those of the newest run", async () => {
    await local.reportJob({ name: "test", headSha, conclusion: "failure", steps: [aJobStep("Unit", "failure")] });
    await local.reportJob({ name: "test", headSha, status: "queued" });
    const mark = local.requests.mark();
    expect((await stepsOf("test")).get("test")).toEqual([]);
    expect(jobRequests(mark)).toHaveLength(1);
  });

  it("are unknown once GitHub has forgotten the job", async () => {
    const { id } = await local.reportJob({ name: "test", headSha, conclusion: "success", steps: [aJobStep("Unit")] });
    local.forgetJob(id);
    expect((await stepsOf("test")).get("test")).toBeUndefined();
  });

  it("are not asked for of another App, nor when no step is wanted", async () => {
    await local.reportCheck({ name: "test", headSha, conclusion: "success" });
    await local.reportJob({ name: "lint", headSha, conclusion: "success" });
    const mark = local.requests.mark();
    await stepsOf("test");
    await stepsOf();
    expect(jobRequests(mark)).toEqual([]);
  });

  it("are read of a hundred jobs at most, the newest ones", { timeout: 60_000 }, async () => {
    const names = Array.from({ length: 102 }, (_, index) => `test ${index}`);
    for (const name of names)
      await local.reportJob({ name, headSha, conclusion: "success", steps: [aJobStep("Unit")] });
    const mark = local.requests.mark();
    const found = await stepsOf("test *");
    expect(names.filter((name) => found.get(name) === undefined)).toEqual(["test 0", "test 1"]);
    expect(jobRequests(mark)).toHaveLength(100);
  });

  it("that GitHub refuses to tell are asked for once, and the check runs are read all the same", async () => {
    for (const name of ["test (a)", "test (b)"])
      await local.reportJob({ name, headSha, conclusion: "success", steps: [aJobStep("Unit")] });
    local.faults.next({ kind: "status", status: 403, route: "/repos/{owner}/{repo}/actions/jobs/{job_id}", times: 9 });
    const mark = local.requests.mark();
    const { checks } = await read(["test (*)"]);
    local.faults.clear();
    expect(jobRequests(mark)).toHaveLength(1);
    expect(checks.map(({ conclusion, steps, whyNoSteps }) => [conclusion, steps, whyNoSteps?.code])).toEqual([
      ["success", undefined, "facts-refused"],
      ["success", undefined, "facts-refused"],
    ]);
  });

  it("that cannot be read are no fact: the look fails and is tried again", async () => {
    await local.reportJob({ name: "test", headSha, conclusion: "success", steps: [aJobStep("Unit")] });
    local.faults.next({ kind: "status", status: 500, route: "/repos/{owner}/{repo}/actions/jobs/{job_id}" });
    await expect(stepsOf("test")).rejects.toThrow("500");
  });
});
