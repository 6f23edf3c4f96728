import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { openPage } from "../support/pull-request-page.ts";
import { hasRedis, type RedisServer, startRedis } from "../support/redis.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [title, touched] }
`;
const limit = { timeout: 60_000 };
let world: World;

afterEach(() => world.github.faults.clear());

describe("GitHub in trouble", limit, () => {
  beforeAll(async () => {
    world = await startWorld({ config, creationPaceMs: 0 });
  });
  afterAll(() => world.close());

  it.for([
    { what: "fails for a while", faults: [{ kind: "status", status: 503, times: 2 }] },
    { what: "loses its answers to writes", faults: [{ kind: "status-after", status: 502, method: "POST", times: 2 }] },
    { what: "refuses tokens", faults: [{ kind: "unauthorized", times: 2 }] },
    {
      what: "does all of it",
      faults: [
        { kind: "truncated", method: "POST" },
        { kind: "drop", method: "GET" },
        { kind: "drop-after", method: "POST" },
        { kind: "status-after", status: 502, method: "PATCH" },
      ],
    },
  ] as const)("that $what is waited for, and nothing is doubled", async ({ faults }) => {
    for (const fault of faults) world.github.faults.next(fault);
    const page = await openPage(world);
    const id = await page.say("ana", "/signoff runtime");
    expect(world.github.faults.pending).toEqual([]);
    expect(page.reactions(id)).toEqual(["+1"]);
    expect(await page.summaries()).toHaveLength(1);
    expect((await page.summaries())[0]).toContain("Signed by `ana`");
    expect(await page.check()).toMatchObject({ state: "success" });
    const runs = await world.github.checkRuns(await page.headSha());
    expect(runs.map(({ name }) => name)).toEqual([...new Set(runs.map(({ name }) => name))]);
    expect(await page.repliesTo(id)).toEqual([]);
  });
});

describe.skipIf(!hasRedis)("Redis in trouble", limit, () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis();
    // An answer that takes longer than three seconds is recorded as 504 by the one who delivers.
    world = await startWorld({
      config,
      creationPaceMs: 0,
      deliveryTimeoutMs: 3000,
      env: { REDIS_URL: redis.url },
    });
  });
  afterAll(async () => {
    await world.close();
    await redis.close();
  });

  it.for([
    { what: "down", fail: () => redis.kill(), heal: () => redis.start() },
    { what: "frozen", fail: async () => redis.freeze(), heal: async () => redis.thaw() },
  ])("while it is $what deliveries are refused in time; then all goes on", async ({ fail, heal }) => {
    const before = await openPage(world);
    await fail();
    const mark = world.github.requests.mark();
    const known = new Set(world.github.deliveries.all().map(({ id }) => id));
    await world.github.as("dan").setTitle(before.number, "not a conventional title");
    const { id } = await world.github.as("ana").comment(before.number, "/signoff runtime");
    await world.github.settled();
    const refused = world.github.deliveries.all().filter((delivery) => !known.has(delivery.id));
    expect(refused.map(({ event, status }) => [event, status])).toEqual([
      ["pull_request", 503],
      ["issue_comment", 503],
    ]);
    expect((await fetch(`${world.gatehouse.url}/live`)).status).toBe(200);
    expect((await fetch(`${world.gatehouse.url}/ready`)).status).toBe(503);
    expect(world.github.requests.since(mark).all()).toEqual([]);

    await heal();
    await eventually(async () => (await fetch(`${world.gatehouse.url}/ready`)).status === 200, "it is ready again");
    for (const { guid } of refused) await world.github.redeliver(guid, 2);
    await world.settled();
    expect(await before.check("gatehouse/title")).toMatchObject({ state: "failure" });
    expect(await before.summaries()).toHaveLength(1);
    expect((await before.summaries())[0]).toContain("Signed by `ana`");
    expect(before.reactions(id)).toEqual(["+1"]);
  });
});
