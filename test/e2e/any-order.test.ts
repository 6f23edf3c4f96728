import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPage } from "../support/pull-request-page.ts";
import { hasRedis, type RedisServer, startRedis } from "../support/redis.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
gates: { ci: { checks: [build] } }
pull_request: { require: [title, touched, ci] }
`;
const webhooks = (world: World) => `${world.gatehouse.url}/api/github/webhooks`;
const nowhere = "http://127.0.0.1:1/";

/** In which order the deliveries arrive, and which of them arrive once more. */
const arrival = fc.record({
  order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  again: fc.array(fc.nat(), { maxLength: 6 }),
});

const backends = [
  { backend: "the embedded backend", usesRedis: false },
  { backend: "Redis", usesRedis: true },
].filter(({ usesRedis }) => hasRedis || !usesRedis);

describe.for(backends)("on $backend", ({ usesRedis }) => {
  let redis: RedisServer | undefined;
  let world: World;

  beforeAll(async () => {
    redis = usesRedis ? await startRedis() : undefined;
    const env: Readonly<Record<string, string>> = redis === undefined ? {} : { REDIS_URL: redis.url };
    world = await startWorld({ config, creationPaceMs: 0, env });
  });
  afterAll(async () => {
    await world.close();
    await redis?.close();
  });

  it("deliveries in any order, some of them twice, end in the same", { timeout: 60_000 }, async () => {
    const inOrder = await playIn(world, { order: [], again: [] });
    expect(inOrder).toContain("Signed by `ana`");
    expect(inOrder).toContain("feat: faster start");
    await fc.assert(
      fc.asyncProperty(arrival, async (given) => {
        expect(await playIn(world, given)).toBe(inOrder);
      }),
      // A run takes a second or two: the first failure is reported as it is.
      { numRuns: 3, endOnFailure: true },
    );
  });
});

/** A short story of which Gatehouse hears nothing before it is over. Gives all there is to see at its end. */
async function playIn(
  world: World,
  { order, again }: { readonly order: readonly number[]; readonly again: readonly number[] },
) {
  const { github } = world;
  github.deliverTo(nowhere);
  const earlier = new Set(github.deliveries.all().map(({ guid }) => guid));
  const page = await openPage(world, { title: "Feature: faster start" });
  const headSha = await page.headSha();
  await github.reportCheck({ name: "build", headSha, status: "in_progress" });
  await github.reportCheck({ name: "build", headSha, conclusion: "success" });
  // Every sign-off names its head: without, it counts or not by when the head was first heard of.
  const ids = [
    await page.say("dan", "/retitle feat: faster start"),
    await page.say("mallory", `/signoff runtime @${headSha}`),
    await page.say("ana", `/signoff runtime @${headSha}`),
    await page.say("bea", "/help"),
  ];

  const guids = [...new Set(github.deliveries.all().map(({ guid }) => guid))].filter((guid) => !earlier.has(guid));
  const shuffled = guids.toSorted((a, b) => (order[guids.indexOf(a)] ?? 0) - (order[guids.indexOf(b)] ?? 0));
  github.deliverTo(webhooks(world));
  for (const guid of [...shuffled, ...again.map((index) => guids[index % guids.length] ?? "")]) {
    await github.redeliver(guid);
  }
  await world.settled();

  const mark = github.requests.mark();
  await Promise.all(guids.map((guid) => github.redeliver(guid)));
  await world.settled();
  expect(github.requests.since(mark).writes()).toEqual([]);

  const answers = ids.map(async (id) => ({ reactions: page.reactions(id), replies: await page.repliesTo(id) }));
  const seen = {
    title: (await github.pullRequest(page.number)).title,
    checks: [await page.check(), await page.check("gatehouse/title")],
    checkCount: (await github.checkRuns(headSha)).length,
    summaries: await page.summaries(),
    answers: await Promise.all(answers),
  };
  const names = new Map([
    ...ids.map((id, index) => [String(id), `comment ${index}`] as const),
    [page.branch, "branch"],
  ]);
  let text = JSON.stringify(seen, null, 1).replaceAll(headSha, "head").replaceAll(headSha.slice(0, 7), "head");
  for (const [name, alias] of names) text = text.replaceAll(`v1 ${name} `, `v1 ${alias} `);
  return text;
}
