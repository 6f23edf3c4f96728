import type { PullRequest } from "../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { contains, findRef } from "./git-refs.ts";
import { toPullRequest } from "./pull-request.ts";

export interface Merge {
  readonly pullRequest: PullRequest;
  /** What the base branch got: the merge commit, the squashed one, or the last of those rebased. */
  readonly sha: string;
  /** Login; undefined for a deleted account. */
  readonly by: string | undefined;
}

/** How a pull request was merged; undefined when it was not. */
export async function findMerge(
  number: number,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<Merge | undefined> {
  const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number });
  if (!data.merged) return undefined;
  if (data.merge_commit_sha === null) throw new Error(`GitHub names no commit for the merge of ${number}`);
  return { pullRequest: toPullRequest(data), sha: data.merge_commit_sha, by: data.merged_by?.login };
}

/** Whether a branch has a commit. False also for a branch that is gone. */
export async function isOnBranch(sha: string, branch: string, at: RepositoryRef, octokit: Octokit): Promise<boolean> {
  const tip = await findRef(`heads/${branch}`, at, octokit);
  return tip !== undefined && (tip.sha === sha || (await contains(tip.sha, sha, at, octokit)));
}
