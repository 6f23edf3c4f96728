import { z } from "zod";
import { findHead } from "../../github/heads/head-index.ts";
import { findNewestHead } from "../../github/heads/heads.ts";
import { findGroupsOf } from "../../github/heads/merge-groups.ts";
import { getPullRequest } from "../../github/facts/pull-request.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { findReceipt } from "../../github/posts/receipt.ts";
import { takeTurn, type Turn } from "../../github/posts/turn.ts";
import type { Effect } from "../../policy/effect.ts";
import type { Report } from "../../policy/evaluate.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { summaryKey } from "../../policy/plan.ts";
import { defineJob, RetryLater } from "../../queue/job.ts";
import { type ChecksOfOne, shareChecks } from "../../render/shared-checks.ts";
import { renderSummaryComment } from "../../render/summary.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { holdLabelEffects, rememberHoldLabel } from "./hold-label.ts";
import { type Look, lookAt, type Where } from "./look.ts";
import { reportUnavailable } from "./report-unavailable.ts";
import { reviewRequests } from "./review-requests.ts";
import { groupRequest, lookRequest } from "../subjects.ts";
import { mayPostSummary } from "./summary-deletion.ts";
import { nextWaiverEnd } from "./waiver-end.ts";

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
    const { store, now } = deps;
    const ownTurn = await takeTurn(store, `pull-request/${payload.repositoryId}/${payload.number}`);
    try {
      await evaluateOne(payload, ownTurn, deps);
    } catch (error) {
      const headSha = await findNewestHead(store, payload);
      const requireTurn = () => requireTurns([ownTurn], now());
      if (headSha !== undefined) await reportUnavailable(error, headSha, payload, { ...deps, requireTurn });
      throw error;
    }
  },
});

async function evaluateOne(payload: Payload, ownTurn: Turn, deps: Deps): Promise<void> {
  const { github, store, log, dryRun, now, enqueue } = deps;
  const octokit = await github.installation(payload.installationId);
  const pullRequest = await getPullRequest(payload.number, payload, octokit);
  if (!pullRequest.isOpen) return;
  // Check runs belong to the head, which several pull requests may share.
  const headTurn = await takeTurn(store, `head/${payload.repositoryId}/${pullRequest.headSha}`);
  const look = await lookAt(pullRequest, payload, deps);
  if (look === undefined) return;
  const others = await lookAtOthers(pullRequest, payload, deps);
  const checks = shareChecks([{ ...pullRequest, checks: look.checks }, ...others]);
  const target = { octokit, store, appId: github.appId, log, dryRun };
  await applyEffects(checks, payload, { ...target, requireTurn: () => requireTurns([ownTurn, headTurn], now()) });
  const repository = { ...payload, hasComments: pullRequest.comments > 0 };
  const effects = await effectsOf(look, pullRequest, payload, deps);
  await applyEffects(effects, repository, { ...target, requireTurn: () => requireTurns([ownTurn], now()) });
  const groups = await findGroupsOf(store, payload);
  const waiverEnd = nextWaiverEnd(look.ledger, now());
  const lookThen = waiverEnd === undefined ? [] : [lookRequest(payload, payload.number, waiverEnd - now().getTime())];
  await enqueue([...groups.map((group) => groupRequest(payload, group)), ...lookThen]);
}

async function requireTurns(turns: readonly Turn[], now: Date): Promise<void> {
  for (const isMine of turns) if (!(await isMine())) throw lookAgain(now);
}

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

/** What the pull request itself is to show, besides the checks of its head. */
async function effectsOf(
  { report, ledger, config }: Look,
  { baseBranch, headSha }: PullRequest,
  where: Payload,
  { store, dryRun }: Deps,
): Promise<readonly Effect[]> {
  if (report === undefined || config === undefined) return [];
  const label = config.pull_request.hold_label;
  const { repositoryId, number } = where;
  await rememberHoldLabel(store, { repositoryId, baseBranch }, label ?? null);
  const isWanted =
    (await isSummaryWanted(report, ledger.length > 0, where, store)) &&
    (dryRun || (await mayPostSummary(store, where, headSha)));
  const summary: Effect = { kind: "managed-comment", number, body: renderSummaryComment(report) };
  return [
    ...(isWanted ? [summary] : []),
    ...holdLabelEffects(report, ledger, label),
    ...(config.signoffs.request_reviews ? reviewRequests(report) : []),
  ];
}

/** Posted where somebody is asked, or has said something. Once posted it is kept true, also when nobody is asked any more. */
async function isSummaryWanted(
  { areas }: Report,
  hasLedger: boolean,
  where: Payload,
  store: Deps["store"],
): Promise<boolean> {
  const isAsked = areas.some(({ state, signOffs }) => state !== "not-required" || signOffs.length > 0);
  return isAsked || hasLedger || (await findReceipt(store, summaryKey(where))) !== undefined;
}
