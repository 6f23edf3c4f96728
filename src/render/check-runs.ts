import type { CheckRunEffect } from "../policy/effect.ts";
import type { Report } from "../policy/evaluate.ts";
import type { PullRequest } from "../policy/facts.ts";
import type { Reason } from "../policy/reason.ts";
import { judgeTitle } from "../policy/title/judge-title.ts";
import type { TitleRules } from "../policy/title/rules.ts";
import { clip } from "./clip.ts";
import { code, cut } from "./markdown.ts";
import { fix, sentence } from "./reason.ts";
import { headline, renderSummary } from "./summary.ts";
import { renderTitleCheck } from "./title/title-check.ts";

// The composite is the one check that branch protection has to name; the title's own answers at once.
const compositeCheckName = "gatehouse";
const titleCheckName = "gatehouse/title";

// GitHub refuses a summary above 65,535 bytes.
const problemBytes = 60_000;

const recheckAction = {
  label: "Look again",
  description: "Judge this pull request again",
  identifier: "recheck",
};

export function renderCompositeCheck(report: Report): CheckRunEffect {
  const { state, pullRequest } = report;
  return {
    kind: "check-run",
    name: compositeCheckName,
    headSha: pullRequest.headSha,
    ...(state === "in_progress" ? { status: state } : { status: "completed", conclusion: state }),
    title: headline(report),
    summary: renderSummary(report),
    actions: [recheckAction],
  };
}

export function renderTitleEffect(pullRequest: PullRequest, rules: TitleRules): CheckRunEffect {
  const judgement = judgeTitle(pullRequest.title, rules, pullRequest.number);
  return {
    kind: "check-run",
    name: titleCheckName,
    headSha: pullRequest.headSha,
    status: "completed",
    conclusion: judgement.ok ? "success" : "failure",
    ...renderTitleCheck(pullRequest.title, judgement, rules),
  };
}

/** What the composite says when the configuration cannot be used: nothing is enforced, and nothing is let through. */
export function renderConfigCheck(headSha: string, why: Reason, problems: readonly string[]): CheckRunEffect {
  return {
    kind: "check-run",
    name: compositeCheckName,
    headSha,
    status: "completed",
    conclusion: "action_required",
    title: why.code === "config-vanished" ? "❌ The configuration is gone" : "❌ The configuration has problems",
    summary: [`**${sentence(why)}** ${fix(why) ?? ""}`, ...problemList(problems)].join("\n\n"),
    actions: [recheckAction],
  };
}

function problemList(problems: readonly string[]): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.map((problem) => `- ${code(cut(problem, 1_000))}`);
  return [clip(lines, problemBytes, (left) => `- … and ${left} more`).join("\n")];
}
