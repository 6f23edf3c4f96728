import { describe, expect, it } from "vitest";
import { findHead, recordHead } from "../../../src/github/facts/head-index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const head = { repositoryId: 77, headSha: "a413cfc000000000000000000000000000000000" };
const nine = new Date("2026-11-20T09:00:00.000Z");
const ten = new Date("2026-11-20T10:00:00.000Z");

describe("the index of heads", () => {
  it("keeps the first time that a head was seen", async () => {
    const store = createMemoryStore();
    expect(await recordHead(store, head, { number: 12, checks: ["ci"], seenAt: nine })).toEqual(nine);
    expect(await recordHead(store, head, { number: 12, checks: ["ci"], seenAt: ten })).toEqual(nine);
    expect(await recordHead(store, head, { number: 12, checks: ["ci", "lint"], seenAt: ten })).toEqual(nine);
    expect(await findHead(store, head)).toEqual({ "12": { checks: ["ci", "lint"], seenAt: nine.toISOString() } });
  });

  it("knows all pull requests at one head, also when they are recorded at the same moment", async () => {
    const store = createMemoryStore();
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    await Promise.all(numbers.map((number) => recordHead(store, head, { number, checks: ["ci"], seenAt: nine })));
    expect(Object.keys(await findHead(store, head)).map(Number)).toEqual(numbers);
  });

  it("writes nothing when it knows", async () => {
    const store = createMemoryStore();
    await recordHead(store, head, { number: 12, checks: ["ci"], seenAt: nine });
    const refusing = { ...store, compareAndSet: () => Promise.reject(new Error("written")) };
    expect(await recordHead(refusing, head, { number: 12, checks: ["ci"], seenAt: ten })).toEqual(nine);
  });

  it("is empty for a head that nobody has seen, and for the same commit in another repository", async () => {
    const store = createMemoryStore();
    await recordHead(store, head, { number: 12, checks: [], seenAt: nine });
    expect(await findHead(store, { ...head, headSha: "0a9ddbc000000000000000000000000000000000" })).toEqual({});
    expect(await findHead(store, { ...head, repositoryId: 78 })).toEqual({});
  });
});
