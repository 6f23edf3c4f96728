import type { PullRequest } from "../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

export type PullCommit = Awaited<ReturnType<Octokit["rest"]["pulls"]["listCommits"]>>["data"][number];

/** All commits of a pull request, merges as well, oldest first: up to the 250 that GitHub lists. */
export function collectPullCommits(
  { number }: Pick<PullRequest, "number">,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<readonly PullCommit[]> {
  return octokit.paginate(octokit.rest.pulls.listCommits, { owner, repo, pull_number: number, per_page: 100 });
}
