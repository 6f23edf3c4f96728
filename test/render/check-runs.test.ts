import { describe, expect, it } from "vitest";
import type { CheckRunEffect } from "../../src/policy/effect.ts";
import type { PullRequest, Snapshot } from "../../src/policy/facts.ts";
import { parseComment } from "../../src/policy/comment/parse-comment.ts";
import type { LedgerEntry } from "../../src/policy/ledger/entry.ts";
import { readSnapshot } from "../../src/policy/ledger/snapshot.ts";
import { reason } from "../../src/policy/reason.ts";
import { nothingRead } from "../../src/policy/nothing-read.ts";
import { judgePullRequestTitle } from "../../src/policy/title/judge-pull-request.ts";
import type { Landing } from "../../src/policy/title/landing/landing.ts";
import { defaultTitlePolicy, type JudgingRules } from "../../src/policy/title/rules.ts";
import type { TitleStanding } from "../../src/policy/title/title-standing.ts";
import {
  renderCompositeCheck,
  renderConfigCheck,
  renderLookingAgainCheck,
  renderTitleEffect,
  renderUnavailableCheck,
  renderUnknownGroupCheck,
} from "../../src/render/check-runs.ts";
import { aPullRequest, aSignOff, aStamp, dan } from "../support/builders.ts";
import { reportOf } from "../support/reports.ts";

function composite(given: Partial<Snapshot>): CheckRunEffect {
  return renderCompositeCheck(reportOf(given), given.ledger ?? []);
}

const bad = aPullRequest({ title: "Fix" });
const hold: LedgerEntry = { kind: "held", ...aStamp({ actor: dan, comment: 8 }), reason: "waiting for the benchmark" };
const invalid = reason("config-invalid", { base: "main", count: "2 problems" });
const vanished = reason("config-vanished", { base: "main" });

describe("the composite check", () => {
  it.for<[name: string, given: Partial<Snapshot>, state: string, title: string]>([
    ["holds", { ledger: [aSignOff()] }, "success", "✅ Ready: 2 required gates hold"],
    ["waits", {}, "in_progress", "⏳ 0 of 1 area signed, waiting for runtime"],
    [
      "is stale",
      { ledger: [aSignOff({ areaDigest: "other" })] },
      "action_required",
      "❌ Action needed: 0 of 1 area signed, waiting for runtime (stale)",
    ],
    ["is held", { ledger: [aSignOff(), hold] }, "action_required", "❌ On hold by dan: waiting for the benchmark"],
    [
      "fails",
      { pullRequest: bad },
      "failure",
      "❌ Not ready: 2 of 2 required gates not met: title fails; touched waits for runtime",
    ],
  ])("%s", ([, given, state, title]) => {
    const check = composite(given);
    expect([check.conclusion ?? check.status, check.title]).toEqual([state, title]);
    expect([check.name, check.headSha]).toEqual(["gatehouse", aPullRequest().headSha]);
    expect(check.conclusion === undefined).toBe(check.status === "in_progress");
  });

  it("holds the ledger, also an empty one, so that an old pull request is known to have none", () => {
    const ledger = [aSignOff(), hold];
    expect(readSnapshot(composite({ ledger }).text ?? "", 12)).toEqual({ entries: ledger, isComplete: true });
    expect(readSnapshot(composite({}).text ?? "", 12)).toEqual({ entries: [], isComplete: true });
  });
});

describe("a commit that could not be judged", () => {
  it.for([
    { isGitHubAway: true, isGivenUp: false, state: "in_progress", title: "⏳ GitHub does not answer; trying again" },
    { isGitHubAway: true, isGivenUp: true, state: "timed_out", title: "❌ GitHub did not answer; nothing was judged" },
    {
      isGitHubAway: false,
      isGivenUp: false,
      state: "in_progress",
      title: "⏳ This commit could not be judged; trying again",
    },
    { isGitHubAway: false, isGivenUp: true, state: "timed_out", title: "❌ This commit could not be judged" },
  ])(
    "away: $isGitHubAway, given up: $isGivenUp → $state, never a failure or a success",
    ({ state, title, ...given }) => {
      const check = renderUnavailableCheck("a", given);
      expect([check.name, check.conclusion ?? check.status, check.title]).toEqual(["gatehouse", state, title]);
      expect(`${check.title} ${check.summary}`.includes("GitHub did not") && !given.isGitHubAway).toBe(false);
    },
  );

  it("keeps the ledgers that its check held", () => {
    const { text } = composite({ ledger: [hold] });
    const check = renderUnavailableCheck("a", { isGitHubAway: true, isGivenUp: false, ledgers: text });
    expect(readSnapshot(check.text ?? "", 12)?.entries).toEqual([hold]);
  });
});

describe("a commit that passed before a pull request moved to it", () => {
  it("T17: does not pass until it is judged again", () => {
    expect(renderLookingAgainCheck("a", undefined)).toMatchObject({ name: "gatehouse", status: "in_progress" });
    expect(renderLookingAgainCheck("a", undefined)).not.toHaveProperty("conclusion");
  });
});

describe("a commit of the merge queue whose pull requests are unknown", () => {
  it("T26: lets nothing in", () => {
    expect(renderUnknownGroupCheck("a")).toMatchObject({
      name: "gatehouse",
      status: "completed",
      conclusion: "action_required",
    });
  });
});

