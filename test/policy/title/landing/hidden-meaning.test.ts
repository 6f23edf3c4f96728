import { describe, expect, it } from "vitest";
import type { PullRequest } from "../../../../src/policy/facts.ts";
import { judgePullRequestTitle } from "../../../../src/policy/title/judge-pull-request.ts";
import { type MergeSettings, nothingLands } from "../../../../src/policy/title/landing/landing.ts";
import { type JudgingRules, type MeaningRules, defaultTitlePolicy } from "../../../../src/policy/title/rules.ts";
import { aPullRequest } from "../../../support/builders.ts";

// What a repository has that nobody changed anything in.
const untouched: MergeSettings = {
  methods: ["squash", "merge", "rebase"],
  squashTitle: "commit-or-pull-request",
  squashBody: "commits",
};
const byCommit: MergeSettings = { ...untouched, methods: ["squash"] };
const byTitle: MergeSettings = { ...byCommit, squashTitle: "pull-request" };

interface Scene {
  readonly title: string;
  readonly commits?: readonly string[];
  readonly merges?: readonly string[];
  readonly settings?: MergeSettings;
  readonly given?: Partial<PullRequest>;
  readonly judging?: Partial<JudgingRules>;
  readonly meaning?: Partial<MeaningRules>;
  readonly queued?: string;
}

function judge(scene: Scene) {
  const { title, commits = [], merges = [], settings = byCommit, given, judging, meaning, queued } = scene;
  const listed = (messages: readonly string[]) => messages.map((message, index) => ({ sha: `${index}`, message }));
  const policy = {
    ...defaultTitlePolicy,
    meaning: { ...defaultTitlePolicy.meaning, ...meaning },
    judging: { ...defaultTitlePolicy.judging, ...judging },
  };
  return judgePullRequestTitle(
    aPullRequest({ title, commits: commits.length + merges.length, ...given }),
    {
      ...nothingLands,
      settings,
      commits: { commits: listed(commits), merges: listed(merges), isComplete: true },
      queued: queued === undefined ? undefined : { sha: "9", message: queued },
    },
    policy,
  );
}

/** The state, the codes that count, and in brackets those that are mentioned. */
function outcome(scene: Scene): string {
  const judged = judge(scene);
  if (!("commits" in judged)) return judged.state;
  const { why, obstacles, noticed } = judged.commits;
  const codes = (each: typeof obstacles) => each.flatMap(({ problems }) => problems.map(({ code }) => code.slice(6)));
  const mentioned = codes(noticed).length === 0 ? [] : [`(${codes(noticed).join(" ")})`];
  return [judged.state, why, ...codes(obstacles), ...mentioned].filter(Boolean).join(" ");
}

