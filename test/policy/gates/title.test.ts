import { describe, expect, it } from "vitest";
import type { Person, PullRequest } from "../../../src/policy/facts.ts";
import { titleGate } from "../../../src/policy/gates/title.ts";
import { reason } from "../../../src/policy/reason.ts";
import { type Landing, type MergeSettings, nothingLands } from "../../../src/policy/title/landing/landing.ts";
import { defaultTitlePolicy, type JudgingRules } from "../../../src/policy/title/rules.ts";
import type { Verdict } from "../../../src/policy/verdict.ts";
import { plainFix, plainSentence } from "../../../src/render/plain-reason.ts";
import { aPullRequest, secondHead, someFacts } from "../../support/builders.ts";

const squash: MergeSettings = { methods: ["squash"], squashTitle: "commit-or-pull-request", squashBody: "commits" };
const rebase: MergeSettings = { ...squash, methods: ["rebase"] };
const bot: Person = { id: 9, login: "dependabot[bot]" };

function judge(
  given: Partial<PullRequest>,
  {
    judging = {},
    landing = {},
  }: { readonly judging?: Partial<JudgingRules>; readonly landing?: Partial<Landing> } = {},
): Verdict {
  const policy = { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, ...judging } };
  const facts = someFacts({ pullRequest: aPullRequest(given), landing: { ...nothingLands, ...landing } });
  return titleGate.bind({ policy }).judge(facts, { name: "title", area: undefined });
}

/** Each message is a commit of its own; the last one is the head. */
function commits(...messages: readonly string[]): Landing["commits"] {
  const sha = (index: number) => (index === messages.length - 1 ? secondHead : `${index}`.repeat(40));
  return { commits: messages.map((message, index) => ({ sha: sha(index), message })), merges: [], isComplete: true };
}

function said({ reason: first, details = [] }: Verdict): readonly string[] {
  return [first, ...details].map((each) => [plainSentence(each), plainFix(each)].join(" → "));
}

describe("a title that holds says what merging it means", () => {
  it.for([
    { title: "feat: x", code: "title-means-release-in", parameters: { impact: "minor", section: "New features" } },
    { title: "revert: x", code: "title-means-release", parameters: { impact: "patch" } },
    { title: "docs: x", code: "title-asks-no-release", parameters: {} },
    { title: "docs!: x", code: "title-means-release", parameters: { impact: "major" } },
  ])("$title → $code", ({ title, code, parameters }) => {
    expect(judge({ title })).toMatchObject({ state: "pass", notes: [{ code, parameters }] });
  });

  it("one that fails says nothing of it", () => expect(judge({ title: "Feature: x" })).not.toHaveProperty("notes"));
});

describe("what becomes of the gate", () => {
  const bad = { title: "Bump x" };
  it.for<{ name: string; given: Partial<PullRequest>; judging?: Partial<JudgingRules>; state: string }>([
    { name: "a title that passes", given: {}, state: "pass" },
    { name: "one that fails", given: bad, state: "fail" },
    {
      name: "an author who is excepted",
      given: { ...bad, author: bot },
      judging: { ignore: ["dependabot"] },
      state: "not-applicable",
    },
    {
      name: "somebody else",
      given: { ...bad, author: { id: 1, login: "dependabot2" } },
      judging: { ignore: ["dependabot"] },
      state: "fail",
    },
    { name: "a bot, which holds nobody up", given: { ...bad, author: bot, isByBot: true }, state: "not-applicable" },
    {
      name: "a bot that is linted",
      given: { ...bad, author: bot, isByBot: true },
      judging: { bots: "lint" },
      state: "fail",
    },
    { name: "a draft that waits", given: { ...bad, isDraft: true }, judging: { drafts: "neutral" }, state: "pending" },
    { name: "a title that says so", given: { title: "WIP: feat: x" }, judging: { wip: "neutral" }, state: "pending" },
  ])("$name → $state", ({ given, judging, state }) => {
    expect(judge(given, { judging: judging ?? {} }).state).toBe(state);
  });

  it("commits that nobody may see, where they must hold: no data", () => {
    const unread = reason("facts-refused", {
      safeWhat: "the commits",
      status: "403",
      permission: "p",
      command: "/recheck",
    });
    expect(judge({}, { landing: { unread } })).toEqual({ state: "no-data", reason: unread });
  });

  it("a commit that breaks behind the title's back fails it, however it is merged, and says how to mend it", () => {
    const verdict = judge({ title: "fix: x" }, { landing: { settings: rebase, commits: commits("feat!: y") } });
    expect(verdict.state).toBe("fail");
    expect(said(verdict).at(-1)).toMatch(
      /keeps the subjects of the commits\. → Edit the title, or change the commit with `git commit --amend`/,
    );
  });

  it("a description that denies what tools read is the one to edit", () => {
    const settings: MergeSettings = { methods: ["squash"], squashTitle: "pull-request", squashBody: "pull-request" };
    const verdict = judge({ body: "BREAKING CHANGE: none" }, { landing: { settings } });
    expect(said(verdict)).toEqual([expect.stringMatching(/ → Edit the description of the pull request\.$/)]);
  });

  it("commits that are only mentioned leave a pass as it is", () => {
    const landing = { settings: rebase, commits: commits("wip", "oops") };
    expect(judge({}, { landing })).toEqual(judge({}));
  });
});

