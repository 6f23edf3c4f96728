import { describe, expect, it } from "vitest";
import type { MergeMethod, MergeSettings } from "../../../../src/policy/title/landing/landing.ts";
import type { JudgingRules } from "../../../../src/policy/title/rules.ts";
import {
  keptMessage,
  landedBody,
  mustHold,
  whatLands,
  whatMayLand,
} from "../../../../src/policy/title/landing/what-lands.ts";

type Called = MergeSettings["squashTitle"];

function merging(squashTitle: Called, ...methods: readonly MergeMethod[]): MergeSettings {
  return { methods, squashTitle, squashBody: undefined };
}

function keeping(squashBody: MergeSettings["squashBody"], settings: MergeSettings): MergeSettings {
  return { ...settings, squashBody };
}

const byTitle = merging("pull-request", "squash");
const byCommit = merging("commit-or-pull-request", "squash");
const untold = merging(undefined, "squash");

interface Row {
  readonly repository: string;
  readonly settings: MergeSettings | undefined;
  readonly count: number;
  readonly lands: string;
}

describe("what a squash, a merge or a rebase brings besides the title", () => {
  it.for<Row>([
    { repository: "squashes under the title", settings: byTitle, count: 1, lands: "title" },
    { repository: "squashes under the title", settings: byTitle, count: 7, lands: "title" },
    { repository: "squashes under the commit or the title", settings: byCommit, count: 1, lands: "only-commit" },
    { repository: "squashes under the commit or the title", settings: byCommit, count: 2, lands: "title" },
    { repository: "squashes, nobody knows how called", settings: untold, count: 1, lands: "only-commit" },
    { repository: "squashes, nobody knows how called", settings: untold, count: 2, lands: "title" },
    { repository: "merges too", settings: merging("pull-request", "squash", "merge"), count: 1, lands: "each" },
    { repository: "rebases too", settings: merging("pull-request", "squash", "rebase"), count: 3, lands: "each" },
    { repository: "only rebases", settings: merging(undefined, "rebase"), count: 1, lands: "each" },
    { repository: "only merges", settings: merging(undefined, "merge"), count: 2, lands: "each" },
    { repository: "is not known", settings: undefined, count: 1, lands: "only-commit" },
    { repository: "is not known", settings: undefined, count: 2, lands: "title" },
    {
      repository: "allows nothing, which GitHub does not do",
      settings: merging(undefined),
      count: 1,
      lands: "only-commit",
    },
    { repository: "keeps messages", settings: keeping("commits", byTitle), count: 1, lands: "messages" },
    { repository: "keeps messages", settings: keeping("commits", byTitle), count: 7, lands: "messages" },
    { repository: "keeps messages", settings: keeping("commits", byCommit), count: 1, lands: "only-commit" },
    { repository: "keeps messages", settings: keeping("commits", byCommit), count: 2, lands: "messages" },
    { repository: "keeps descriptions", settings: keeping("pull-request", byCommit), count: 2, lands: "title" },
    { repository: "keeps nothing", settings: keeping("blank", byTitle), count: 2, lands: "title" },
    {
      repository: "keeps messages, and merges too",
      settings: keeping("commits", merging("pull-request", "squash", "merge")),
      count: 2,
      lands: "each",
    },
    { repository: "brings merges alone", settings: byCommit, count: 0, lands: "title" },
  ])("$repository, $count commits → $lands", ({ settings, count, lands }) => {
    expect(whatLands(settings, "auto", count) ?? "title").toBe(lands);
  });

  it.for<{ asked: JudgingRules["commits"]; settings: MergeSettings | undefined; count: number; lands: string }>([
    { asked: "title", settings: undefined, count: 1, lands: "title" },
    { asked: "title", settings: merging(undefined, "rebase"), count: 9, lands: "title" },
    { asked: "single", settings: byCommit, count: 1, lands: "only-commit" },
    { asked: "single", settings: byTitle, count: 1, lands: "asked" },
    { asked: "single", settings: merging(undefined, "rebase"), count: 1, lands: "asked" },
    { asked: "single", settings: merging(undefined, "rebase"), count: 2, lands: "title" },
    { asked: "title", settings: keeping("commits", byTitle), count: 2, lands: "title" },
    { asked: "single", settings: keeping("commits", byTitle), count: 1, lands: "asked" },
    { asked: "single", settings: keeping("commits", byTitle), count: 2, lands: "messages" },
    { asked: "all", settings: keeping("commits", byTitle), count: 2, lands: "asked" },
    { asked: "all", settings: byTitle, count: 1, lands: "asked" },
    { asked: "all", settings: byCommit, count: 1, lands: "asked" },
    { asked: "all", settings: undefined, count: 250, lands: "asked" },
  ])("`commits: $asked`, $count commits → $lands", ({ asked, settings, count, lands }) => {
    expect(whatLands(settings, asked, count) ?? "title").toBe(lands);
  });

  it.for([
    { why: "only-commit", holds: true },
    { why: "messages", holds: true },
    { why: "asked", holds: true },
    { why: "each", holds: false },
    { why: undefined, holds: false },
  ] as const)("must hold for $why: $holds", ({ why, holds }) => {
    expect(mustHold(why)).toBe(holds);
  });
});

describe("before the commits are listed", () => {
  it.for<{
    name: string;
    settings: MergeSettings | undefined;
    asked?: JudgingRules["commits"];
    title?: string;
    body?: string;
    count: number;
    may: number;
  }>([
    { name: "the title alone needs no list", settings: byTitle, count: 1, may: 0 },
    {
      name: "nor where the configuration wants the title alone",
      settings: undefined,
      asked: "title",
      count: 1,
      may: 0,
    },
    { name: "a single commit may give its subject", settings: byCommit, count: 1, may: 2 },
    { name: "so may one of four, because the others may be merges", settings: byCommit, count: 4, may: 1 },
    { name: "a rebase keeps all", settings: merging(undefined, "rebase"), count: 4, may: 2 },
    { name: "a message may say that it breaks something", settings: keeping("commits", byTitle), count: 4, may: 2 },
    {
      name: "which is nothing new below a title that says so",
      settings: keeping("commits", byTitle),
      title: "feat!: x",
      count: 4,
      may: 0,
    },
    {
      name: "nor below a description that does",
      settings: keeping("commits", byTitle),
      body: "BREAKING CHANGE: y",
      count: 4,
      may: 0,
    },
    {
      name: "where the only commit must say so as well",
      settings: keeping("commits", byCommit),
      title: "feat!: x",
      count: 4,
      may: 1,
    },
  ])("$name", ({ settings, asked = "auto", title = "feat: x", body = "", count, may }) => {
    expect(whatMayLand(settings, asked, { title, body, isByBot: false, commits: count })).toHaveLength(may);
  });
});

describe("what stands below the subject of a squash of one commit", () => {
  it.for([
    { body: "pull-request", lands: "described" },
    { body: "commits", lands: "own" },
    { body: "blank", lands: "" },
    { body: undefined, lands: "own\n\ndescribed" },
  ] as const)("$body: $lands", ({ body, lands }) => {
    expect(landedBody(keeping(body, byTitle), "own", "described")).toBe(lands);
  });

  it("is all that may stand there where nobody told how the repository merges", () => {
    expect(landedBody(undefined, "own", "described")).toBe("own\n\ndescribed");
  });
});

it("a message that is kept below a subject of others is an item of a list", () => {
  expect(keptMessage("feat: a\n\nbody")).toBe("* feat: a\n\nbody");
});
