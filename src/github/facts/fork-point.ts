import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findRef } from "./git-refs.ts";

/** The commit that a head grew from: the last one that it has in common with its base. Undefined where there is none. */
export async function findForkPoint(
  { baseBranch, headSha }: { readonly baseBranch: string; readonly headSha: string },
  at: RepositoryRef,
  octokit: Octokit,
): Promise<string | undefined> {
  // By its commit: a tag may have the name of the branch, and would be what git compares with.
  const tip = await findRef(`heads/${baseBranch}`, at, octokit);
  if (tip === undefined) return undefined;
  const { owner, repo } = at;
  const basehead = `${tip.sha}...${headSha}`;
  // The second page has no list of files, which can be long.
  const pages = { per_page: 1, page: 2 };
  const found = await findUnlessGone(
    octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, ...pages }),
  );
  return found?.data.merge_base_commit.sha;
}