describe("the only commit, where a squash takes its subject", () => {
  it.for<Scene & { says: string }>([
    { title: "fix: harden x", commits: ["security: close it"], says: "fails only-commit security-mismatch" },
    { title: "security: close it", commits: ["fix: harden x"], says: "fails only-commit security-mismatch" },
    {
      title: "fix: x",
      commits: ["Security : x"],
      says: "fails only-commit type-case space-before-colon security-mismatch",
    },
    { title: "fix: x", commits: ["security!: x"], says: "fails only-commit breaking-mismatch security-mismatch" },
    { title: "docs: typo", commits: ["feat: an engine"], says: "fails only-commit type-mismatch" },
    { title: "feat: an engine", commits: ["docs: typo"], says: "fails only-commit type-mismatch" },
    { title: "feat!: x", commits: ["fix!: x"], says: "passes" },
    { title: "fix: x", commits: ["perf: x"], says: "passes" },
    { title: "docs: x", commits: ["chore: x"], says: "passes" },
    { title: "fix: x", commits: ["feat!: x"], says: "fails only-commit breaking-mismatch" },
    { title: "docs: x", commits: ["oops"], says: "fails only-commit no-type" },
    { title: "nothing", commits: ["feat: x"], says: "fails" },
    { title: "docs: typo", commits: ["feat: an engine"], settings: byTitle, says: "passes" },
    { title: "docs: typo", commits: ["feat: an engine"], judging: { commits: "title" }, says: "passes" },
    { title: "docs: typo", commits: ["feat: an engine", "feat: y"], says: "passes" },
  ])("$title, $commits → $says", ({ says, ...scene }) => expect(outcome(scene)).toBe(says));

  it.for<Scene & { says: string }>([
    { title: "docs: x", commits: ["feat: x"], meaning: { types: { docs: { impact: "minor" } } }, says: "passes" },
    {
      title: "fix: x",
      commits: ["perf: x"],
      meaning: { types: { perf: { impact: "minor" } } },
      says: "fails only-commit type-mismatch",
    },
    { title: "docs: x", commits: ["fix: x"], meaning: { preset: "cargo" }, says: "passes" },
    { title: "fix: x", commits: ["feat: x"], meaning: { preset: "cargo" }, says: "fails only-commit type-mismatch" },
  ])("counts as the repository says, from 1.0 on: $title, $commits → $says", ({ says, ...scene }) => {
    expect(outcome(scene)).toBe(says);
  });

  it("is named beside the title, and offers neither type to copy", () => {
    expect(obstacleOf({ title: "docs: typo", commits: ["feat(ui): an engine"] })).toEqual({
      sha: "0",
      subject: "feat(ui): an engine",
      problems: [
        {
          code: "title/type-mismatch",
          column: 1,
          length: 4,
          message:
            "From 1.0 on the type of this commit, `feat`, asks for a minor release, and that of the title, `docs`, for no release. Give both the same type.",
        },
      ],
    });
    const message = (title: string, commit: string) => obstacleOf({ title, commits: [commit] })?.problems[0]?.message;
    expect(message("fix: x", "security: x")).toMatch(/^This commit has the type `security`, and the title has not\./);
    expect(message("security: x", "fix: x")).toMatch(/^The title has the type `security`, and this commit has not\./);
  });
});

it("a carriage return in the first line of the only commit is a part of it, and seen", () => {
  const commit = obstacleOf({ title: "fix: x", commits: ["fix: ok\rrest"] });
  expect(commit).toMatchObject({
    subject: "fix: ok\rrest",
    problems: [{ code: "title/invisible-character", column: 8 }],
  });
});

describe("a single commit, where every way to merge is allowed", () => {
  it.for<Scene & { says: string }>([
    { title: "fix: x", commits: ["feat!: drop v1"], says: "fails each breaking-mismatch" },
    { title: "fix: x", commits: ["fix: y\n\nBREAKING CHANGE: v1 is gone"], says: "fails each breaking-mismatch" },
    { title: "feat!: x", commits: ["feat: x"], says: "fails each breaking-mismatch" },
    { title: "fix: x", commits: ["security: x"], says: "fails each security-mismatch" },
    { title: "fix: x", commits: ["oops"], says: "passes each (no-type)" },
    { title: "docs: x", commits: ["feat: x"], says: "passes each (type-mismatch)" },
    { title: "fix: x", commits: ["Feature!: x"], says: "fails each breaking-mismatch (unknown-type)" },
    { title: "fix: x", commits: ["feat!: x", "fix: y"], says: "passes each (breaking-mismatch)" },
    { title: "fix: x", commits: ["security: x", "fix: y"], says: "passes" },
    { title: "feat!: x", commits: ["feat!: x"], says: "passes" },
    { title: "fix: x", commits: ["feat!: x"], merges: ["Merge main"], says: "fails each breaking-mismatch" },
  ])("$title, $commits → $says", ({ says, ...scene }) => {
    expect(outcome({ settings: untouched, ...scene })).toBe(says);
  });
});

