import { RequestError } from "@octokit/request-error";
import { hasHadConfig } from "../../github/facts/config-source.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { findCompositeNames } from "../../github/posts/composite-names.ts";
import { RetryLater } from "../../queue/job.ts";
import { renderUnavailableCheck } from "../../render/check-runs.ts";
import { underNames } from "../../render/named-checks.ts";
import type { Deps } from "../deps.ts";
import type { Where } from "./look.ts";
import { findLedgersAt } from "./whole-ledgers.ts";

// Shorter waits are our own: somebody pushed while we read, or another worker looks already.
const longWaitMs = 60_000;
const firstToldAttempt = 2;
const lastAttempt = 6;

/**
 * A commit could not be judged. From the second attempt on its check says so, as far as GitHub takes it: not as a
 * failure, which would blame the pull request, and not as the success that it may have shown before. Never throws.
 */
export async function reportUnavailable(
  problem: unknown,
  { headSha, baseBranch, number }: { readonly headSha: string; readonly baseBranch: string; readonly number?: number },
  where: Where,
  { github, store, log, dryRun, now, attempt, requireTurn }: Deps & { readonly requireTurn: () => Promise<void> },
): Promise<void> {
  const isWait = problem instanceof RetryLater;
  if (isWait ? problem.retryAt.getTime() - now().getTime() < longWaitMs : attempt < firstToldAttempt) return;
  try {
    // Where Gatehouse was never configured it says nothing, and so it does when it cannot tell.
    if (!(await hasHadConfig(store, where.repositoryId))) return;
    const octokit = await github.installation(where.installationId);
    const ledgers = await findLedgersAt(store, { repositoryId: where.repositoryId, headSha }, number);
    const isGivenUp = !isWait && attempt >= lastAttempt;
    const check = renderUnavailableCheck(headSha, { isGitHubAway: isGitHubAway(problem), isGivenUp, ledgers });
    const names = await findCompositeNames(store, { repositoryId: where.repositoryId, headSha, baseBranch });
    await applyEffects(underNames([check], names), where, {
      octokit,
      store,
      appId: github.appId,
      log,
      dryRun,
      requireTurn,
    });
  } catch (error) {
    log.info({ err: error, headSha }, "the news that a commit could not be judged was not taken");
  }
}

/** Only what is surely GitHub's: anything else may be ours. Octokit gives what broke off or took too long as 500. */
export function isGitHubAway(problem: unknown): boolean {
  // Long waits are those that GitHub asks for.
  return problem instanceof RetryLater || (problem instanceof RequestError && problem.status >= 500);
}
