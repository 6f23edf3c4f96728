import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** Those of the logins that an issue of the repository can be given to, in lower case. Each costs a request. */
export async function findAssignable(
  octokit: Octokit,
  { owner, repo }: Pick<RepositoryRef, "owner" | "repo">,
  logins: readonly string[],
): Promise<ReadonlySet<string>> {
  const assignable = new Set<string>();
  for (const assignee of logins) {
    const asked = octokit.rest.issues.checkUserCanBeAssigned({ owner, repo, assignee });
    if ((await findUnlessGone(asked)) !== undefined) assignable.add(assignee.toLowerCase());
  }
  return assignable;
}
