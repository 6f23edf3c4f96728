import { describe, expect, it } from "vitest";
import {
  findMergeSettings,
  recordMergeSettings,
  toMergeSettings,
  type ToldSettings,
} from "../../../src/github/facts/merge-settings.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";

const methods = { allow_squash_merge: true, allow_merge_commit: false, allow_rebase_merge: false };
const whole: ToldSettings = {
  ...methods,
  squash_merge_commit_title: "PR_TITLE",
  squash_merge_commit_message: "PR_BODY",
};

type Told = readonly [told: ToldSettings, at: string];

/** What is known after these deliveries, in the order they came in. */
async function after(...deliveries: readonly Told[]) {
  const store = createMemoryStore(() => new Date("2026-11-20T12:00:00Z"));
  for (const [told, time] of deliveries) {
    await recordMergeSettings(store, 77, { told, at: new Date(`2026-11-20T${time}:00Z`) });
  }
  expect(await findMergeSettings(store, 78)).toBeUndefined();
  return findMergeSettings(store, 77);
}

describe("how a repository merges", () => {
  it.for<{ name: string; told: object; known: object }>([
    {
      name: "all of it",
      told: whole,
      known: { methods: ["squash"], squashTitle: "pull-request", squashBody: "pull-request" },
    },
    {
      name: "in the words of an older server",
      told: methods,
      known: { methods: ["squash"], squashTitle: undefined, squashBody: undefined },
    },
    {
      name: "in words of tomorrow",
      told: { ...whole, squash_merge_commit_title: "MAGIC" },
      known: { squashTitle: undefined },
    },
    {
      name: "every method",
      told: { ...whole, allow_merge_commit: true, allow_rebase_merge: true },
      known: { methods: ["squash", "merge", "rebase"] },
    },
  ])("is read from what is told: $name", ({ told, known }) => {
    expect(toMergeSettings(told)).toMatchObject(known);
  });

  it.for([
    { name: "the title of a squash and no methods", told: { squash_merge_commit_title: "PR_TITLE" } },
    { name: "one method and not the others", told: { allow_squash_merge: true } },
    { name: "null for a method", told: { ...whole, allow_rebase_merge: null } },
    { name: "nothing", told: {} },
  ])("is not known from $name", ({ told }) => {
    expect(toMergeSettings(told)).toBeUndefined();
  });
});

describe("what deliveries tell", () => {
  const byCommit = { ...whole, squash_merge_commit_title: "COMMIT_OR_PR_TITLE" };
  it("is kept", async () => {
    expect(await after([whole, "09:00"])).toEqual(toMergeSettings(whole));
  });

  it("counts by the time of GitHub, in whatever order it comes in", async () => {
    expect(await after([whole, "09:00"], [byCommit, "10:00"])).toEqual(toMergeSettings(byCommit));
    expect(await after([byCommit, "10:00"], [whole, "09:00"])).toEqual(toMergeSettings(byCommit));
  });

  it("stays where a later delivery says nothing of it", async () => {
    expect(await after([whole, "09:00"], [{}, "10:00"])).toEqual(toMergeSettings(whole));
    expect(await after([whole, "09:00"], [{ squash_merge_commit_title: "COMMIT_OR_PR_TITLE" }, "10:00"])).toEqual(
      toMergeSettings(byCommit),
    );
  });

  it("fills up, key by key", async () => {
    expect(await after([{ squash_merge_commit_title: "PR_TITLE" }, "10:00"], [methods, "09:00"])).toMatchObject({
      methods: ["squash"],
      squashTitle: "pull-request",
    });
  });
});
