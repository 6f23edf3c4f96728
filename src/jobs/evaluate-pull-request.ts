import { z } from "zod";
import { applyEffects } from "../github/posts/apply.ts";
import { findHead } from "../github/facts/head-index.ts";
import { getPullRequest } from "../github/facts/pull-request.ts";
import { takeTurn } from "../github/posts/turn.ts";
import { findReceipt } from "../github/posts/receipt.ts";
import type { Effect } from "../policy/effect.ts";
import type { Report } from "../policy/evaluate.ts";
import type { PullRequest } from "../policy/facts.ts";
import { effectKey } from "../policy/plan.ts";
import { defineJob } from "../queue/job.ts";
import { type ChecksOfOne, shareChecks } from "../render/shared-checks.ts";
import { renderSummaryComment } from "../render/summary.ts";
import { at } from "./at.ts";
import type { Deps } from "./deps.ts";
import { lookAt, type Where } from "./look.ts";

const Payload = z.object({
  ...at,
  number: z.number().int().positive(),
  /** Of a delivery that may have changed head or base: the head it spoke of, and when it came in. */
  head: z.object({ sha: z.string(), seenAt: z.iso.datetime() }).optional(),
});
type Payload = z.infer<typeof Payload>;

/** Looks at one pull request again: config, facts, verdicts, and on GitHub only what differs from what is there. */
export const evaluatePullRequestJob = defineJob({
  name: "evaluate-pull-request",
  payload: Payload,
  process: async (payload: Payload, deps: Deps) => {
    const { github, store, log, dryRun } = deps;
    const octokit = await github.installation(payload.installationId);
    const pullRequest = await getPullRequest(payload.number, payload, octokit);
    if (!pullRequest.isOpen) return;
    const turn = await takeTurn(store, { repositoryId: payload.repositoryId, headSha: pullRequest.headSha });
    const look = await lookAt(pullRequest, payload, deps, payload.head);
    if (look === undefined) return;
    const others = await lookAtOthers(pullRequest, payload, deps);
    const checks = shareChecks([{ ...pullRequest, checks: look.checks }, ...others]);
    const comment = look.report === undefined ? [] : await summaryOf(look.report, payload, deps);
    const repository = { ...payload, hasComments: pullRequest.comments > 0 };
    const target = { octokit, store, appId: github.appId, log, dryRun, requireTurn: turn.require };
    await applyEffects([...checks, ...comment], repository, target);
  },
});

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
    const look = await lookAt(pullRequest, where, deps, undefined);
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
