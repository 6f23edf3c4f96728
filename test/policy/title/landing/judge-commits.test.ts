import { describe, expect, it } from "vitest";
import type { PullRequest } from "../../../../src/policy/facts.ts";
import { reason } from "../../../../src/policy/reason.ts";
import { judgePullRequestTitle } from "../../../../src/policy/title/judge-pull-request.ts";
import { type Landing, type MergeSettings, nothingLands } from "../../../../src/policy/title/landing/landing.ts";
import { defaultTitlePolicy, type JudgingRules } from "../../../../src/policy/title/rules.ts";
import { aPullRequest, secondHead } from "../../../support/builders.ts";

const squash: MergeSettings = { methods: ["squash"], squashTitle: "commit-or-pull-request", squashBody: "commits" };
const rebase: MergeSettings = { ...squash, methods: ["squash", "rebase"] };

interface Scene {
  readonly commits?: readonly string[];
  readonly settings?: MergeSettings;
  readonly given?: Partial<PullRequest>;
  readonly judging?: Partial<JudgingRules>;
  readonly landing?: Partial<Landing>;
}

/** The last commit is the head. */
function judge({ commits, settings, given, judging, landing }: Scene) {
  const list = commits?.map((message, index) => ({
    sha: index === commits.length - 1 ? secondHead : `${index}`.repeat(40),
    message,
  }));
  const policy = { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, ...judging } };
  return judgePullRequestTitle(
    aPullRequest({ title: "feat: x", commits: commits?.length ?? 1, ...given }),
    { ...nothingLands, settings, commits: list && { commits: list, merges: [], isComplete: true }, ...landing },
    policy,
  );
}

/** In words: the state, why commits were looked at, and the subjects on either side. */
function summary(scene: Scene) {
  const judged = judge(scene);
  if (!("commits" in judged)) return judged.state;
  const { why = "", obstacles, noticed } = judged.commits;
  const subjects = (each: typeof obstacles) => each.map(({ subject }) => subject).join(", ");
  return `${judged.state} ${why} [${subjects(obstacles)}] (${subjects(noticed)})`.replace("  [] ()", "");
}

describe("the only commit, whose subject a squash takes", () => {
  it.for<Scene & { says: string }>([
    { commits: ["feat: y"], says: "passes" },
    { commits: ["wip"], says: "fails only-commit [wip] ()" },
    { commits: ["wip"], settings: { ...squash, squashTitle: "pull-request" }, says: "passes" },
    { commits: ["wip", "oops"], says: "passes" },
    { commits: ["wip"], settings: rebase, says: "passes each [] (wip)" },
    { commits: ["wip"], judging: { commits: "title" }, says: "passes" },
    { commits: ["wip"], given: { isDraft: true }, says: "fails only-commit [wip] ()" },
    { commits: ["wip"], given: { title: "nothing" }, says: "fails only-commit [wip] ()" },
    { commits: ["feat: y"], given: { title: "nothing" }, says: "fails" },
  ])("$commits → $says", ({ says, settings = squash, ...scene }) => {
    expect(summary({ settings, ...scene })).toBe(says);
  });

  it("fails a title that passes, and the other way round: neither rescues the other", () => {
    expect(judge({ settings: squash, commits: ["wip"] })).toMatchObject({ state: "fails", title: { ok: true } });
    expect(judge({ settings: squash, commits: ["feat: y"], given: { title: "x" } })).toMatchObject({ state: "fails" });
  });

  it("is judged as it is where nobody told how the repository merges", () => {
    expect(summary({ commits: ["wip"] })).toBe("fails only-commit [wip] ()");
  });

  it("offers the title, and a line that takes it", () => {
    const [commit] = obstaclesOf({ settings: squash, commits: ["wip"] });
    expect(commit).toMatchObject({ suggestion: "feat: x", command: "git commit --amend -m 'feat: x'" });
    const [other] = obstaclesOf({ settings: squash, commits: ["wip"], given: { title: "Feature: x" } });
    expect(other).toMatchObject({ suggestion: "feat: x" });
  });

  it.for<Scene & { name: string }>([
    { name: "that has a body, which the line would lose", commits: ["wip\n\nWhy."] },
    { name: "that is not the newest", commits: ["wip"], given: { headSha: "f".repeat(40) } },
    { name: "under a title that a shell would read", commits: ["wip"], given: { title: "feat: don't" } },
  ])("offers no line for one $name", (scene) => {
    const [commit] = obstaclesOf({ settings: squash, ...scene });
    expect(commit?.suggestion).toBe(scene.given?.title ?? "feat: x");
    expect(commit?.command).toBeUndefined();
  });

  it("offers nothing that would call somebody", () => {
    const [commit] = obstaclesOf({ settings: squash, commits: ["wip"], given: { title: "feat: thank @ana" } });
    expect(commit).toBeDefined();
    expect(commit?.suggestion).toBeUndefined();
  });
});

