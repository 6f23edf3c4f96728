import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import { isOnBranch } from "../../github/facts/merge.ts";
import { findMergeGroup, recordMergeGroup } from "../../github/heads/merge-groups.ts";
import { RetryLater } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";
import type { MergeGroupName } from "../subjects.ts";

// A red check throws the pull request out of the queue, so news of the group before this one is waited for.
const patienceMs = 5 * 60_000;
const againMs = 15_000;

/**
 * The pull requests that a commit of the merge queue holds, earliest first: the one that its branch is named after, and
 * those of the group that it was built on. Undefined when they cannot be told, which must not pass.
 */
export async function findNumbers(
  group: MergeGroupName & RepositoryRef,
  octokit: Octokit,
  { store, now }: Pick<Deps, "store" | "now">,
): Promise<readonly number[] | undefined> {
  const { repositoryId, headSha, headRef, baseSha, baseBranch } = group;
  const known = await findMergeGroup(store, repositoryId, headSha);
  if (known !== undefined && known.numbers !== null) return known.numbers;
  const own = /\/pr-(\d{1,10})-[0-9a-f]{40,64}$/.exec(headRef)?.[1];
  if (own === undefined) return undefined;
  const before = await findNumbersBefore(group, octokit, store);
  const numbers = before === undefined ? null : [...before, Number(own)];
  const since = known?.since ?? now().toISOString();
  await recordMergeGroup(store, repositoryId, { headSha, headRef, baseSha, baseBranch, numbers, since });
  if (numbers !== null) return numbers;
  if (now().getTime() - Date.parse(since) > patienceMs) return undefined;
  throw new RetryLater(`the group before ${headSha} is not known yet`, new Date(now().getTime() + againMs));
}

async function findNumbersBefore(
  group: MergeGroupName & RepositoryRef,
  octokit: Octokit,
  store: Deps["store"],
): Promise<readonly number[] | undefined> {
  const { repositoryId, baseSha, baseBranch } = group;
  const before = await findMergeGroup(store, repositoryId, baseSha);
  if (before?.numbers != null) return before.numbers;
  // Not a group, or one that we never heard of: only what the base branch has already needs no judgement.
  return (await isOnBranch(baseSha, baseBranch, group, octokit)) ? [] : undefined;
}
