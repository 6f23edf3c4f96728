import { findOwnGroup } from "../../heads/merge-groups.ts";
import type { SliceScene } from "../collect.ts";
import { findForkPoint } from "../fork-point.ts";
import type { Sources } from "../signing.ts";

export interface ComparedCommits {
  readonly head: string;
  /** Undefined where there is none. */
  readonly base: string | undefined;
}

/**
 * The commit to judge and the one that it grew from. In the merge queue they are those of the pull request's own group:
 * what stands below it was brought by others, and so was what later groups put upon it.
 */
export async function findComparedCommits(
  { pullRequest, at, checksAt }: Pick<SliceScene, "pullRequest" | "at" | "checksAt">,
  { octokit, store }: Pick<Sources, "octokit" | "store">,
): Promise<ComparedCommits> {
  const { number, baseBranch, headSha } = pullRequest;
  if (checksAt !== headSha) {
    const group = await findOwnGroup(store, { repositoryId: at.repositoryId, number }, checksAt);
    if (group !== undefined) return { head: group.headSha, base: group.baseSha };
  }
  // Of a group that was ended meanwhile everything since the base branch is said: too much, and never too little.
  return { head: checksAt, base: await findForkPoint({ baseBranch, headSha: checksAt }, at, octokit) };
}
