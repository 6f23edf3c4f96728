import { PGlite } from "@electric-sql/pglite";
import { Redis } from "ioredis";
import { expect, it } from "vitest";
import type { Json } from "../../src/store/store.ts";
import { type BackendUnderTest, describeBackends } from "../support/backends.ts";
import { eventually } from "../support/eventually.ts";

describeBackends("store", (under) => {
  it("an empty ledger reads as no entries", async () => {
    expect(await under.backend.store.read("ledger-empty")).toEqual([]);
  });

  it("a ledger keeps its entries in the order they came", async () => {
    const { store } = under.backend;
    const ids = ["9", "comment-1", "3", "__proto__", "comment-2"];
    for (const id of ids) expect(await store.append("ledger-order", { id, value: { said: id } })).toBe(true);
    expect(await store.read("ledger-order")).toEqual(ids.map((id) => ({ id, value: { said: id } })));
    expect(await store.read("ledger-order-2")).toEqual([]);
  });

  it("an entry with a known id is not appended again and does not change the first", async () => {
    const { store } = under.backend;
    await store.append("ledger-once", { id: "comment-1", value: "signed" });
    expect(await store.append("ledger-once", { id: "comment-1", value: "forged" })).toBe(false);
    expect(await store.read("ledger-once")).toEqual([{ id: "comment-1", value: "signed" }]);
  });

  it("fifty appends at once with ten ids append ten entries", async () => {
    const { store } = under.backend;
    const appended = await Promise.all(
      Array.from({ length: 50 }, (_, index) => store.append("ledger-crowd", { id: `id-${index % 10}`, value: index })),
    );
    expect(appended.filter(Boolean)).toHaveLength(10);
    expect(await store.read("ledger-crowd")).toHaveLength(10);
  });

  it("fifty increments at once by compare-and-set count to fifty", async () => {
    const { store } = under.backend;
    await store.put("counter", 0);
    await Promise.all(Array.from({ length: 50 }, increment));
    expect(await store.get("counter")).toBe(50);

    async function increment(): Promise<void> {
      const seen = await store.get("counter");
      if (typeof seen !== "number" || !(await store.compareAndSet("counter", seen, seen + 1))) await increment();
    }
  });

  it("of fifty that put an absent key, one succeeds and its value stays", async () => {
    const { store } = under.backend;
    const won = await Promise.all(Array.from({ length: 50 }, (_, index) => store.putIfAbsent("absent-crowd", index)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await store.get("absent-crowd")).toBe(won.indexOf(true));
  });

  it.for<{ is: string; there: Json | undefined; expected: Json | undefined; replaced: boolean }>([
    { is: "the same value", there: "a", expected: "a", replaced: true },
    { is: "another value", there: "a", expected: "b", replaced: false },
    { is: "the same object with other key order", there: { a: 1, b: [2] }, expected: { b: [2], a: 1 }, replaced: true },
    { is: "an undefined member", there: { a: 1 }, expected: { a: 1, b: undefined }, replaced: true },
    { is: "a list in another order", there: [1, 2], expected: [2, 1], replaced: false },
    { is: "absent while something is there", there: "a", expected: undefined, replaced: false },
    { is: "absent while nothing is there", there: undefined, expected: undefined, replaced: true },
    { is: "a value while nothing is there", there: undefined, expected: "a", replaced: false },
    { is: "null, which is a value", there: null, expected: null, replaced: true },
    { is: "absent while null is there", there: null, expected: undefined, replaced: false },
  ])("compare-and-set expecting $is → $replaced", async ({ is, there, expected, replaced }) => {
    const { store } = under.backend;
    const key = `cas ${is}`;
    if (there !== undefined) await store.put(key, there);
    expect(await store.compareAndSet(key, expected, "next")).toBe(replaced);
    expect(await store.get(key)).toEqual(replaced ? "next" : there);
  });

  it("an expired value reads as absent, and its place is free", async () => {
    const { store } = under.backend;
    await store.put("brief", "old", { expiresInMs: 1 });
    await eventually(async () => (await store.get("brief")) === undefined, "the value expired");
    expect(await store.compareAndSet("brief", "old", "new")).toBe(false);
    expect(await store.putIfAbsent("brief", "new")).toBe(true);
    expect(await store.get("brief")).toBe("new");
  });

  it("a value put again without expiry stays", async () => {
    const { store } = under.backend;
    await store.put("kept", 1, { expiresInMs: 60_000 });
    await store.put("kept", 2);
    await store.put("canary", 1, { expiresInMs: 1 });
    await eventually(async () => (await store.get("canary")) === undefined, "the canary expired");
    expect(await store.get("kept")).toBe(2);
    expect(await expiryOf(under, "kept")).toBeNull();
  });

  it("deleting makes a key absent, and deleting it again is no error", async () => {
    const { store } = under.backend;
    await store.put("gone", 1);
    await store.delete("gone");
    await store.delete("gone");
    expect(await store.get("gone")).toBeUndefined();
  });

  it("a value of another schema version is an error that says which, whatever asks", async () => {
    await writeRaw(under, "future", '{"v":2,"payload":"?"}');
    const { store } = under.backend;
    const says = /future has schema version 2, this Gatehouse reads version 1/;
    await expect(store.get("future")).rejects.toThrow(says);
    await expect(store.putIfAbsent("future", 1)).rejects.toThrow(says);
    await expect(store.compareAndSet("future", 1, 2)).rejects.toThrow(says);
  });

  it("a value that another program wrote is an error that says so", async () => {
    await writeRaw(under, "foreign", "hello");
    await expect(under.backend.store.get("foreign")).rejects.toThrow("foreign is not one of Gatehouse's");
  });

  it("survives closing and opening", async () => {
    await under.backend.store.put("persistent", { a: [1, "ü", null] });
    await under.backend.store.append("ledger-persistent", { id: "comment-7", value: "signed" });
    await under.reopen();
    expect(await under.backend.store.get("persistent")).toEqual({ a: [1, "ü", null] });
    expect(await under.backend.store.append("ledger-persistent", { id: "comment-7", value: "again" })).toBe(false);
    await under.backend.ready();
  });
});

async function writeRaw(under: BackendUnderTest, key: string, text: string): Promise<void> {
  await raw<unknown>(under, {
    redis: (redis) => redis.set(`gatehouse:value:${key}`, text),
    embedded: (database) => database.query("INSERT INTO gatehouse.value (key, envelope) VALUES ($1, $2)", [key, text]),
  });
}

async function expiryOf(under: BackendUnderTest, key: string): Promise<unknown> {
  return raw(under, {
    redis: async (redis) => ((await redis.pttl(`gatehouse:value:${key}`)) === -1 ? null : "expires"),
    embedded: async (database) => {
      const { rows } = await database.query<{ expires_at: unknown }>(
        "SELECT expires_at FROM gatehouse.value WHERE key = $1",
        [key],
      );
      return rows[0]?.expires_at;
    },
  });
}

// Past the store, to its files: for the embedded one that takes closing it first, since one process has them.
async function raw<T>(
  under: BackendUnderTest,
  ways: { redis(redis: Redis): Promise<T>; embedded(database: PGlite): Promise<T> },
): Promise<T> {
  if ("redisUrl" in under.where) {
    const redis = new Redis(under.where.redisUrl);
    try {
      return await ways.redis(redis);
    } finally {
      redis.disconnect();
    }
  }
  await under.closeBackend();
  const database = await PGlite.create({ dataDir: `${under.where.dataDir}/database` });
  const result = await ways.embedded(database);
  await database.close();
  await under.reopen();
  return result;
}