describe("the check of the title", () => {
  const bot = { author: { id: 9, login: "dependabot[bot]" }, isByBot: true };
  const cut = { ...nothingRead.landing, commits: { commits: [], merges: [], isComplete: false } };

  it.for<[what: string, given: Partial<PullRequest>, judging: Partial<JudgingRules>, conclusion: string]>([
    ["passes", { title: "feat: x" }, {}, "success"],
    ["fails", { title: "Feature: x" }, {}, "failure"],
    ["a bot's holds nobody up", { title: "Bump x", ...bot }, {}, "neutral"],
    ["a bot's passes like any other", { title: "build: bump x", ...bot }, {}, "success"],
    ["a bot's fails where it is judged like any other", { title: "Bump x", ...bot }, { bots: "lint" }, "failure"],
    ["a bot's that is not judged", { title: "Bump x", ...bot }, { bots: "skip" }, "neutral"],
    ["of an author who is ignored", { title: "Bump x", ...bot }, { ignore: ["dependabot"] }, "neutral"],
    ["of a draft that counts later", { title: "Bump x", isDraft: true }, { drafts: "neutral" }, "neutral"],
    ["of a draft", { title: "Bump x", isDraft: true }, {}, "failure"],
    ["says that it is not finished", { title: "[WIP] feat: x" }, { wip: "neutral" }, "neutral"],
  ])("%s → its conclusion", ([, given, judging, conclusion]) => {
    const check = titleEffect(given, judging);
    expect(check).toMatchObject({ name: "gatehouse/title", status: "completed", conclusion });
    expect(check.headSha).toBe(aPullRequest().headSha);
  });

  // The record misses no state: the compiler asks for each.
  it.for(
    Object.entries({
      "not-judged": [{ labels: ["free"] }, { skipLabels: ["free"] }],
      lenient: [{ title: "Bump x", ...bot }, {}],
      waiting: [{ isDraft: true }, { drafts: "neutral" }],
      unknown: [{ title: "feat: x" }, { commits: "all" }],
      passes: [{ title: "feat: x" }, {}],
      fails: [{ title: "Feature: x" }, {}],
    } satisfies Record<TitleStanding["state"], readonly [Partial<PullRequest>, Partial<JudgingRules>]>),
  )("%s is completed, with a conclusion", ([state, [given, judging]]) => {
    const policy = { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, ...judging } };
    const landing = state === "unknown" ? cut : nothingRead.landing;
    expect(judgePullRequestTitle(aPullRequest(given), landing, policy).state).toBe(state);
    const check = titleEffect(given, judging, landing);
    expect([check.status, check.conclusion]).toEqual([
      "completed",
      expect.stringMatching(/^(success|neutral|failure)$/),
    ]);
  });

  it("fails where nobody can tell whether the commits hold", () => {
    expect(titleEffect({ title: "feat: x" }, { commits: "all" }, cut).conclusion).toBe("failure");
  });
});

describe("a configuration that cannot be used", () => {
  it("asks for action and lists every problem with its fix", () => {
    const check = renderConfigCheck("a", invalid, [
      "f:2:1 unknown key `gate`. Did you mean `gates`?",
      "f:4:1 @ana <b>. Write it.",
    ]);
    expect(check).toMatchObject({ name: "gatehouse", status: "completed", conclusion: "action_required" });
    expect(check.summary).toMatchInlineSnapshot(`
      "**The configuration on \`main\` has 2 problems.** Correct .github/gatehouse.yml on \`main\`; until then this check stays red.

      - \`\`f:2:1 unknown key \`gate\`. Did you mean \`gates\`?\`\`
      - \`f:4:1 @​ana <b>. Write it.\`"
    `);
  });

  it("that is gone asks for action too", () => {
    const check = renderConfigCheck("a", vanished, []);
    expect(check).toMatchObject({ conclusion: "action_required", title: "❌ The configuration is gone" });
    expect(check.summary).toMatchInlineSnapshot(
      `"**\`main\` had a .github/gatehouse.yml and has none now.** Restore it. To stop using Gatehouse here, uninstall the App from this repository."`,
    );
  });
});

describe("GitHub takes", () => {
  const wide = Array.from({ length: 5_000 }, (_, index) => `f:${index}:1 @ana ${"`|é".repeat(2_000)}`);
  it.for([
    { name: "a waiting composite", check: composite({}) },
    {
      name: "a composite that cannot be judged",
      check: renderUnavailableCheck("a", { isGitHubAway: true, isGivenUp: true }),
    },
    { name: "a composite that is judged again", check: renderLookingAgainCheck("a", undefined) },
    { name: "a composite of unknown pull requests", check: renderUnknownGroupCheck("a") },
    { name: "thousands of problems", check: renderConfigCheck("a", invalid, wide) },
    {
      name: "a hostile title",
      check: titleEffect({ title: "`@acme/all`\n/help <b>".repeat(12) }),
    },
  ])("$name", ({ check }) => {
    expect(check.title.length).toBeLessThanOrEqual(140);
    for (const text of [check.summary, check.text ?? ""]) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
      expect(parseComment(text).invocations).toEqual([]);
    }
    // T25: both satisfy branch protection.
    expect(["neutral", "skipped"]).not.toContain(check.conclusion);
    expect(check.actions?.length ?? 0).toBeLessThanOrEqual(3);
    for (const { label, description, identifier } of check.actions ?? []) {
      expect([label.length <= 20, description.length <= 40, identifier.length <= 20]).toEqual([true, true, true]);
    }
  });
});

function titleEffect(
  given: Partial<PullRequest>,
  judging: Partial<JudgingRules> = {},
  landing: Landing = nothingRead.landing,
): CheckRunEffect {
  const policy = { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, ...judging } };
  return renderTitleEffect({ ...nothingRead, landing, pullRequest: aPullRequest(given) }, policy);
}
