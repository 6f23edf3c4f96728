import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;

const titled = "version: 1\npull_request: { require: [title] }\n";

let world: World;
let page: PullRequestPage;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
  await world.github.as("olga").push({ branch: "titled", files: { ".github/gatehouse.yml": titled } });
});
afterAll(() => world.close());
// The next sweep need not look at it again.
afterEach(() => world.github.as("dan").close(page.number));

/** As the clock does it every hour. */
async function runEveryHour(job: "sweep" | "redeliver-failed"): Promise<void> {
  await world.gatehouse.enqueue([{ job, payload: { slot: new Date().toISOString() } }]);
  await world.settled();
}

/** GitHub's times are whole seconds: what happens within one cannot be told apart, and here there is no grace. */
function nextSecond(): Promise<void> {
  return pause(1000 - (Date.now() % 1000));
}

/** What is done in the meantime is never told. */
async function unheard<Result>(work: () => Promise<Result>): Promise<Result> {
  world.github.deliveries.lose();
  const result = await work();
  await world.settled();
  world.github.deliveries.loseNoMore();
  return result;
}

describe("T44: a sign-off whose delivery was lost", { timeout: 60_000 }, () => {
  it("comes in by the sweep, and counts", async () => {
    page = await openPage(world);
    const id = await unheard(() => page.say("ana", "/signoff runtime"));
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    await runEveryHour("sweep");
    expect(await page.check()).toMatchObject({ state: "success" });
    expect(page.reactions(id)).toEqual(["+1"]);
    expect(await page.repliesTo(id)).toEqual([]);
  });

  it("comes in with the head of its time, and not with the one that was pushed since", async () => {
    page = await openPage(world);
    const before = await page.headSha();
    const id = await unheard(() => page.say("ana", "/signoff runtime"));
    await nextSecond();
    await page.push({ "src/runtime/start.ts": "export const evil = true;\n" });
    await runEveryHour("sweep");
    expect(await page.check()).toMatchObject({ state: "action_required" });
    expect((await page.summaries())[0]).toContain(before.slice(0, 7));
    expect(page.reactions(id)).toEqual(["confused"]);
  });

  it("comes in when GitHub is asked to deliver it again", async () => {
    page = await openPage(world);
    const id = await unheard(() => page.say("ana", "/signoff runtime"));
    await runEveryHour("redeliver-failed");
    expect(await page.check()).toMatchObject({ state: "success" });
    expect(page.reactions(id)).toEqual(["+1"]);
  });

  it("comes in once, whichever way is first", async () => {
    page = await openPage(world);
    const id = await unheard(() => page.say("ana", "/signoff runtime"));
    await runEveryHour("sweep");
    const seen = await page.everything();
    await runEveryHour("redeliver-failed");
    await runEveryHour("sweep");
    expect(await page.everything()).toEqual(seen);
    expect(page.reactions(id)).toEqual(["+1"]);
  });
});

describe("a pull request whose deliveries were lost", { timeout: 60_000 }, () => {
  const titleChecks = async () =>
    (await world.github.checkRuns(await page.headSha())).filter(({ name }) => name === "gatehouse/title");
  const created = (since: number) =>
    world.github.requests
      .since(since)
      .writes()
      .filter(({ route, body }) => route.startsWith("POST") && JSON.stringify(body).includes('"gatehouse/title"'));

  it("gets the one check of its title by the sweep, for its first head and after a push, and no second one", async () => {
    page = await unheard(() => openPage(world, { base: "titled", title: "Start faster" }));
    expect(await titleChecks()).toEqual([]);
    const begin = world.github.requests.mark();
    await runEveryHour("sweep");
    expect(await titleChecks()).toMatchObject([{ status: "completed", conclusion: "failure" }]);
    expect(created(begin)).toHaveLength(1);
    await nextSecond();
    await unheard(() => page.push({ "src/more.ts": "export {};\n" }));
    expect(await titleChecks()).toEqual([]);
    await runEveryHour("sweep");
    expect(await titleChecks()).toMatchObject([{ status: "completed", conclusion: "failure" }]);
    const mark = world.github.requests.mark();
    await runEveryHour("sweep");
    await world.gatehouse.enqueue([{ job: "evaluate-pull-request", payload: { ...where(), number: page.number } }]);
    await world.settled();
    expect(world.github.requests.since(mark).reads()).not.toEqual([]);
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect(created(begin)).toHaveLength(2);
  });

  function where() {
    const { installationId, owner, repo, repositoryId } = world.github;
    return { installationId, owner, repo, repositoryId };
  }
});

describe("a change of a comment whose delivery was lost", { timeout: 60_000 }, () => {
  it("T3: a deleted sign-off is void after the sweep", async () => {
    page = await openPage(world);
    const id = await page.say("ana", "/signoff runtime");
    expect(await page.check()).toMatchObject({ state: "success" });
    await unheard(() => page.remove("admin", id));
    await runEveryHour("sweep");
    expect(await page.check()).toMatchObject({ state: "action_required" });
  });

  it("T1: a sign-off that was edited in signs nothing after the sweep", async () => {
    page = await openPage(world);
    const id = await page.say("ana", "Let me see.");
    await unheard(() => page.edit("admin", id, "/signoff runtime"));
    await runEveryHour("sweep");
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    expect(page.reactions(id)).toEqual(["confused"]);
  });
});
