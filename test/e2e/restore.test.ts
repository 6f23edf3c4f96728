import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { openPage } from "../support/pull-request-page.ts";
import { hasRedis, type RedisServer, startRedis } from "../support/redis.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana], paths: [src/runtime/**] }
  api: { owners: [bea], paths: [src/api/**] }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;
const files = { "src/runtime/start.ts": "export {};\n", "src/api/http.ts": "export {};\n" };

const backends = [
  { backend: "the embedded backend, its folder deleted", usesRedis: false },
  { backend: "Redis, flushed while Gatehouse runs", usesRedis: true },
].filter(({ usesRedis }) => hasRedis || !usesRedis);

describe.for(backends)("the store is lost between two events: $backend", { timeout: 60_000 }, ({ usesRedis }) => {
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

  async function loseStore(): Promise<void> {
    await world.settled();
    // GitHub's times have whole seconds: the pull request must be older than what is remembered of it.
    const second = Math.floor(Date.now() / 1000);
    await eventually(async () => Math.floor(Date.now() / 1000) > second, "the second is over");
    if (redis === undefined) return world.restartWithoutData();
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
  }

  it("a sign-off that can be proven is live again, and nothing else is green", async () => {
    const page = await openPage(world, { files });
    await page.say("ana", "/signoff runtime");
    const before = await page.check();
    await loseStore();
    // The next event is not about the sign-off at all.
    await page.push({ "docs/readme.md": "More.\n" });
    const [summary = ""] = await page.summaries();
    expect(summary).toContain("carried over");
    expect(await page.check()).toMatchObject({ state: before?.state, title: before?.title });
    await page.say("bea", `/signoff api @${await page.headSha()}`);
    expect(await page.check()).toMatchObject({ state: "success" });
    expect(await page.summaries()).toHaveLength(1);
  });

  it("T2: a hold holds", async () => {
    const page = await openPage(world, { files });
    await page.say("dan", "/hold waiting for the benchmark");
    await page.say("ana", "/signoff runtime");
    await page.say("bea", "/signoff api");
    await loseStore();
    await page.push({ "docs/readme.md": "More.\n" });
    const check = await page.check();
    expect(check).toMatchObject({ state: "action_required" });
    expect(check?.title).toContain("dan");
  });

  it("T39: a head that was green before is brought back, and what was said since still holds", async () => {
    const page = await openPage(world, { files });
    await page.say("ana", "/signoff runtime");
    await page.say("bea", "/signoff api");
    expect(await page.check()).toMatchObject({ state: "success" });
    const green = await page.headSha();
    await page.push({ "docs/readme.md": "More.\n" });
    await page.review("ana", { state: "comment", body: "/hold waiting for the benchmark" });
    await loseStore();
    await page.forcePush(green);
    const check = await page.check();
    expect(check).toMatchObject({ state: "action_required" });
    expect(check?.title).toContain("ana");
    expect(check?.summary).toContain("what changed since cannot be told");
    await page.say("ana", "/unhold");
    expect(await page.check()).toMatchObject({ state: "action_required" });
  });

  it("what cannot be proven is shown as stale, in words, and can be signed again", async () => {
    const page = await openPage(world, { files });
    await page.say("ana", "/signoff runtime");
    await page.say("bea", "/signoff api");
    expect(await page.check()).toMatchObject({ state: "success" });
    await loseStore();
    // The same change as other commits: no commit has a check of ours any more.
    const own = { [`.changes/${page.branch}`]: `${page.branch}\n` };
    const rewritten = { branch: page.branch, files: { ...files, ...own }, force: true, message: "The same again" };
    await world.github.as("dan").push(rewritten);
    await world.settled();
    expect(await page.check()).toMatchObject({ state: "action_required" });
    const [summary = ""] = await page.summaries();
    expect(summary).toContain("not known any more at which commit");
    await page.say("ana", `/signoff runtime @${await page.headSha()}`);
    await page.say("bea", `/signoff api @${await page.headSha()}`);
    expect(await page.check()).toMatchObject({ state: "success" });
  });
});
