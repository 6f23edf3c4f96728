import { z } from "zod";
import { applyEffects } from "../github/posts/apply.ts";
import { findHead } from "../github/facts/head-index.ts";
import { getPullRequest } from "../github/facts/pull-request.ts";
import { takeTurn, type Turn } from "../github/posts/turn.ts";
import { findReceipt } from "../github/posts/receipt.ts";
import type { Effect } from "../policy/effect.ts";
import type { Report } from "../policy/evaluate.ts";
import type { PullRequest } from "../policy/facts.ts";
import { effectKey } from "../policy/plan.ts";
import { defineJob, RetryLater } from "../queue/job.ts";
import { type ChecksOfOne, shareChecks } from "../render/shared-checks.ts";
import { renderSummaryComment } from "../render/summary.ts";
import { at } from "./at.ts";
import type { Deps } from "./deps.ts";
import { lookAt, type Where } from "./look.ts";

const Payload = z.object({
  ...at,
  number: z.number().int().positive(),
});
type Payload = z.infer<typeof Payload>;

/** Looks at one pull request again: config, facts, verdicts, and on GitHub only what differs from what is there. */
export const evaluatePullRequestJob = defineJob({
  name: "evaluate-pull-request",
  payload: Payload,
  process: async (payload: Payload, deps: Deps) => {
    const { github, store, log, dryRun, now } = deps;
    const octokit = await github.installation(payload.installationId);
    const ownTurn = await takeTurn(store, `pull-request/${payload.repositoryId}/${payload.number}`);
    const pullRequest = await getPullRequest(payload.number, payload, octokit);
    if (!pullRequest.isOpen) return;
    // Check runs belong to the head, which several pull requests may share.
    const headTurn = await takeTurn(store, `head/${payload.repositoryId}/${pullRequest.headSha}`);
    const look = await lookAt(pullRequest, payload, deps);
    if (look === undefined) return;
    const others = await lookAtOthers(pullRequest, payload, deps);
    const checks = shareChecks([{ ...pullRequest, checks: look.checks }, ...others]);
    const comment = look.report === undefined ? [] : await summaryOf(look.report, payload, deps);
    const repository = { ...payload, hasComments: pullRequest.comments > 0 };
    const target = { octokit, store, appId: github.appId, log, dryRun };
    const require = async (...turns: readonly Turn[]) => {
      for (const isMine of turns) if (!(await isMine())) throw lookAgain(now());
    };
    await applyEffects(checks, repository, { ...target, requireTurn: () => require(ownTurn, headTurn) });
    await applyEffects(comment, repository, { ...target, requireTurn: () => require(ownTurn) });
  },
});

/** Jittered, so that pull requests which share a head do not take it from each other again and again. */
function lookAgain(now: Date): RetryLater {
  return new RetryLater("a newer look has begun", new Date(now.getTime() + 1000 + Math.random() * 9000));
}

/** The other open pull requests of this head: its check runs are theirs too. Nearly always there are none. */
async function lookAtOthers(
  { number, headSha }: PullRequest,
  where: Where,
  deps: Deps,
): Promise<readonly ChecksOfOne[]> {
  const octokit = await deps.github.installation(where.installationId);
  const known = await findHead(deps.store, { repositoryId: where.repositoryId, headSha });
  const found: ChecksOfOne[] = [];
  for (const other of Object.keys(known).map(Number)) {
    if (other === number) continue;
    const pullRequest = await getPullRequest(other, where, octokit);
    if (!pullRequest.isOpen || pullRequest.headSha !== headSha) continue;
    const look = await lookAt(pullRequest, where, deps);
    if (look !== undefined) found.push({ ...pullRequest, checks: look.checks });
  }
  return found;
}

/** Posted where somebody is asked. Once posted it is kept true, also when nobody is asked any more. */
async function summaryOf(report: Report, { repositoryId }: Where, { store }: Deps): Promise<readonly Effect[]> {
  const { number } = report.pullRequest;
  const comment: Effect = { kind: "managed-comment", number, body: renderSummaryComment(report) };
  const isAsked = report.areas.some(({ state, signOffs }) => state !== "not-touched" || signOffs.length > 0);
  const isPosted = async () => (await findReceipt(store, effectKey(comment, repositoryId))) !== undefined;
  return isAsked || (await isPosted()) ? [comment] : [];
}
