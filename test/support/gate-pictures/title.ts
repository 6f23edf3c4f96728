import type { PullRequest } from "../../../src/policy/facts.ts";
import { nothingRead } from "../../../src/policy/nothing-read.ts";
import { nothingLands, type Landing } from "../../../src/policy/title/landing/landing.ts";
import { defaultTitlePolicy, type JudgingRules } from "../../../src/policy/title/rules.ts";
import { renderTitleEffect } from "../../../src/render/check-runs.ts";
import { aPullRequest, secondHead } from "../builders.ts";

/** What the page of the gate `title` shows of its check: one picture for each state. */
export const titlePictures: Readonly<Record<string, () => string>> = {
  title: () => check({ title: "Feature: faster start" }),
  "title-passes": () => check({ title: "feat(runtime): faster start" }),
  "title-commit": () => check({ title: "feat: faster start" }, {}, withCommit("Start faster")),
  "title-bot": () => check({ title: "Bump yaml from 2.8.1 to 2.9.1", author: dependabot, isByBot: true }),
  "title-waits": () => check({ title: "[WIP] feat: faster start" }, { wip: "neutral" }),
  "title-not-judged": () => check({ labels: ["no title check"] }, { skipLabels: ["no title check"] }),
  "title-unknown": () => check({ commits: 312 }, { commits: "all" }, tooManyCommits),
};

const dependabot = { id: 9, login: "dependabot[bot]" };
const tooManyCommits: Landing = { ...nothingLands, commits: { commits: [], merges: [], isComplete: false } };

function withCommit(message: string): Landing {
  return { ...nothingLands, commits: { commits: [{ sha: secondHead, message }], merges: [], isComplete: true } };
}

function check(given: Partial<PullRequest>, judging: Partial<JudgingRules> = {}, landing = nothingLands): string {
  const policy = { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, ...judging } };
  const latestVersion = { state: "released", version: "0.7.3" } as const;
  const facts = { ...nothingRead, latestVersion, landing, pullRequest: aPullRequest(given) };
  const { summary } = renderTitleEffect(facts, policy);
  return summary.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
