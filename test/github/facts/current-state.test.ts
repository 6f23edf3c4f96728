import { expect, it } from "vitest";
import { recordCurrentState, recordMovement } from "../../../src/github/facts/current-state.ts";
import { aPullRequest } from "../../support/builders.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));

/** A delivery of a movement, or a look at the pull request as it is then; in minutes. */
type Step =
  | { readonly told: string; readonly base?: string; readonly at: number }
  | { readonly head: string; readonly base?: string; readonly at: number };

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
  const place = { repositoryId: 7, number: 12 };
  let last = new Date(0);
  for (const step of steps) {
    const { base = "main" } = step;
    if ("told" in step) {
      const movement = { headSha: step.told, baseBranch: base, seenAt: at(step.at).toISOString() };
      await recordMovement(store, place, movement);
    } else {
      const pullRequest = aPullRequest({ number: 12, headSha: step.head, baseBranch: base });
      last = await recordCurrentState(store, pullRequest, { repositoryId: 7, now: at(step.at) });
    }
  }
  expect(last).toEqual(at(since));
});