describe("what breaks something", () => {
  const footer = "feat: y\n\nBREAKING CHANGE: gone";
  it.for<Scene & { name: string; says: string }>([
    { name: "by its commit and not by its title", commits: ["feat!: y"], says: "fails only-commit [feat!: y] ()" },
    { name: "by a footer of its commit", commits: [footer], says: "fails only-commit [feat: y] ()" },
    {
      name: "by its title and not by its commit",
      commits: ["feat: y"],
      given: { title: "feat!: x" },
      says: "fails only-commit [feat: y] ()",
    },
    { name: "by both", commits: ["feat!: y"], given: { title: "feat!: x" }, says: "passes" },
    { name: "by both, in the footer of the commit", commits: [footer], given: { title: "feat!: x" }, says: "passes" },
    {
      name: "in one of several",
      settings: rebase,
      commits: ["feat!: y", "feat: z"],
      says: "passes each [] (feat!: y)",
    },
    {
      name: "in one of several, under a title that says so",
      settings: rebase,
      commits: ["feat!: y", "feat: z"],
      given: { title: "feat!: x" },
      says: "passes",
    },
    {
      name: "in one of several that must hold",
      judging: { commits: "all" },
      commits: ["feat!: y", "fix: z"],
      says: "fails asked [feat!: y] ()",
    },
  ])("$name → $says", ({ settings = squash, says, ...scene }) => {
    expect(summary({ settings, ...scene })).toBe(says);
  });

  it("is no subject to copy: taking the mark away is a decision", () => {
    const [commit] = obstaclesOf({ settings: squash, commits: ["feat!: y"] });
    expect(commit).toMatchObject({ problems: [{ code: "title/breaking-mismatch" }] });
    expect(commit?.suggestion).toBeUndefined();
  });
});

describe("several commits", () => {
  it.for<Scene & { name: string; says: string }>([
    {
      name: "that land are mentioned",
      settings: rebase,
      commits: ["wip", "feat: y", "oops"],
      says: "passes each [] (wip, oops)",
    },
    {
      name: "that all must hold",
      judging: { commits: "all" },
      commits: ["wip", "feat: y"],
      says: "fails asked [wip] ()",
    },
    {
      name: "are none of `single`",
      judging: { commits: "single" },
      settings: rebase,
      commits: ["wip", "oops"],
      says: "passes",
    },
    {
      name: "of which one is asked for",
      judging: { commits: "single" },
      settings: rebase,
      commits: ["wip"],
      says: "fails asked [wip] ()",
    },
    {
      name: "with one that is to be squashed",
      judging: { commits: "all" },
      commits: ["feat: y", "fixup! feat: y"],
      says: "fails asked [fixup! feat: y] ()",
    },
    {
      name: "with one that is to be squashed, in a draft",
      judging: { commits: "all" },
      given: { isDraft: true },
      commits: ["fixup! feat: y", "wip"],
      says: "fails asked [wip] (fixup! feat: y)",
    },
  ])("$name → $says", ({ says, settings = squash, ...scene }) => {
    expect(summary({ settings, ...scene })).toBe(says);
  });

  it("offer what each of them means", () => {
    const found = obstaclesOf({ judging: { commits: "all" }, commits: ["Feature: a", "Fixed: b"] });
    expect(found.map(({ suggestion, command }) => [suggestion, command])).toEqual([
      ["feat: a", undefined],
      ["fix: b", "git commit --amend -m 'fix: b'"],
    ]);
  });

  it("of which GitHub lists a part, and all must hold: not known, never a pass", () => {
    const part = (...messages: readonly string[]) => ({
      commits: { commits: messages.map((message) => ({ sha: "a", message })), merges: [], isComplete: false },
    });
    const scene = { judging: { commits: "all" }, given: { commits: 251 } } as const;
    expect(judge({ ...scene, landing: part("feat: y") })).toMatchObject({
      state: "unknown",
      why: { code: "title-commits-unlisted", parameters: { count: "251" } },
    });
    expect(judge({ ...scene, landing: part("wip") }).state).toBe("fails");
    expect(judge({ ...scene, landing: part("feat: y"), given: { commits: 251, title: "x" } }).state).toBe("fails");
    expect(judge({ given: { commits: 251 }, settings: rebase, landing: part("feat: y") }).state).toBe("passes");
  });
});

