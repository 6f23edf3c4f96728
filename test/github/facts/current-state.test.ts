import { expect, it } from "vitest";
import { type HeadSeen, recordCurrentState } from "../../../src/github/facts/current-state.ts";
import { aPullRequest } from "../../support/builders.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));
const push = (sha: string, minute: number): HeadSeen => ({ sha, seenAt: at(minute).toISOString() });

interface Step {
  readonly head?: string;
  readonly base?: string;
  readonly seen?: HeadSeen;
  /** When the look happens, in minutes. */
  readonly now: number;
}

it.for<{ name: string; steps: readonly Step[]; since: number }>([
  { name: "a head is as old as the delivery that told of it", steps: [{ seen: push(a, 1), now: 5 }], since: 1 },
  { name: "a head that nobody told of is as old as the first look", steps: [{ now: 5 }], since: 5 },
  { name: "later looks change nothing", steps: [{ seen: push(a, 1), now: 1 }, { now: 9 }], since: 1 },
  {
    name: "a head that comes back by a force push begins anew",
    steps: [
      { seen: push(a, 1), now: 1 },
      { head: b, seen: push(b, 3), now: 3 },
      { seen: push(a, 6), now: 7 },
    ],
    since: 6,
  },
  {
    name: "a head that comes back without a delivery begins with the look",
    steps: [{ seen: push(a, 1), now: 1 }, { head: b, seen: push(b, 3), now: 3 }, { now: 7 }],
    since: 7,
  },
  {
    name: "an old delivery does not make the returned head old",
    steps: [
      { head: b, seen: push(b, 3), now: 3 },
      { seen: push(a, 1), now: 7 },
    ],
    since: 7,
  },
  {
    name: "a delivery of another head says that this one came after it",
    steps: [
      { seen: push(a, 1), now: 1 },
      { seen: push(b, 3), now: 8 },
    ],
    since: 8,
  },
  {
    name: "a new base begins anew, although the head stays",
    steps: [
      { base: "lax", seen: push(a, 1), now: 1 },
      { base: "main", now: 6 },
    ],
    since: 6,
  },
])("$name", async ({ steps, since }) => {
  const store = createMemoryStore();
  let last = new Date(0);
  for (const { head = a, base = "main", seen, now } of steps) {
    const pullRequest = aPullRequest({ headSha: head, baseBranch: base });
    last = await recordCurrentState(store, pullRequest, { repositoryId: 7, seen, now: at(now) });
  }
  expect(last).toEqual(at(since));
});
