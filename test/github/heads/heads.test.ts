import { describe, expect, it } from "vitest";
import { recordCurrentState, recordDiff, recordMovement, withDiffs } from "../../../src/github/heads/heads.ts";
import type { DiffDigests } from "../../../src/policy/heads.ts";
import { aPullRequest } from "../../support/builders.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));
const subject = { repositoryId: 7, number: 12 };
const day = 24 * 3600 * 1000;

/** A delivery of a movement, or a look at the pull request as it is then; in minutes. */
type Step =
  | { readonly told: string; readonly base?: string; readonly at: number }
  | { readonly head: string; readonly base?: string; readonly at: number };

describe("since when a head is there", () => {
  it.for<{ name: string; steps: readonly Step[]; since: number }>([
    {
      name: "a head is as old as the delivery that told of it",
      steps: [
        { told: a, at: 1 },
        { head: a, at: 5 },
      ],
      since: 1,
    },
    { name: "a head that nobody told of is as old as the first look", steps: [{ head: a, at: 5 }], since: 5 },
    {
      name: "later looks change nothing",
      steps: [
        { told: a, at: 1 },
        { head: a, at: 1 },
        { head: a, at: 9 },
      ],
      since: 1,
    },
    {
      name: "a head that comes back by a force push begins anew",
      steps: [
        { told: a, at: 1 },
        { head: a, at: 1 },
        { told: b, at: 3 },
        { told: a, at: 6 },
        { head: a, at: 7 },
      ],
      since: 6,
    },
    {
      name: "also when nobody looked while the other head was there",
      steps: [
        { head: a, at: 1 },
        { told: b, at: 10 },
        { told: a, at: 30 },
        { head: a, at: 50 },
      ],
      since: 30,
    },
    {
      name: "a head that comes back without a delivery begins with the look",
      steps: [
        { told: a, at: 1 },
        { head: a, at: 1 },
        { told: b, at: 3 },
        { head: b, at: 3 },
        { head: a, at: 7 },
      ],
      since: 7,
    },
    {
      name: "an old delivery that comes late does not make the returned head old",
      steps: [
        { told: b, at: 3 },
        { head: b, at: 3 },
        { told: a, at: 1 },
        { head: a, at: 7 },
      ],
      since: 7,
    },
    {
      name: "a delivery of another head says that this one came after it",
      steps: [
        { told: a, at: 1 },
        { head: a, at: 1 },
        { told: b, at: 3 },
        { head: a, at: 8 },
      ],
      since: 8,
    },
    {
      name: "a delivery of another head in the very moment of a look says so too",
      steps: [
        { told: b, at: 3 },
        { head: a, at: 3 },
        { head: a, at: 8 },
      ],
      since: 8,
    },
    {
      name: "a new base begins anew, although the head stays",
      steps: [
        { told: a, base: "lax", at: 1 },
        { head: a, base: "lax", at: 1 },
        { told: a, at: 6 },
        { head: a, at: 9 },
      ],
      since: 6,
    },
    {
      name: "a delivery about another base says nothing about since when this one holds",
      steps: [
        { told: a, base: "lax", at: 1 },
        { head: a, at: 9 },
      ],
      since: 9,
    },
  ])("$name", async ({ steps, since }) => {
    const store = createMemoryStore();
    let last = new Date(0);
    for (const step of steps) {
      const { base = "main" } = step;
      if ("told" in step) {
        const movement = { headSha: step.told, baseBranch: base, seenAt: at(step.at).toISOString() };
        await recordMovement(store, subject, movement);
      } else {
        const pullRequest = aPullRequest({ number: 12, headSha: step.head, baseBranch: base });
        last = (await recordCurrentState(store, pullRequest, { repositoryId: 7, now: at(step.at) })).present.since;
      }
    }
    expect(last).toEqual(at(since));
  });

  it("is remembered for half a year after the last look, not after the first", async () => {
    let now = at(0);
    const store = createMemoryStore(() => now);
    const look = () => recordCurrentState(store, aPullRequest({ number: 12 }), { repositoryId: 7, now });
    await look();
    now = new Date(at(0).getTime() + 170 * day);
    await look();
    now = new Date(at(0).getTime() + 340 * day);
    expect((await look()).present.since).toEqual(at(0));
  });
});

describe("what a pull request changed at a head", () => {
  const diff: DiffDigests = { baseBranch: "main", whole: "w", areas: { runtime: { digest: "r", files: { x: "1" } } } };
  const one = { ...subject, headSha: a, now: at(1) };

  async function headsAt(store = createMemoryStore()) {
    await recordMovement(store, subject, { headSha: a, baseBranch: "main", seenAt: at(1).toISOString() });
    await recordMovement(store, subject, { headSha: b, baseBranch: "main", seenAt: at(3).toISOString() });
    await recordDiff(store, one, diff);
    return recordCurrentState(store, aPullRequest({ number: 12, headSha: b }), { repositoryId: 7, now: at(4) });
  }

  it("is given back for the earlier heads that are wanted, and only for them", async () => {
    const store = createMemoryStore();
    const heads = await headsAt(store);
    const present = { ...diff, whole: "now" };
    const all = await withDiffs(store, subject, heads, { diff: present, wanted: "all" });
    expect(all.present.diff).toEqual(present);
    expect(all.earlier).toEqual([{ sha: a, baseBranch: "main", since: at(1), diff }]);
    const none = await withDiffs(store, subject, heads, { diff: present, wanted: new Set([b]) });
    expect(none.earlier.map((head) => head.diff)).toEqual([undefined]);
  });

  it("is another thing against another base", async () => {
    const store = createMemoryStore();
    const heads = await headsAt(store);
    const earlier = heads.earlier.map((head) => ({ ...head, baseBranch: "stable" }));
    const found = await withDiffs(store, subject, { ...heads, earlier }, { diff: undefined, wanted: "all" });
    expect(found.earlier.map((head) => head.diff)).toEqual([undefined]);
  });

  it("is what was seen last, when the base branch or the configuration moved on", async () => {
    const store = createMemoryStore();
    const heads = await headsAt(store);
    await recordDiff(store, one, { ...diff, whole: "later" });
    const found = await withDiffs(store, subject, heads, { diff: undefined, wanted: "all" });
    expect(found.earlier[0]?.diff?.whole).toBe("later");
  });

  it("loses the names of files where they are too many, never a digest", async () => {
    const store = createMemoryStore();
    const heads = await headsAt(store);
    const files = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`${"x".repeat(60)}/${index}`, "1"]));
    await recordDiff(store, one, { ...diff, areas: { runtime: { digest: "r", files } } });
    const found = await withDiffs(store, subject, heads, { diff: undefined, wanted: "all" });
    expect(found.earlier[0]?.diff).toEqual({ ...diff, areas: { runtime: { digest: "r" } } });
  });
});
