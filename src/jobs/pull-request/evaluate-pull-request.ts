import { z } from "zod";
import { findNewestPlace } from "../../github/heads/heads.ts";
import { forgetReads } from "../../github/heads/read-index.ts";
import { findGroupsOf, findMergeGroup, type MergeGroup } from "../../github/heads/merge-groups.ts";
import { getPullRequest } from "../../github/facts/pull-request.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { takeTurn, type Turn } from "../../github/posts/turn.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { defineJob, RetryLater } from "../../queue/job.ts";
import { shareChecks } from "../../render/shared-checks.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { keepFinalWords } from "./final-words.ts";
import { type Look, lookAt } from "./look.ts";
import { lookAtOthers } from "./others-at-head.ts";
import { ownEffects } from "./own-effects.ts";
import { reportUnavailable } from "./report-unavailable.ts";
import { titleLeftBehind } from "./title-check.ts";
import { groupRequest, lookRequest } from "../subjects.ts";

const Payload = z.object({
  ...at,
  number: z.number().int().positive(),
});
type Payload = z.infer<typeof Payload>;

interface Judged {
  readonly pullRequest: PullRequest;
  readonly look: Look;
  /** The merge queue made the head: the verdict there is the group's. */
  readonly group: MergeGroup | undefined;
  /** Why other pull requests of this head could not be judged. */
  readonly failures: readonly unknown[];
}

/** Looks at one pull request again: config, facts, verdicts, and on GitHub only what differs from what is there. */
export const evaluatePullRequestJob = defineJob({
  name: "evaluate-pull-request",
  payload: Payload,
  process: async (payload: Payload, deps: Deps) => {
    const ownTurn = await takeTurn(deps.store, `pull-request/${payload.repositoryId}/${payload.number}`);
    const judged = await judgeOrTell(payload, ownTurn, deps);
    // What fails from here on is tried again, and takes no verdict away.
    if (judged !== undefined) await showOnPullRequest(judged, payload, ownTurn, deps);
  },
});

async function judgeOrTell(payload: Payload, ownTurn: Turn, deps: Deps): Promise<Judged | undefined> {
  const { store, now } = deps;
  try {
    return await judge(payload, ownTurn, deps);
  } catch (error) {
    const place = await findNewestPlace(store, payload);
    // At a commit of the merge queue the group has the word.
    if (place !== undefined && (await findMergeGroup(store, payload.repositoryId, place.headSha)) === undefined) {
      const unjudged = { ...place, number: payload.number };
      await reportUnavailable(error, unjudged, payload, {
        ...deps,
        requireTurn: () => requireTurns([ownTurn], now()),
      });
    }
    throw error;
  }
}

/** Undefined when the pull request is closed, or Gatehouse was never configured here. */
async function judge(payload: Payload, ownTurn: Turn, deps: Deps): Promise<Judged | undefined> {
  const { github, store, log, dryRun, now } = deps;
  const { repositoryId, number } = payload;
  const octokit = await github.installation(payload.installationId);
  const pullRequest = await getPullRequest(number, payload, octokit);
  if (!pullRequest.isOpen) {
    await forgetReads(store, { repositoryId, number });
    return undefined;
  }
  const { headSha } = pullRequest;
  // Check runs belong to the head, which several pull requests may share.
  const headTurn = await takeTurn(store, `head/${repositoryId}/${headSha}`);
  const look = await lookAt(pullRequest, payload, deps);
  if (look === undefined) return undefined;
  // After the look, which has noted that the pull request stands there: the group finds it.
  const group = await findMergeGroup(store, repositoryId, headSha);
  const requireTurn = () => requireTurns([ownTurn, headTurn], now());
  if (!dryRun) {
    // Before the check says that it may be merged, which GitHub may do in the same moment.
    await requireTurn();
    await keepFinalWords(store, payload, look, pullRequest);
  }
  if (group !== undefined) return { pullRequest, look, group, failures: [] };
  const others = await lookAtOthers({ headSha, except: [number] }, payload, deps);
  const shared = shareChecks([{ ...pullRequest, checks: look.checks }, ...others.checks]);
  // What the title's check says there may be about one that could not be judged.
  const isKnown = others.failures.length === 0;
  const left = isKnown ? await titleLeftBehind(shared, pullRequest, payload, { ...look, store }) : [];
  await applyEffects([...left, ...shared], payload, { octokit, store, appId: github.appId, log, dryRun, requireTurn });
  return { pullRequest, look, group, failures: others.failures };
}

async function showOnPullRequest(
  { pullRequest, look, group, failures }: Judged,
  payload: Payload,
  ownTurn: Turn,
  deps: Deps,
): Promise<void> {
  const { github, store, log, dryRun, now, enqueue } = deps;
  const groups = [...(await findGroupsOf(store, payload)), ...(group === undefined ? [] : [group])];
  const changesAt = look.report?.changesAt;
  const lookThen =
    changesAt === undefined ? [] : [lookRequest(payload, payload.number, changesAt.getTime() - now().getTime())];
  await enqueue([...groups.map((each) => groupRequest(payload, each)), ...lookThen]);
  const octokit = await github.installation(payload.installationId);
  const effects = await ownEffects(look, pullRequest, payload.repositoryId, deps);
  const target = { ...payload, hasComments: pullRequest.comments > 0 };
  const requireTurn = () => requireTurns([ownTurn], now());
  await applyEffects(effects, target, { octokit, store, appId: github.appId, log, dryRun, requireTurn });
  // This one is judged; it is looked at again until those that share its check are, too.
  if (failures.length > 0) throw failures[0];
}

async function requireTurns(turns: readonly Turn[], now: Date): Promise<void> {
  for (const isMine of turns) if (!(await isMine())) throw lookAgain(now);
}

/** Jittered, so that pull requests which share a head do not take it from each other again and again. */
function lookAgain(now: Date): RetryLater {
  return new RetryLater("a newer look has begun", new Date(now.getTime() + 1000 + Math.random() * 9000));
}
