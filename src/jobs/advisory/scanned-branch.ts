import type { Octokit } from "../../github/client/octokit.ts";
import { findUnlessGone } from "../../github/client/gone.ts";

/** Where a scan looks, and whether it may open issues there. */
export type ScannedRepository =
  | { readonly state: "usable"; readonly defaultBranch: string; readonly hasIssues: boolean }
  | { readonly state: "skipped"; readonly why: string };

interface At {
  readonly owner: string;
  readonly repo: string;
  readonly repositoryId: number;
}

export async function findScannedRepository(octokit: Octokit, at: At): Promise<ScannedRepository> {
  const { owner, repo, repositoryId } = at;
  const { data } = await octokit.rest.repos.get({ owner, repo });
  // A name that was given up may belong to somebody else by now.
  if (data.id !== repositoryId) return { state: "skipped", why: "the name belongs to another repository now" };
  if (data.archived) return { state: "skipped", why: "it is archived" };
  // A fork's issues would call people about advisories of the repository that it was forked from.
  return { state: "usable", defaultBranch: data.default_branch, hasIssues: data.has_issues && !data.fork };
}

/** The commit that a branch is at; undefined where it is not there. */
export async function findTip(octokit: Octokit, at: At, branch: string): Promise<string | undefined> {
  const found = await findUnlessGone(octokit.rest.repos.getBranch({ owner: at.owner, repo: at.repo, branch }));
  return found?.data.commit.sha;
}
