import { expect, it } from "vitest";
import { createMemoryStore } from "../../src/store/memory-store.ts";

it("an entry with a known id is not appended again", async () => {
  const store = createMemoryStore();
  expect(await store.append("ledger", { id: "comment-1", value: "signed" })).toBe(true);
  expect(await store.append("ledger", { id: "comment-1", value: "forged" })).toBe(false);
  expect(await store.read("ledger")).toEqual([{ id: "comment-1", value: "signed" }]);
  expect(await store.read("another")).toEqual([]);
});

it("a value is absent from the moment on at which it expires", async () => {
  let time = 0;
  const store = createMemoryStore(() => new Date(time));
  await store.put("key", 1, { expiresInMs: 10 });
  time = 9;
  expect(await store.putIfAbsent("key", 2)).toBe(false);
  time = 10;
  expect(await store.get("key")).toBeUndefined();
  expect(await store.putIfAbsent("key", 2)).toBe(true);
});

it("values are compared by what they say, and only the expected one is replaced", async () => {
  const store = createMemoryStore();
  await store.put("key", { a: 1, b: [2] });
  expect(await store.compareAndSet("key", { a: 1 }, "wrong")).toBe(false);
  expect(await store.compareAndSet("key", undefined, "wrong")).toBe(false);
  expect(await store.compareAndSet("key", { b: [2], a: 1 }, "right")).toBe(true);
  expect(await store.get("key")).toBe("right");
});

it("what is read is a copy", async () => {
  const store = createMemoryStore();
  const value = { list: [1] };
  await store.put("key", value);
  value.list.push(2);
  expect(await store.get("key")).toEqual({ list: [1] });
});
