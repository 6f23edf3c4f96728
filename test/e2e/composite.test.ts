import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compositeStates } from "../support/composite-states.ts";
import { aJobStep } from "../support/github/extras/actions-jobs.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
gates:
  ci: { checks: [build, "test › Unit"] }
pull_request: { require: [ci] }
`;

let world: World;
let page: PullRequestPage;
let headSha: string;
let mark = 0;
/** How far Gatehouse's clock is ahead of GitHub's. */
let aheadMs = 0;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0, now: () => new Date(Date.now() + aheadMs) });
});
afterAll(() => world.close());

async function build(conclusion: string | undefined): Promise<void> {
  const how = conclusion === undefined ? { status: "in_progress" as const } : { conclusion };
  await world.github.reportCheck({ name: "build", headSha, ...how });
  await world.settled();
}

async function unit(step: string | null, conclusion?: string): Promise<void> {
  const how = conclusion === undefined ? { status: "in_progress" as const } : { conclusion };
  await world.github.reportJob({
    name: "test",
    headSha,
    ...how,
    steps: [aJobStep("Set up job"), aJobStep("Unit", step)],
  });
  await world.settled();
}

/** Everything that the composite was set to since the last time, in order, whatever it shows now. */
function said(): readonly string[] {
  const states = compositeStates(world.github.requests.since(mark));
  mark = world.github.requests.mark();
  return states;
}

const state = async () => (await page.check())?.state;
const words = async () => (await page.check())?.summary ?? "";

// One story, told in order: each test goes on where the one before it stopped.
describe("the composite of a pull request", () => {
  it("is reported before anything else is, and is not green in the gap", async () => {
    page = await openPage(world);
    headSha = await page.headSha();
    expect(await state()).toBe("in_progress");
    expect(await words()).toContain("`build` has not been reported for this head");
    expect(said()).toEqual(["in_progress"]);
  });

  it("is not green while something runs, nor when it was cancelled", async () => {
    await build(undefined);
    expect(await words()).toContain("`build` is `in progress`");
    await build("cancelled");
    expect(await state()).toBe("failure");
    expect(await words()).toContain("`build` was cancelled");
    expect(said()).not.toContain("success");
  });

  it("is not green on half of it: one check, or a job that has not come to its step", async () => {
    await build("success");
    await unit(null);
    expect(await state()).toBe("in_progress");
    expect(await words()).toContain("`test › Unit` is `in progress`");
    expect(said()).not.toContain("success");
  });

  it("is green once all of it succeeded, and says so once", async () => {
    await unit("success", "success");
    expect(await state()).toBe("success");
    expect(said()).toEqual(["success"]);
  });

  it("takes its success back when a re-run begins, and the job that skips the step does not give it back", async () => {
    await unit(null);
    expect(await state()).toBe("in_progress");
    await unit("skipped", "success");
    expect(await state()).toBe("failure");
    expect(said()).not.toContain("success");
    await unit("success", "success");
    expect(said()).toEqual(["success"]);
  });

  it("of a push is not green in the gap, although everything was green a moment ago", async () => {
    headSha = await page.push({ "src/runtime/start.ts": "export const delay = 5;\n" });
    expect(await state()).toBe("in_progress");
    expect(said()).toEqual(["in_progress"]);
  });

  it.for(["neutral", "skipped", "timed_out", "stale", "startup_failure", "action_required", "failure"])(
    "is not green when its check ended as %s",
    async (conclusion) => {
      await unit("success", "success");
      await build(conclusion);
      expect(await state()).toBe("failure");
      expect(said()).not.toContain("success");
    },
  );

  it("counts the other one that reports the same name, and says who it is", async () => {
    await world.github.reportStatus({ headSha, context: "build", state: "failure" });
    await build("success");
    expect(await state()).toBe("failure");
    expect(said()).not.toContain("success");
    await world.github.reportStatus({ headSha, context: "build", state: "success" });
    await world.settled();
    expect(await state()).toBe("success");
    expect(await words()).toContain("`build` was reported by `a commit status` and `ci-runner`");
  });

  it("does not wait for itself, and its own report causes no look", async () => {
    const before = world.github.requests.mark();
    await world.settled();
    expect(world.github.requests.since(before).all()).toEqual([]);
  });

  it("says after an hour that a check was never reported, as when its workflow could not start and has no jobs", async () => {
    headSha = await page.push({ "src/runtime/start.ts": "export const delay = 3;\n" });
    await unit("success", "success");
    said();
    aheadMs = 3_700_000;
    await page.say("ana", "/recheck");
    expect(await state()).toBe("action_required");
    expect(await words()).toContain("and probably never will be");
    expect(said()).not.toContain("success");
    aheadMs = 0;
  });
});

it("the composite is reported and green where nothing is required", async () => {
  await world.github.as("olga").push({ branch: "free", files: { ".github/gatehouse.yml": "version: 1\n" } });
  page = await openPage(world, { base: "free" });
  expect(await page.check()).toMatchObject({ state: "success", title: expect.stringContaining("No gate is required") });
});