describe("a bot that is treated leniently", () => {
  it.for<Scene & { says: string }>([
    { title: "chore: bump", commits: ["feat!: drop v1"], says: "fails only-commit breaking-mismatch" },
    { title: "Bump x", commits: ["feat!: drop v1"], says: "fails only-commit breaking-mismatch" },
    { title: "chore: bump", commits: ["security: x"], says: "fails only-commit security-mismatch" },
    { title: "chore: bump", commits: ["feat!: x"], settings: untouched, says: "fails each breaking-mismatch" },
    { title: "chore: bump", commits: ["feat: x"], says: "passes" },
    { title: "chore: bump", commits: ["Bump x"], says: "passes" },
    { title: "chore: bump", commits: ["Bump x"], settings: untouched, says: "passes" },
    { title: "Bump x", commits: ["Bump x"], says: "lenient" },
    { title: "chore: bump", commits: ["feat!: x", "Bump y"], says: "passes" },
    { title: "chore: bump", commits: ["feat!: x"], settings: byTitle, says: "passes" },
    { title: "chore: bump", commits: ["feat!: x"], settings: byTitle, judging: { commits: "all" }, says: "passes" },
    { title: "chore: bump", commits: ["feat!: x"], judging: { commits: "title" }, says: "passes" },
    { title: "chore: bump", queued: "feat!: x (#12)", says: "fails queue breaking-mismatch" },
    { title: "chore: bump", queued: "feat: Bump x (#12)", says: "passes" },
  ])("$title, $commits → $says", ({ says, ...scene }) => {
    expect(outcome({ ...scene, given: { isByBot: true } })).toBe(says);
  });
});

describe("merges", () => {
  const footer = "Merge main\n\nBREAKING CHANGE: v1 is gone";
  it.for<Scene & { name: string; says: string }>([
    {
      name: "of git's own words",
      title: "fix: x",
      commits: ["fix: y", "fix: z"],
      merges: ["Merge main"],
      says: "passes",
    },
    {
      name: "of git's own words where all must hold",
      title: "fix: x",
      commits: ["fix: y"],
      merges: ["Merge branch 'main' into x"],
      judging: { commits: "all" },
      says: "passes",
    },
    {
      name: "that are called like a change where all must hold",
      title: "fix: x",
      commits: ["fix: y"],
      merges: ["Feat!: drop v1"],
      judging: { commits: "all" },
      says: "fails asked type-case breaking-mismatch",
    },
    {
      name: "with a footer where all must hold",
      title: "fix: x",
      commits: ["fix: y"],
      merges: [footer],
      judging: { commits: "all" },
      says: "fails asked breaking-mismatch",
    },
    {
      name: "that may be kept as they are",
      title: "fix: x",
      commits: ["fix: y"],
      merges: ["feat!: drop v1"],
      settings: untouched,
      says: "passes each (breaking-mismatch)",
    },
    {
      name: "whose messages a squash keeps",
      title: "fix: x",
      commits: ["fix: y", "fix: z"],
      merges: [footer],
      says: "fails messages breaking-mismatch",
    },
    { name: "beside the only commit", title: "fix: x", commits: ["fix: y"], merges: [footer], says: "passes" },
    { name: "alone", title: "fix: x", merges: ["Merge branch 'main' into x"], says: "fails only-commit merge-subject" },
    { name: "alone, called like a change", title: "fix: x", merges: ["fix: y"], says: "passes" },
    {
      name: "alone, that break something",
      title: "fix: x",
      merges: ["feat!: y"],
      says: "fails only-commit breaking-mismatch",
    },
    { name: "alone under the title", title: "fix: x", merges: ["Merge main"], settings: byTitle, says: "passes" },
    { name: "that are two", title: "fix: x", merges: ["Merge main", "Merge main"], says: "passes" },
  ])("$name → $says", ({ says, ...scene }) => expect(outcome(scene)).toBe(says));
});

function obstacleOf(scene: Scene) {
  const judged = judge(scene);
  if (judged.state !== "fails") throw new Error(`it ${judged.state}`);
  return judged.commits.obstacles[0];
}