describe("what it says of what lands", () => {
  it("names the commit, and both ways out", () => {
    const verdict = judge({}, { landing: { settings: squash, commits: commits("Start faster") } });
    expect(verdict.state).toBe("fail");
    expect(said(verdict)).toMatchInlineSnapshot(`
      [
        "No type found. Start with one of feat, fix, perf, security, docs, style, refactor, test, build, ci, chore, revert. This is about the commit 0a9ddbc, Start faster. → Run git commit --amend -m 'feat(runtime): faster start', and push with \`--force-with-lease\`.",
        "There is one commit, and a squash takes its subject instead of the title. → Change that subject, or let somebody choose “Default to pull request title” for squash merging in the settings of the repository.",
      ]
    `);
  });

  it("gives no line to copy where the message says more", () => {
    const verdict = judge({}, { landing: { settings: squash, commits: commits("Start faster\n\nWhy.") } });
    expect(said(verdict)).toEqual([
      expect.stringMatching(/This is about the commit 0a9ddbc, Start faster\. → $/),
      expect.stringMatching(/→ Change that subject, or let somebody choose “Default to pull request title”/),
    ]);
  });

  it("says first what is wrong with the title", () => {
    const verdict = judge({ title: "x" }, { landing: { settings: squash, commits: commits("y") } });
    expect([verdict.reason, ...(verdict.details ?? [])].map(({ code }) => code)).toEqual([
      "title-fails-without-suggestion",
      "title-commit-fails",
      "title-only-commit-lands",
    ]);
  });

  it("says which commit of the queue does not hold", () => {
    const queued = { sha: "9".repeat(40), message: "Start faster (#12)" };
    expect(said(judge({}, { landing: { settings: squash, queued } }))).toMatchInlineSnapshot(`
      [
        "No type found. Start with one of feat, fix, perf, security, docs, style, refactor, test, build, ci, chore, revert. This is about the commit 9999999, Start faster. → ",
        "The merge queue has made the commit that lands. → Take the pull request out of the queue, change its title, or its commits where those land, and put it in again.",
      ]
    `);
  });

  it("names five commits, and counts the others", () => {
    const many = Array.from({ length: 200 }, (_, index) => `commit ${index}`);
    const verdict = judge(
      {},
      { judging: { commits: "all" }, landing: { settings: rebase, commits: commits(...many) } },
    );
    expect(said(verdict)).toHaveLength(7);
    expect(said(verdict)[0]).toMatchInlineSnapshot(
      `"No type found. Start with one of feat, fix, perf, security, docs, style, refactor, test, build, ci, chore, revert. This is about the commit 0000000, commit 0. → "`,
    );
    expect(said(verdict).at(-2)).toMatchInlineSnapshot(`"Further commits that do not hold: 195. → "`);
  });
});

describe("what it listens to", () => {
  it.for<{ skipLabels: readonly string[]; labels: boolean }>([
    { skipLabels: [], labels: false },
    { skipLabels: ["skip-title"], labels: true },
  ])("labels, where $skipLabels except a title: $labels", ({ skipLabels, labels }) => {
    const policy = { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, skipLabels } };
    expect(titleGate.bind({ policy }).wants).toEqual({ body: true, labels });
  });
});
