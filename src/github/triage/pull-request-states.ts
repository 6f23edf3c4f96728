import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** How pull requests that decisions name have ended, or not. One that is not there is left out. */
export async function collectPullRequestStates(
  octokit: Octokit,
  { owner, repo }: Pick<RepositoryRef, "owner" | "repo">,
  numbers: Iterable<number>,
): Promise<ReadonlyMap<number, "open" | "merged" | "closed">> {
  const states = new Map<number, "open" | "merged" | "closed">();
  for (const number of new Set(numbers)) {
    const found = await findUnlessGone(octokit.rest.pulls.get({ owner, repo, pull_number: number }));
    if (found === undefined) continue;
    const { merged, state } = found.data;
    states.set(number, merged ? "merged" : state === "open" ? "open" : "closed");
  }
  return states;
}

/** The pull request that brought a commit to its branch; undefined where none did. */
export async function findPullRequestOf(
  octokit: Octokit,
  { owner, repo, sha }: Pick<RepositoryRef, "owner" | "repo"> & { readonly sha: string },
): Promise<number | undefined> {
  const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ owner, repo, commit_sha: sha });
  return data.find(({ merged_at: mergedAt }) => mergedAt !== null)?.number;
}
