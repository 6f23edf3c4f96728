import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { type GatehouseProcess, startGatehouseProcess } from "../support/gatehouse-process.ts";
import { type LocalGitHub, startLocalGitHub } from "../support/github/start.ts";
import { hasRedis, type RedisServer, startRedis } from "../support/redis.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [title, touched] }
`;
const commentRoute = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const limit = { timeout: 60_000 };

let github: LocalGitHub;
let folder: string;
let opened = 0;
const running: GatehouseProcess[] = [];

beforeAll(async () => {
  github = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
  folder = await mkdtemp(join(tmpdir(), "gatehouse-process-"));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});
afterAll(async () => {
  await github.close();
  await rm(folder, { recursive: true, force: true });
});

function start(env: Readonly<Record<string, string>>, directory?: string): GatehouseProcess {
  const started = startGatehouseProcess(env, directory);
  running.push(started);
  return started;
}

function configured(env: Readonly<Record<string, string>> = {}) {
  const { appId, privateKey, webhookSecret, apiUrl } = github;
  return {
    APP_ID: String(appId),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: webhookSecret,
    GITHUB_API_URL: apiUrl,
    DATA_DIR: join(folder, "data"),
    ...env,
  };
}

async function openPullRequest() {
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  return github.as("dan").openPullRequest({ title: `feat: part ${opened}`, files });
}

const checksAt = async (sha: string) => new Set((await github.checkRuns(sha)).map(({ name }) => name));
const ourComments = async (number: number) =>
  (await github.comments(number)).filter(({ user }) => user?.login === "gatehouse[bot]");

describe("a process that cannot start says why and how to mend it", () => {
  it.for([
    { what: "no secret", env: { WEBHOOK_SECRET: "" }, says: "WEBHOOK_SECRET is missing" },
    { what: "a short secret", env: { WEBHOOK_SECRET: "short" }, says: "at least 16 characters" },
    { what: "the default secret", env: { WEBHOOK_SECRET: "development" }, says: "a default that everybody knows" },
    { what: "half of a role", env: { ROLE: "web" }, says: "need REDIS_URL" },
    { what: "a Redis that is away", env: { REDIS_URL: "redis://127.0.0.1:1" }, says: "Redis" },
  ])("$what", async ({ env, says }) => {
    const started = start(configured(env));
    expect(await started.ended()).toBe(1);
    expect(started.output()).toContain("Gatehouse cannot start");
    expect(started.output()).toContain(says);
  });
});

describe("a process without an App", () => {
  it("serves the registration page, on loopback, with the address that webhooks must go to", async () => {
    const started = start({}, folder);
    const url = new URL(await started.url());
    expect(url.hostname).toBe("127.0.0.1");
    // The log hides what looks like a secret, and must not hide this one.
    expect(url.searchParams.get("token")).toMatch(/^[\w-]{32}$/);
    const letIn = await fetch(url, { redirect: "manual" });
    const headers = { cookie: letIn.headers.get("set-cookie")?.split(";")[0] ?? "" };
    const body = new URLSearchParams({ "public-url": "https://gate.example.org" });
    const page = await fetch(`${url.origin}/setup`, { method: "POST", body, headers });
    expect(await page.text()).toContain("https://gate.example.org/api/github/webhooks");
    expect((await fetch(`${url.origin}/setup`, { method: "POST", body })).status).toBe(403);
    expect((await fetch(`${url.origin}/api/github/webhooks`, { method: "POST", headers })).status).toBe(404);
    started.signal("SIGTERM");
    expect(await started.ended()).toBe(0);
  });
});

describe("a process on the embedded backend", limit, () => {
  it("refuses a second one on its data, stops with what it is doing done, and exits 0", async () => {
    const first = start(configured());
    github.deliverTo(`${await first.url()}/api/github/webhooks`);

    const second = start(configured());
    expect(await second.ended()).toBe(1);
    expect(second.output()).toContain("Another Gatehouse process is using");

    github.faults.next({ kind: "delay", delayMs: 500, route: commentRoute });
    const { number, headSha } = await openPullRequest();
    await eventually(() => github.faults.pending.length === 0, "it is writing");
    first.signal("SIGTERM");
    expect(await first.ended()).toBe(0);
    expect(await ourComments(number)).toHaveLength(1);
    expect(await checksAt(headSha)).toEqual(new Set(["gatehouse", "gatehouse/title"]));

    // What was lost while nobody was there is found out by the next delivery; what was done is not done again.
    const third = start(configured());
    github.deliverTo(`${await third.url()}/api/github/webhooks`);
    const mark = github.requests.mark();
    await github.redeliver(github.deliveries.all().findLast(({ event }) => event === "pull_request")?.guid ?? "");
    await eventually(() => github.requests.since(mark).reads().length >= 4, "it has looked");
    third.signal("SIGINT");
    expect(await third.ended()).toBe(0);
    expect(github.requests.since(mark).writes()).toEqual([]);
  });
});

describe.skipIf(!hasRedis)("web and worker on one Redis", limit, () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  const onRedis = (role: string) => configured({ REDIS_URL: redis.url, ROLE: role });

  it("serve a pull request together", async () => {
    const [web, worker] = [start(onRedis("web")), start(onRedis("worker"))];
    github.deliverTo(`${await web.url()}/api/github/webhooks`);
    expect((await fetch(`${await worker.url()}/api/github/webhooks`, { method: "POST" })).status).toBe(404);
    const { number, headSha } = await openPullRequest();
    await eventually(async () => (await checksAt(headSha)).has("gatehouse"), "the checks appear");
    const { id } = await github.as("ana").comment(number, "/signoff runtime");
    await eventually(() => github.reactions(id).length > 0, "the command is answered");
    await eventually(
      async () => (await github.checkRuns(headSha)).find(({ name }) => name === "gatehouse")?.conclusion === "success",
      "the gate opens",
    );
    for (const each of [web, worker]) each.signal("SIGTERM");
    expect(await Promise.all([web.ended(), worker.ended()])).toEqual([0, 0]);
  });

  it("a delivery that no worker is there for is kept until one is", async () => {
    const web = start(onRedis("web"));
    github.deliverTo(`${await web.url()}/api/github/webhooks`);
    const { headSha } = await openPullRequest();
    await github.settled();
    expect(await checksAt(headSha)).toEqual(new Set());
    await start(onRedis("worker")).url();
    await eventually(async () => (await checksAt(headSha)).size === 2, "the checks appear");
  });

  it("a worker that is killed while it writes is succeeded by one that doubles nothing", async () => {
    const [web, first] = [start(onRedis("web")), start(onRedis("worker"))];
    github.deliverTo(`${await web.url()}/api/github/webhooks`);
    await first.url();
    // The comment is made half a second later, when the one who asked for it is dead.
    github.faults.next({ kind: "delay", delayMs: 500, route: commentRoute });
    const { number, headSha } = await openPullRequest();
    await eventually(() => github.faults.pending.length === 0, "it is writing");
    first.signal("SIGKILL");
    expect(await first.ended()).toBe("SIGKILL");
    await start(onRedis("worker")).url();
    const isDone = async () => (await checksAt(headSha)).size === 2 && (await ourComments(number)).length > 0;
    await eventually(isDone, "the successor finishes", 30_000);
    expect(await ourComments(number)).toHaveLength(1);
    const names = (await github.checkRuns(headSha)).map(({ name }) => name);
    expect(names).toHaveLength(2);
  });
});
