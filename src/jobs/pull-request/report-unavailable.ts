import { hasHadConfig } from "../../github/facts/config-source.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { RetryLater } from "../../queue/job.ts";
import { renderUnavailableCheck } from "../../render/check-runs.ts";
import type { Deps } from "../deps.ts";
import type { Where } from "./look.ts";

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
  headSha: string,
  where: Where,
  { github, store, log, dryRun, now, attempt, requireTurn }: Deps & { readonly requireTurn: () => Promise<void> },
): Promise<void> {
  const isWait = problem instanceof RetryLater;
  if (isWait ? problem.retryAt.getTime() - now().getTime() < longWaitMs : attempt < firstToldAttempt) return;
  try {
    // Where Gatehouse was never configured it says nothing, and so it does when it cannot tell.
    if (!(await hasHadConfig(store, where.repositoryId))) return;
    const octokit = await github.installation(where.installationId);
    const check = renderUnavailableCheck(headSha, { isGivenUp: !isWait && attempt >= lastAttempt });
    await applyEffects([check], where, { octokit, store, appId: github.appId, log, dryRun, requireTurn });
  } catch (error) {
    log.info({ err: error, headSha }, "GitHub does not take the news either that it is unavailable");
  }
}
