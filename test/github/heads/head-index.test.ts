import { describe, expect, it } from "vitest";
import { findHead, forgetAtHead, recordHead } from "../../../src/github/heads/head-index.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";

const head = { repositoryId: 77, headSha: "a413cfc000000000000000000000000000000000" };

describe("the index of heads", () => {
  it("knows what the pull request waits for, as it was told last", async () => {
    const store = createMemoryStore();
    await recordHead(store, head, { number: 12, checks: ["ci"] });
    await recordHead(store, head, { number: 12, checks: ["ci", "lint"] });
    expect(await findHead(store, head)).toEqual({ "12": { checks: ["ci", "lint"] } });
  });

  it("T30: knows all pull requests at one head, also those of forks, which no event names", async () => {
    const store = createMemoryStore();
    await recordHead(store, head, { number: 12, checks: ["ci"] });
    await recordHead(store, head, { number: 13, checks: [] });
    expect(Object.keys(await findHead(store, head))).toEqual(["12", "13"]);
  });

  it("knows all pull requests at one head, also when they are recorded at the same moment", async () => {
    const store = createMemoryStore();
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    await Promise.all(numbers.map((number) => recordHead(store, head, { number, checks: ["ci"] })));
    expect(Object.keys(await findHead(store, head)).map(Number)).toEqual(numbers);
  });

  it("writes nothing when it knows", async () => {
    const store = createMemoryStore();
    await recordHead(store, head, { number: 12, checks: ["ci"] });
    const refusing = { ...store, compareAndSet: () => Promise.reject(new Error("written")) };
    await expect(recordHead(refusing, head, { number: 12, checks: ["ci"] })).resolves.toBeUndefined();
  });

  it("forgets one that is gone, and not the others", async () => {
    const store = createMemoryStore();
    await recordHead(store, head, { number: 12, checks: ["ci"] });
    await recordHead(store, head, { number: 13, checks: [] });
    await forgetAtHead(store, head, 12);
    await forgetAtHead(store, head, 99);
    expect(await findHead(store, head)).toEqual({ "13": { checks: [] } });
    await recordHead(store, head, { number: 12, checks: ["ci"] });
    expect(Object.keys(await findHead(store, head))).toEqual(["12", "13"]);
  });

  it("is empty for a head that nobody has seen, and for the same commit in another repository", async () => {
    const store = createMemoryStore();
    await recordHead(store, head, { number: 12, checks: [] });
    expect(await findHead(store, { ...head, headSha: "0a9ddbc000000000000000000000000000000000" })).toEqual({});
    expect(await findHead(store, { ...head, repositoryId: 78 })).toEqual({});
  });
});
