import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

export interface GitObject {
  readonly type: string;
  readonly sha: string;
}

// A tag can name a tag, which nobody does twice.
const mostNested = 5;

/** `tags/v1`, `heads/main`. GitHub answers 404 where there is no such ref; undefined then. */
export async function findRef(
  ref: string,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<GitObject | undefined> {
  return (await findUnlessGone(octokit.rest.git.getRef({ owner, repo, ref })))?.data.object;
}

/** What a tag names in the end. An annotated tag is an object of its own; a light one is only a name. */
export async function dereference(
  tagged: GitObject,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<GitObject> {
  let object = tagged;
  for (let depth = 0; object.type === "tag" && depth < mostNested; depth += 1) {
    object = (await octokit.rest.git.getTag({ owner, repo, tag_sha: object.sha })).data.object;
  }
  return object;
}

/** Whether the commit is among those that lead to the tip. */
export async function contains(
  tip: string,
  commit: string,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<boolean> {
  const basehead = `${commit}...${tip}`;
  // The changed files, of which nobody asks, come with the first page only.
  const asked = octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1, page: 2 });
  // Both are there, so a 404 says that they have no commit in common.
  const compared = await findUnlessGone(asked);
  return compared?.data.behind_by === 0;
}