it("what GitHub refuses to show is not known, never a pass, and hides no title that fails", () => {
  const unread = reason("facts-refused", {
    safeWhat: "the commits",
    status: "403",
    permission: "x",
    command: "/recheck",
  });
  expect(judge({ landing: { unread } })).toMatchObject({ state: "unknown", why: unread });
  expect(judge({ landing: { unread }, given: { title: "x" } }).state).toBe("fails");
  const bot = judge({ landing: { unread }, given: { title: "x", isByBot: true } });
  expect(bot).toMatchObject({ state: "unknown", why: unread, title: { ok: false } });
});

it("a bot's commits hold nobody up, because its title does not", () => {
  const queued = { sha: "9".repeat(40), message: "Bump x (#12)" };
  const scene = { settings: squash, given: { isByBot: true } };
  expect(summary({ ...scene, commits: ["Bump x"] })).toBe("passes");
  expect(summary({ ...scene, landing: { queued } })).toBe("passes");
  expect(summary({ ...scene, commits: ["Bump x"], judging: { bots: "lint" } })).toBe("fails only-commit [Bump x] ()");
});

describe("the commit that the merge queue made", () => {
  const queued = (message: string) => ({ landing: { queued: { sha: "9".repeat(40), message } } });
  it.for<Scene & { name: string; says: string }>([
    { name: "is the title", ...queued("feat: x (#12)"), says: "passes" },
    { name: "has an earlier title, which passes", ...queued("feat: earlier (#12)\n\n* wip"), says: "passes" },
    {
      name: "has an earlier title, which means something else",
      ...queued("fix: earlier (#12)"),
      says: "fails queue [fix: earlier] ()",
    },
    {
      name: "is a security fix behind the title's back",
      ...queued("security: x (#12)"),
      given: { title: "fix: x" },
      says: "fails queue [security: x] ()",
    },
    {
      name: "hides what follows a carriage return",
      ...queued("feat: x\rfeat!: y (#12)"),
      says: "fails queue [feat: x\rfeat!: y] ()",
    },
    { name: "has an earlier title, which does not", ...queued("Earlier (#12)"), says: "fails queue [Earlier] ()" },
    { name: "is not looked at", ...queued("Earlier (#12)"), judging: { mergeQueue: "pass" }, says: "passes" },
    { name: "is a merge of GitHub's own words", ...queued("Merge pull request #12 from acme/x"), says: "passes" },
    { name: "is the last of a rebase", ...queued("wip"), says: "passes" },
    { name: "is about another pull request", ...queued("Earlier (#1234)"), says: "passes" },
    { name: "breaks what the title does not", ...queued("feat!: x (#12)"), says: "fails queue [feat!: x] ()" },
    {
      name: "breaks in its footer",
      ...queued("feat: x (#12)\n\nBREAKING CHANGE: y"),
      says: "fails queue [feat: x] ()",
    },
    {
      name: "does not break what the title does",
      ...queued("feat: x (#12)"),
      given: { title: "feat!: x" },
      says: "fails queue [feat: x] ()",
    },
    { name: "holds, and the title does not", ...queued("feat: x (#12)"), given: { title: "x" }, says: "fails" },
    {
      name: "holds, and the commit it came from did not",
      ...queued("feat: x (#12)"),
      commits: ["wip"],
      says: "fails only-commit [wip] ()",
    },
  ])("$name → $says", ({ says, settings = squash, ...scene }) => {
    expect(summary({ settings, ...scene })).toBe(says);
  });
});

function obstaclesOf(scene: Scene) {
  const judged = judge(scene);
  if (judged.state !== "fails") throw new Error(`it ${judged.state}`);
  return judged.commits.obstacles;
}
