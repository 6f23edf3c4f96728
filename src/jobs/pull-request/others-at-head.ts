import { findUnlessGone } from "../../github/client/gone.ts";
import { getPullRequest } from "../../github/facts/pull-request.ts";
import { findHead, forgetAtHead } from "../../github/heads/head-index.ts";
import { findNewestPlace } from "../../github/heads/heads.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { findCompositeNames } from "../../github/posts/composite-names.ts";
import { renderUnavailableCheck } from "../../render/check-runs.ts";
import { underNames } from "../../render/named-checks.ts";
import type { ChecksOfOne } from "../../render/shared-checks.ts";
import type { Deps } from "../deps.ts";
import { lookAt, type Where } from "./look.ts";
import { isGitHubAway } from "./report-unavailable.ts";
import { findLedgers } from "./whole-ledgers.ts";

interface Others {
  readonly checks: readonly ChecksOfOne[];
  /** Why some could not be judged; they count as waiting. */
  readonly failures: readonly unknown[];
}

interface Head {
  readonly headSha: string;
  /** Pull requests that are judged anyway. */
  readonly except: readonly number[];
}

/** The other open pull requests of this head: its check runs are theirs too. Nearly always there are none. */
export async function lookAtOthers({ headSha, except }: Head, where: Where, deps: Deps): Promise<Others> {
  const known = await findHead(deps.store, { repositoryId: where.repositoryId, headSha });
  const checks: ChecksOfOne[] = [];
  const failures: unknown[] = [];
  for (const number of Object.keys(known).map(Number)) {
    if (except.includes(number)) continue;
    try {
      const found = await judgeThere(number, headSha, where, deps);
      if (found !== undefined) checks.push(found);
    } catch (error) {
      deps.log.warn({ err: error, number, headSha }, "another pull request of this head could not be judged");
      failures.push(error);
      checks.push(await unjudged(number, headSha, error, where, deps));
    }
  }
  return { checks, failures };
}

async function judgeThere(number: number, headSha: string, where: Where, deps: Deps): Promise<ChecksOfOne | undefined> {
  const pullRequest = await findStanding(number, headSha, where, deps);
  const look = pullRequest && (await lookAt(pullRequest, where, deps));
  return look && { ...pullRequest, checks: look.checks };
}

/**
 * Undefined when it is closed, stands elsewhere, or is denied by GitHub, which then merges it for nobody either; then
 * nobody asks for it at this head again.
 */
async function findStanding(
  number: number,
  headSha: string,
  where: Where,
  { github, store }: Deps,
): Promise<PullRequest | undefined> {
  const octokit = await github.installation(where.installationId);
  const findHere = async () => {
    const pullRequest = await findUnlessGone(getPullRequest(number, where, octokit));
    return pullRequest?.isOpen === true && pullRequest.headSha === headSha ? pullRequest : undefined;
  };
  const pullRequest = await findHere();
  if (pullRequest !== undefined) return pullRequest;
  await forgetAtHead(store, { repositoryId: where.repositoryId, headSha }, number);
  // Its own look may have noted that it is back, just before we forgot it; the next look at it notes it again.
  return findHere();
}

async function unjudged(
  number: number,
  headSha: string,
  error: unknown,
  { repositoryId }: Where,
  { store }: Deps,
): Promise<ChecksOfOne> {
  const place = await findNewestPlace(store, { repositoryId, number });
  const ledgers = await findLedgers(store, repositoryId, [number]);
  const check = renderUnavailableCheck(headSha, { isGitHubAway: isGitHubAway(error), isGivenUp: false, ledgers });
  const names = await findCompositeNames(store, { repositoryId, headSha, baseBranch: place?.baseBranch });
  return { number, baseBranch: place?.baseBranch ?? "unknown", checks: underNames([check], names) };
}
