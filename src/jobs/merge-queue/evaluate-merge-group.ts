import { z } from "zod";
import { findConfig } from "../../github/facts/config-source.ts";
import { getPullRequest } from "../../github/facts/pull-request.ts";
import { findMergeGroup } from "../../github/heads/merge-groups.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { findCompositeNames } from "../../github/posts/composite-names.ts";
import { takeTurn } from "../../github/posts/turn.ts";
import type { CheckRunEffect } from "../../policy/effect.ts";
import { defineJob, RetryLater } from "../../queue/job.ts";
import { renderUnknownGroupCheck, titleCheckName } from "../../render/check-runs.ts";
import { underNames } from "../../render/named-checks.ts";
import { type ChecksOfOne, shareChecks } from "../../render/shared-checks.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { groupRequest } from "../subjects.ts";
import { findNumbers } from "./group-numbers.ts";
import { lookAt } from "../pull-request/look.ts";
import { lookAtOthers } from "../pull-request/others-at-head.ts";
import { reportUnavailable } from "../pull-request/report-unavailable.ts";
import { withUnjudgedTitle } from "../pull-request/title-check.ts";

const EvaluateMergeGroup = z.object({
  ...at,
  headSha: z.string(),
  headRef: z.string(),
  baseSha: z.string(),
  baseBranch: z.string(),
  /** Asked for by us, and not by the queue: a group that ended meanwhile must not come back. */
  isAgain: z.boolean().optional(),
});
type EvaluateMergeGroup = z.infer<typeof EvaluateMergeGroup>;

interface Judged {
  readonly checks: readonly CheckRunEffect[];
  /** Why pull requests that stand at this commit could not be judged. */
  readonly failures: readonly unknown[];
  /** When time alone may change a verdict. */
  readonly changesAt: readonly Date[];
}

/**
 * Answers the merge queue at its commit: each pull request in it is judged anew, with the reports of that commit, and
 * the worst counts. Nothing is let in because its pull request was green once.
 */
export const evaluateMergeGroupJob = defineJob({
  name: "evaluate-merge-group",
  payload: EvaluateMergeGroup,
  process: async (payload: EvaluateMergeGroup, deps: Deps) => {
    const { repositoryId, headSha, isAgain = false } = payload;
    if (isAgain && (await findMergeGroup(deps.store, repositoryId, headSha)) === undefined) return;
    const failures = await judgeOrTell(payload, deps);
    if (failures.length > 0) throw failures[0];
  },
});

async function judgeOrTell(payload: EvaluateMergeGroup, deps: Deps): Promise<readonly unknown[]> {
  const { github, store, log, dryRun, now, enqueue } = deps;
  const { headSha, repositoryId } = payload;
  const isMine = await takeTurn(store, `head/${repositoryId}/${headSha}`);
  const requireTurn = async () => {
    if (!(await isMine())) throw new RetryLater("a newer look has begun", new Date(now().getTime() + 1000));
  };
  try {
    const octokit = await github.installation(payload.installationId);
    const finding = await findConfig(octokit, { ...payload, ref: payload.baseBranch }, store);
    if (finding.state === "never") return [];
    const { checks, failures, changesAt } = await judge(payload, deps);
    await enqueue(changesAt.map((time) => groupRequest(payload, payload, time.getTime() - now().getTime())));
    await applyEffects(checks, payload, { octokit, store, appId: github.appId, log, dryRun, requireTurn });
    return failures;
  } catch (error) {
    await reportUnavailable(error, { headSha, baseBranch: payload.baseBranch }, payload, { ...deps, requireTurn });
    throw error;
  }
}

async function judge(payload: EvaluateMergeGroup, deps: Deps): Promise<Judged> {
  const { headSha, baseBranch } = payload;
  const octokit = await deps.github.installation(payload.installationId);
  const numbers = await findNumbers(payload, octokit, deps);
  if (numbers === undefined) return unknownGroup(payload, deps);
  const found: ChecksOfOne[] = [];
  const changesAt: Date[] = [];
  for (const number of numbers) {
    const pullRequest = await getPullRequest(number, payload, octokit);
    // Judged by the rules of one branch and merged into another: its base was changed while it waited.
    if (pullRequest.baseBranch !== baseBranch) return unknownGroup(payload, deps);
    if (!pullRequest.isOpen) {
      // What is merged is part of the base branch now; what was closed should not be in a commit to merge.
      const { owner, repo } = payload;
      const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number });
      if (data.merged) continue;
      return unknownGroup(payload, deps);
    }
    const look = await lookAt(pullRequest, payload, deps, { checksAt: headSha });
    if (look === undefined) continue;
    found.push({ ...pullRequest, checks: look.checks });
    if (look.report?.changesAt !== undefined) changesAt.push(look.report.changesAt);
  }
  // Anybody may open a pull request of this commit, into a branch that asks for less or for more.
  const others = await lookAtOthers({ headSha, except: numbers }, payload, deps);
  const checks = [...found, ...others.checks.map(asWaiting)];
  return { checks: shareChecks(checks, "merge-group"), failures: others.failures, changesAt };
}

async function unknownGroup(payload: EvaluateMergeGroup, { store }: Deps): Promise<Judged> {
  const composite = renderUnknownGroupCheck(payload.headSha);
  const checks = await withUnjudgedTitle(composite, payload, { store, isUnread: false });
  return { checks: underNames(checks, await findCompositeNames(store, payload)), failures: [], changesAt: [] };
}

/** A failure would throw the queue's own pull requests out of it, and a stranger may open one that fails. */
function asWaiting(other: ChecksOfOne): ChecksOfOne {
  const checks = other.checks.map(({ conclusion, ...check }) => {
    if (isLetThrough(conclusion)) return { ...check, conclusion };
    // The title's own check never waits; the composite does, where that title is required.
    if (check.name === titleCheckName) return { ...check, conclusion: "neutral" as const };
    return { ...check, status: "in_progress" as const };
  });
  return { ...other, checks };
}

/** A title that is not judged holds nobody up. */
function isLetThrough(conclusion: CheckRunEffect["conclusion"]): conclusion is "success" | "neutral" {
  return conclusion === "success" || conclusion === "neutral";
}
