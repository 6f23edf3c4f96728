import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

type Repository = Pick<RepositoryRef, "owner" | "repo">;

/** An issue or a pull request; undefined where it is gone, also to another repository. */
export async function findIssue(octokit: Octokit, { owner, repo }: Repository, number: number) {
  const found = await findUnlessGone(octokit.rest.issues.get({ owner, repo, issue_number: number }));
  // GitHub answers for an issue that was moved with where it is now, which may have the same number there.
  if (found === undefined || found.data.number !== number) return undefined;
  return (await isIn({ owner, repo }, found.data.repository_url, octokit)) ? found.data : undefined;
}

async function isIn({ owner, repo }: Repository, url: string, octokit: Octokit): Promise<boolean> {
  const name = url.split("/").slice(-2).join("/").toLowerCase();
  if (name === `${owner}/${repo}`.toLowerCase()) return true;
  // It has another name itself since we were asked.
  const { data } = await octokit.rest.repos.get({ owner, repo });
  return name === data.full_name.toLowerCase();
}
