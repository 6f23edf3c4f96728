import type { CheckRunEffect } from "../policy/effect.ts";
import type { Report } from "../policy/evaluate.ts";
import type { Snapshot } from "../policy/facts.ts";
import type { LedgerEntry } from "../policy/ledger/entry.ts";
import { writeSnapshot } from "../policy/ledger/snapshot.ts";
import type { Reason } from "../policy/reason.ts";
import { judgePullRequestTitle } from "../policy/title/judge-pull-request.ts";
import type { TitleStanding } from "../policy/title/title-standing.ts";
import type { TitlePolicy } from "../policy/title/rules.ts";
import { annotationsOf } from "./annotations.ts";
import { clip } from "./clip.ts";
import { titleOf } from "./headline.ts";
import { code, cut } from "./markdown.ts";
import { fix, sentence } from "./reason.ts";
import { renderSummary } from "./summary.ts";
import { withTables } from "./tables.ts";
import { renderTitleCheck } from "./title/title-check.ts";

// The composite is the one check that branch protection has to name; the title's own answers at once. A configuration may
// call the composite otherwise, see `named-checks.ts`.
export const compositeCheckName = "gatehouse";
export const titleCheckName = "gatehouse/title";

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
    summary: withTables(renderSummary(report), report.gates),
    text: writeSnapshot(pullRequest.number, ledger, ledgerBytes),
    annotations: annotationsOf(report),
    actions: [recheckAction],
  };
}

/** Always completed: a check that waits would stay so for ever where nobody goes on. What waits is told by the composite. */
export interface TitleCheck extends CheckRunEffect {
  readonly name: typeof titleCheckName;
  readonly status: "completed";
  readonly conclusion: "success" | "neutral" | "failure" | "action_required";
}

/** The title's own check, from the same facts as its gate. */
export function renderTitleEffect(
  { pullRequest, landing, latestVersion }: Pick<Snapshot, "pullRequest" | "landing" | "latestVersion">,
  policy: TitlePolicy,
  judged: TitleStanding = judgePullRequestTitle(pullRequest, landing, policy),
): TitleCheck {
  return {
    kind: "check-run",
    name: titleCheckName,
    headSha: pullRequest.headSha,
    status: "completed",
    conclusion: conclusions[judged.state],
    ...renderTitleCheck(judged, { pullRequest, latestVersion, policy }),
  };
}

const conclusions = {
  passes: "success",
  fails: "failure",
  "not-judged": "neutral",
  lenient: "neutral",
  waiting: "neutral",
  // What cannot be told must not pass.
  unknown: "failure",
} as const satisfies Record<TitleStanding["state"], TitleCheck["conclusion"]>;

/**
 * What the composite says of a commit where nothing can be judged, under the name of the title's check as well: branch
 * protection may ask for that one too, and would wait for it for ever.
 */
export function renderUnjudgedTitleCheck({ headSha, title, summary }: CheckRunEffect): TitleCheck {
  return {
    kind: "check-run",
    name: titleCheckName,
    headSha,
    status: "completed",
    conclusion: "action_required",
    title,
    summary,
    actions: [recheckAction],
  };
}

/** The composite with a word on where its rules stand, when that is not this repository. */
export function withConfigNote(check: CheckRunEffect, note: Reason | undefined): CheckRunEffect {
  return note === undefined ? check : { ...check, summary: `${check.summary}\n\n${sentence(note)}` };
}

/** What the composite says when the configuration cannot be used: nothing is enforced, and nothing is let through. */
export function renderConfigCheck(headSha: string, why: Reason, problems: readonly string[]): CheckRunEffect {
  return {
    kind: "check-run",
    name: compositeCheckName,
    headSha,
    status: "completed",
    conclusion: "action_required",
    title: why.code.endsWith("config-vanished") ? "❌ The configuration is gone" : "❌ The configuration has problems",
    summary: [`**${sentence(why)}** ${fix(why) ?? ""}`, ...problemList(problems)].join("\n\n"),
    actions: [recheckAction],
  };
}

/**
 * What the composite says of a commit that could not be judged. Never a failure: nothing is known against the pull
 * request. And never a success, whatever was known before. `ledgers` are kept there through it.
 */
export function renderUnavailableCheck(
  headSha: string,
  given: { readonly isGitHubAway: boolean; readonly isGivenUp: boolean; readonly ledgers?: string | undefined },
): CheckRunEffect {
  const { trying, gaveUp, what, where } = given.isGitHubAway ? gitHubAway : notJudged;
  if (!given.isGivenUp) {
    const summary = `${what}, so nothing is known yet. Gatehouse tries again by itself${where}.`;
    return inProgressCheck(headSha, `⏳ ${trying}; trying again`, summary, given.ledgers);
  }
  const summary =
    `${what} in six attempts${where}. ` +
    "Comment `/recheck` or press “Look again” when it is well; any other event of this pull request does the same.";
  const check = inProgressCheck(headSha, `❌ ${gaveUp}`, summary, given.ledgers);
  return { ...check, status: "completed", conclusion: "timed_out" };
}

const gitHubAway = {
  trying: "GitHub does not answer",
  gaveUp: "GitHub did not answer; nothing was judged",
  what: "GitHub did not answer",
  where: "",
};

const notJudged = {
  trying: "This commit could not be judged",
  gaveUp: "This commit could not be judged",
  what: "Gatehouse could not judge this commit",
  where: "; its log says why",
};

/** What the composite says from the moment on that a pull request moved to a commit which showed a success before. */
export function renderLookingAgainCheck(headSha: string, ledgers: string | undefined): CheckRunEffect {
  const summary =
    "This commit passed before, and a pull request has moved to it, or to another base branch, since. What passed then " +
    "need not pass there, so it is judged again.";
  return inProgressCheck(headSha, "⏳ Looking again: a pull request moved", summary, ledgers);
}

function inProgressCheck(headSha: string, title: string, summary: string, text: string | undefined): CheckRunEffect {
  return {
    kind: "check-run",
    name: compositeCheckName,
    headSha,
    status: "in_progress",
    title,
    summary,
    ...(text === undefined ? {} : { text }),
    actions: [recheckAction],
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
