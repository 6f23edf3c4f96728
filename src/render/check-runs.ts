import type { CheckRunEffect } from "../policy/effect.ts";
import type { Report } from "../policy/evaluate.ts";
import type { PullRequest } from "../policy/facts.ts";
import type { LedgerEntry } from "../policy/ledger/entry.ts";
import { writeSnapshot } from "../policy/ledger/snapshot.ts";
import type { Reason } from "../policy/reason.ts";
import { judgeTitle } from "../policy/title/judge-title.ts";
import type { TitleRules } from "../policy/title/rules.ts";
import { clip } from "./clip.ts";
import { titleOf } from "./headline.ts";
import { code, cut } from "./markdown.ts";
import { fix, sentence } from "./reason.ts";
import { renderSummary } from "./summary.ts";
import { renderTitleCheck } from "./title/title-check.ts";

// The composite is the one check that branch protection has to name; the title's own answers at once.
export const compositeCheckName = "gatehouse";
const titleCheckName = "gatehouse/title";

// GitHub refuses a summary above 65,535 bytes.
const problemBytes = 60_000;

/** GitHub refuses a text above 65,535 bytes. */
export const ledgerBytes = 65_000;

const recheckAction = {
  label: "Look again",
  description: "Judge this pull request again",
  identifier: "recheck",
};

/** The verdict, and as its text the ledger: only our App can write there, so it can be believed after a loss. */
export function renderCompositeCheck(report: Report, ledger: readonly LedgerEntry[]): CheckRunEffect {
  const { state, pullRequest } = report;
  return {
    kind: "check-run",
    name: compositeCheckName,
    headSha: pullRequest.headSha,
    ...(state === "in_progress" ? { status: state } : { status: "completed", conclusion: state }),
    title: titleOf(report),
    summary: renderSummary(report),
    text: writeSnapshot(pullRequest.number, ledger, ledgerBytes),
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

/**
 * What the composite says while GitHub cannot be read. Never a failure: nothing is known against the pull request. And
 * never a success, whatever was known before.
 */
export function renderUnavailableCheck(
  headSha: string,
  { isGivenUp }: { readonly isGivenUp: boolean },
): CheckRunEffect {
  const shared = { kind: "check-run", name: compositeCheckName, headSha, actions: [recheckAction] } as const;
  if (!isGivenUp) {
    return {
      ...shared,
      status: "in_progress",
      title: "⏳ GitHub does not answer; trying again",
      summary: "GitHub did not answer, so nothing could be judged yet. Gatehouse tries again by itself.",
    };
  }
  return {
    ...shared,
    status: "completed",
    conclusion: "timed_out",
    title: "❌ GitHub did not answer; nothing was judged",
    summary:
      "GitHub did not answer in six attempts, so nothing was judged. " +
      "Comment `/recheck` or press “Look again” when it is well; any other event of this pull request does the same.",
  };
}

/** What the composite says of a commit of the merge queue when its pull requests cannot be told: it lets nothing in. */
export function renderUnknownGroupCheck(headSha: string): CheckRunEffect {
  return {
    kind: "check-run",
    name: compositeCheckName,
    headSha,
    status: "completed",
    conclusion: "action_required",
    title: "❌ Unknown pull requests in the merge queue",
    summary:
      "The merge queue made this commit, and Gatehouse cannot tell of which open pull requests, so nothing was judged. " +
      "Take the pull request out of the queue and put it in again.",
    actions: [recheckAction],
  };
}

function problemList(problems: readonly string[]): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.map((problem) => `- ${code(cut(problem, 1_000))}`);
  return [clip(lines, problemBytes, (left) => `- … and ${left} more`).join("\n")];
}
