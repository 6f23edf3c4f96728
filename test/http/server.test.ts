import { createServer } from "node:http";
import { once } from "node:events";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { connectionLimits, listen } from "../../src/http/listen.ts";
import { defaultReadyWithinMs, type RunningServer, type ServerOptions, startServer } from "../../src/http/server.ts";
import { answerJson } from "../../src/http/answer.ts";
import { webhookPath } from "../../src/http/paths.ts";
import { sendRaw } from "../support/webhook-door.ts";

const log = pino({ level: "silent" });
const opened: RunningServer[] = [];

async function start(overrides: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    log,
    version: "1.2.3",
    checkReady: async () => undefined,
    webhooks: async (_, response) => answerJson(response, 200, { door: true }),
    ...overrides,
  });
  opened.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close(0)));
});

async function get(url: string, method = "GET") {
  const response = await fetch(url, { method });
  return { status: response.status, body: await response.text(), headers: response.headers };
}

describe("what is served", () => {
  it.for([
    { path: "/", status: 200, says: '"version":"1.2.3"' },
    { path: "/live", status: 200, says: '"live":true' },
    { path: "/ready", status: 200, says: '"ready":true' },
    { path: "/ready?from=probe", status: 200, says: '"ready":true' },
    { path: webhookPath, status: 200, says: '"door":true' },
    { path: `${webhookPath}?x=1`, status: 200, says: '"door":true' },
    { path: `${webhookPath}/`, status: 404, says: "nothing here" },
    { path: "/setup", status: 404, says: "nothing here" },
    { path: "/probot", status: 404, says: "nothing here" },
    { path: "/metrics", status: 404, says: "nothing here" },
    { path: "//live", status: 404, says: "nothing here" },
  ])("$path → $status", async ({ path, status, says }) => {
    const { url } = await start();
    const answer = await get(url + path);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(says);
  });

  it("a worker has no webhook door, and does not name one", async () => {
    const { url } = await start({ webhooks: undefined });
    expect((await get(url + webhookPath)).status).toBe(404);
    expect((await get(url)).body).not.toContain(webhookPath);
  });

  it("nothing but GET and HEAD is taken at the probes", async () => {
    const { url } = await start();
    expect((await get(`${url}/live`, "HEAD")).status).toBe(200);
    const answer = await get(`${url}/live`, "POST");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
  });
});

describe("readiness", () => {
  it.for([
    { title: "a queue that refuses", checkReady: () => Promise.reject(new Error("down at redis-internal")) },
    { title: "a queue that does not answer", checkReady: () => new Promise<void>(() => undefined) },
  ])("$title is a 503 without details", async ({ checkReady }) => {
    const { url } = await start({ checkReady, readyWithinMs: 20 });
    const answer = await get(`${url}/ready`);
    expect(answer.status).toBe(503);
    expect(answer.body).toContain("does not answer");
    expect(answer.body).not.toContain("redis-internal");
    expect((await get(`${url}/live`)).status).toBe(200);
  });

  it("waits no longer than 2 s", () => {
    expect(defaultReadyWithinMs).toBe(2000);
  });

  it("says no from the moment the process is stopping, while deliveries are still taken", async () => {
    const server = await start();
    server.beginStopping();
    const answer = await get(`${server.url}/ready`);
    expect(answer.status).toBe(503);
    expect(answer.body).toContain("stopping");
    expect((await get(server.url + webhookPath)).status).toBe(200);
  });
});

describe("stopping", () => {
  it("a running request is finished, a new one finds nobody", async () => {
    let finish = (): void => undefined;
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const server = await start({
      webhooks: async (_, response) => {
        begin();
        await new Promise<void>((resolve) => (finish = resolve));
        answerJson(response, 200, { finished: true });
      },
    });
    const running = get(server.url + webhookPath);
    await begun;
    const closed = server.close(10_000);
    await expect(fetch(`${server.url}/live`)).rejects.toThrow("fetch failed");
    finish();
    expect((await running).body).toContain("finished");
    await closed;
  });

  it("a request that never ends is cut after the grace", async () => {
    const server = await start({ webhooks: () => new Promise(() => undefined) });
    const running = fetch(server.url + webhookPath).catch(() => "cut");
    await server.close(50);
    expect(await running).toBe("cut");
  });
});

describe("faults", () => {
  it("a bug in a handler is a 500 without the reason, and the server lives on", async () => {
    const { url } = await start({ webhooks: () => Promise.reject(new Error("canary-reason")) });
    const answer = await get(url + webhookPath);
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain("canary-reason");
    expect((await get(`${url}/live`)).status).toBe(200);
  });

  it("bytes that are not HTTP are a 400", async () => {
    const { port, url } = await start();
    expect(await sendRaw(port, ["\u0000\u0001 nonsense\r\n\r\n"])).toMatch(/^HTTP\/1\.1 400 /);
    expect((await get(`${url}/live`)).status).toBe(200);
  });

  it("a port that is taken is said in words", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    // It listens on a port, so the address is an object.
    const { port } = other.address() as { port: number };
    const handler = async (): Promise<void> => undefined;
    await expect(listen(handler, { host: "127.0.0.1", port, log })).rejects.toThrow(/Set PORT to a free port/);
    other.close();
  });

  it("connections are bounded in time and number", () => {
    expect(connectionLimits).toMatchObject({
      headersTimeoutMs: 10_000,
      requestTimeoutMs: 10_000,
      maxConnections: 512,
    });
  });
});
