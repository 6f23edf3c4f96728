import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  doesRead,
  findReaders,
  forgetReads,
  isKnownBase,
  isReader,
  recordReads,
} from "../../../src/github/heads/read-index.ts";
import type { Listened } from "../../../src/policy/listened.ts";
import type { Store } from "../../../src/store/store.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";

const repositoryId = 77;
const day = 24 * 3_600_000;

let store: Store;
let writes: number;
let time: Date;

beforeEach(() => {
  time = new Date("2026-11-20T09:00:00Z");
  const memory = createMemoryStore(() => time);
  writes = 0;
  const counted = <Result>(work: Promise<Result>) => {
    writes += 1;
    return work;
  };
  store = {
    ...memory,
    put: (...given) => counted(memory.put(...given)),
    putIfAbsent: async (...given) => {
      const isNew = await memory.putIfAbsent(...given);
      if (isNew) writes += 1;
      return isNew;
    },
    compareAndSet: (...given) => counted(memory.compareAndSet(...given)),
  };
});

const record = (number: number, words: readonly Listened[], baseBranch = "main") =>
  recordReads(store, { repositoryId, number }, { baseBranch, words });
const readers = (word: string, baseBranch?: string) => findReaders(store, repositoryId, { word, baseBranch });

describe("who reads what", () => {
  it("is known for one pull request, by each thing that it reads", async () => {
    await record(7, ["body", "remarks:codex"]);
    expect(await doesRead(store, { repositoryId, number: 7 }, "body")).toBe(true);
    expect(await doesRead(store, { repositoryId, number: 7 }, "remarks:codex")).toBe(true);
    expect(await doesRead(store, { repositoryId, number: 7 }, "threads")).toBe(false);
    expect(await doesRead(store, { repositoryId, number: 8 }, "body")).toBe(false);
    expect(await doesRead(store, { repositoryId: 78, number: 7 }, "body")).toBe(false);
  });

  it("is known for the repository, and for one base branch of it", async () => {
    await record(9, ["issues", "tags"]);
    await record(7, ["issues"]);
    await record(8, ["issues"], "release");
    expect(await readers("issues")).toEqual([7, 8, 9]);
    expect(await readers("issues", "release")).toEqual([8]);
    expect(await readers("tags")).toEqual([9]);
    expect(await findReaders(store, 78, { word: "issues" })).toEqual([]);
  });

  it("leaves what belongs to one pull request out of the repository's list", async () => {
    await record(7, ["body", "threads"]);
    expect(await readers("body")).toEqual([]);
    expect(await isReader(store, { repositoryId, number: 7 })).toBe(false);
  });

  it("is written once, however often a look reads the same", async () => {
    for (const number of [7, 8]) await record(number, ["body", "issues"]);
    const before = writes;
    for (const number of [7, 8, 7]) await record(number, ["body", "issues"]);
    expect(writes).toBe(before);
  });

  it("follows the configuration and the base branch", async () => {
    await record(7, ["body", "issues"]);
    await record(7, ["tags"], "release");
    expect(await doesRead(store, { repositoryId, number: 7 }, "body")).toBe(false);
    expect(await readers("issues")).toEqual([]);
    expect(await readers("tags", "main")).toEqual([]);
    expect(await readers("tags", "release")).toEqual([7]);
    await record(7, []);
    expect(await isReader(store, { repositoryId, number: 7 })).toBe(false);
  });

  it("is forgotten with the pull request, and not with its base branch", async () => {
    await record(7, ["body", "issues"]);
    await record(8, ["issues"]);
    await forgetReads(store, { repositoryId, number: 7 });
    expect(await doesRead(store, { repositoryId, number: 7 }, "body")).toBe(false);
    expect(await readers("issues")).toEqual([8]);
    expect(await isKnownBase(store, { repositoryId, baseBranch: "main" })).toBe(true);
  });

  it("is forgotten after half a year without a look", async () => {
    await record(7, ["body", "issues"]);
    time = new Date(time.getTime() + 181 * day);
    expect(await doesRead(store, { repositoryId, number: 7 }, "body")).toBe(false);
    expect(await readers("issues")).toEqual([]);
    expect(await isKnownBase(store, { repositoryId, baseBranch: "main" })).toBe(false);
  });

  it("takes little room: a thousand pull requests that read the same are one list of numbers", async () => {
    for (let number = 1; number <= 1000; number += 1) await record(number, ["artifacts:ci.yml", "issues"]);
    const [group, ...others] = listOf(await store.get(`readers/${repositoryId}`));
    expect(others).toEqual([]);
    expect(group?.numbers).toHaveLength(1000);
  });

  it("is the same whatever came before, also when looks run side by side", async () => {
    const word = fc.constantFrom<Listened>("body", "issues", "tags", "artifacts:ci.yml", "remarks:ana");
    const look = fc.record({
      number: fc.integer({ min: 1, max: 4 }),
      base: fc.constantFrom("main", "release"),
      words: fc.uniqueArray(word).map((words) => words.toSorted()),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(look), async (looks) => {
        store = createMemoryStore(() => time);
        const last = new Map(looks.map((each) => [each.number, each]));
        for (const { number, words, base } of looks) await record(number, words, base);
        await Promise.all([...last.values()].map(({ number, words, base }) => record(number, words, base)));
        for (const wanted of ["issues", "tags", "artifacts:ci.yml"] as const) {
          const expected = [...last.values()].filter(({ words }) => words.includes(wanted)).map(({ number }) => number);
          expect(await readers(wanted)).toEqual(expected.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});

/** What the index keeps, as it is stored. */
function listOf(stored: unknown): readonly { readonly numbers: readonly number[] }[] {
  // The only value under that key is the index's own list.
  return stored as readonly { readonly numbers: readonly number[] }[];
}
