import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { collectPullCommits } from "./pull-commits.ts";

/** What became part of a branch, or is about to in the merge queue. */
export interface LandedCommit {
  readonly message: string;
  /** It joins two lines of commits, and keeps those of the pull request as they are. */
  readonly isMerge: boolean;
}

export async function getLandedCommit(
  sha: string,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<LandedCommit> {
  const { data } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: sha });
  return { message: data.message, isMerge: data.parents.length > 1 };
}

/**
 * Whether a commit says word for word what one of the pull request's own commits says, as after a rebase. Of more than 250
 * GitHub lists the first only, and rebases none.
 */
export async function isOwnMessage(
  message: string,
  number: number,
  at: RepositoryRef,
  octokit: Octokit,
): Promise<boolean> {
  const listed = await collectPullCommits({ number }, at, octokit);
  return listed.some(({ commit }) => commit.message.trimEnd() === message.trimEnd());
}
