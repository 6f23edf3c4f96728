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

let world: World;
let page: PullRequestPage;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
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
