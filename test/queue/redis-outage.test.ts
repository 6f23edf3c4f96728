import { Redis } from "ioredis";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import type { Backend } from "../../src/queue/backend.ts";
import { createEnqueue } from "../../src/queue/enqueue.ts";
import { openBackend } from "../../src/queue/open-backend.ts";
import { silentLog } from "../support/backends.ts";
import { eventually } from "../support/eventually.ts";
import { hasRedis, type RedisServer, startRedis } from "../support/redis.ts";
import { noteJob, now, untilIdle, whileWorking } from "../support/working.ts";

describe.skipIf(!hasRedis)("Redis in trouble", () => {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  });

  async function serve(settings?: Readonly<Record<string, string>>): Promise<RedisServer> {
    const server = await startRedis(settings);
    cleanups.push(() => server.close());
    return server;
  }

  async function open(server: RedisServer): Promise<Backend> {
    const backend = await openBackend({ redisUrl: server.url }, { log: silentLog });
    cleanups.push(() => backend.close());
    return backend;
  }

  const request = (id: string) => ({ job: "note", payload: { note: id }, id });

  it("a frozen Redis refuses requests in time, and what landed late all the same runs once", async () => {
    const server = await serve();
    const backend = await open(server);
    const enqueue = createEnqueue(backend.queue, () => now);
    server.freeze();
    await expect(refusal(enqueue([request("a"), request("b")]))).resolves.toContain("Could not store 2 requests");
    await expect(refusal(backend.store.get("anything"))).resolves.toContain("");
    await expect(refusal(backend.ready())).resolves.toContain("");
    server.thaw();
    await storeAgain(() => enqueue([request("a"), request("b")]));
    const seen: string[] = [];
    await whileWorking(backend, [noteJob("note", (note) => void seen.push(note))], () => untilIdle(backend));
    expect(seen.toSorted()).toEqual(["a", "b"]);
  });

  it("a Redis that is gone refuses requests in time, and works again after it is back, with what it had accepted", async () => {
    const server = await serve();
    const backend = await open(server);
    const enqueue = createEnqueue(backend.queue, () => now);
    await enqueue([request("before")]);
    await backend.store.put("kept", 1);
    await server.kill();
    await eventually(async () => (await refusal(backend.ready())) !== "", "it is noticed");
    await expect(refusal(enqueue([request("during")]))).resolves.toContain("Could not store a request for note");
    await expect(refusal(backend.store.append("ledger", { id: "1", value: 1 }))).resolves.not.toBe("");
    await server.start();
    await storeAgain(() => enqueue([request("after")]));
    await eventually(async () => (await backend.store.get("kept").catch(() => 0)) === 1, "the store is back");
    const seen: string[] = [];
    await whileWorking(backend, [noteJob("note", (note) => void seen.push(note))], () => untilIdle(backend));
    expect(seen.filter((note) => note !== "during").toSorted()).toEqual(["after", "before"]);
  });

  it("workers go on by themselves after an outage", async () => {
    const server = await serve();
    const backend = await open(server);
    const seen: string[] = [];
    await whileWorking(backend, [noteJob("note", (note) => void seen.push(note))], async ({ enqueue }) => {
      await server.kill();
      await server.start();
      await storeAgain(() => enqueue([request("after")]));
      await eventually(() => seen.length > 0, "the worker is back");
      expect(seen).toEqual(["after"]);
    });
  });

  it("a Redis whose memory is full refuses requests, loses nothing and runs what it has", async () => {
    const server = await serve();
    const backend = await open(server);
    const enqueue = createEnqueue(backend.queue, () => now);
    await enqueue([request("before")]);
    const control = new Redis(server.url);
    cleanups.push(async () => control.disconnect());
    await control.config("SET", "maxmemory", "1mb");
    await expect(refusal(enqueue([request("during")]))).resolves.toContain("OOM");
    await expect(refusal(backend.store.append("ledger", { id: "1", value: 1 }))).resolves.toContain("OOM");
    await control.config("SET", "maxmemory", "0");
    expect(await backend.store.read("ledger")).toEqual([]);
    const seen: string[] = [];
    await whileWorking(backend, [noteJob("note", (note) => void seen.push(note))], () => untilIdle(backend));
    expect(seen).toEqual(["before"]);
  });

  it("an evicting Redis is refused at the start, with the fix", async () => {
    const server = await serve({ "maxmemory-policy": "allkeys-lru" });
    const opening = openBackend({ redisUrl: server.url }, { log: silentLog });
    await expect(opening).rejects.toThrow(/allkeys-lru.*CONFIG SET maxmemory-policy noeviction/);
  });

  it("a Redis that is not there is an error that names the address and not the password", async () => {
    const server = await serve();
    await server.kill();
    const redisUrl = server.url.replace("//", "//user:hunter2@");
    const says = await refusal(openBackend({ redisUrl }, { log: silentLog }), 15_000);
    expect(says).toMatch(
      /Redis at 127\.0\.0\.1:\d+ does not answer \(.*ECONNREFUSED.*\)\. Start it, or correct REDIS_URL\./,
    );
    expect(says).not.toContain("hunter2");
  });

  it.for([
    { settings: {}, warned: [] },
    { settings: { appendfsync: "everysec" }, warned: ["Redis answers before its file is on disk"] },
    { settings: { appendonly: "no" }, warned: ["Redis keeps no append-only file"] },
  ])("the start warns about $settings", async ({ settings, warned }) => {
    const lines: string[] = [];
    const log = pino({ level: "warn" }, { write: (line: string) => void lines.push(line) });
    const backend = await openBackend({ redisUrl: (await serve(settings)).url }, { log });
    await backend.close();
    expect(lines).toHaveLength(warned.length);
    for (const [index, text] of warned.entries()) expect(lines[index]).toContain(text);
  });
});

/** The message of the rejection, which must come within 3 s: a delivery that waits longer is lost. */
async function refusal(work: Promise<unknown>, limitMs = 3_000): Promise<string> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("it was not refused in time")), limitMs);
  try {
    return await Promise.race([
      late,
      work.then(
        () => "",
        (error: unknown) => String(error),
      ),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

async function storeAgain(store: () => Promise<void>): Promise<void> {
  await eventually(async () => {
    try {
      await store();
      return true;
    } catch {
      return false;
    }
  }, "requests are stored again");
}
