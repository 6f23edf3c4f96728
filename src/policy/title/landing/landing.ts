import type { Reason } from "../../reason.ts";

/** What of a pull request's words becomes part of the base branch, as far as it was read. */
export interface Landing {
  /** How the repository merges; undefined while no delivery has told. */
  readonly settings: MergeSettings | undefined;
  /** Undefined where nobody needs them. */
  readonly commits: CommitList | undefined;
  /** The commit that a merge queue made of this pull request; undefined outside of a queue. */
  readonly queued: LandingCommit | undefined;
  /** Why GitHub refuses to show commits that were asked for. */
  readonly unread: Reason | undefined;
}

/** GitHub's settings of a repository that decide what lands. */
export interface MergeSettings {
  readonly methods: readonly MergeMethod[];
  /** What a squash takes as its subject: the title, or with a single commit the subject of that. */
  readonly squashTitle: "pull-request" | "commit-or-pull-request" | undefined;
  readonly squashBody: "pull-request" | "commits" | "blank" | undefined;
}

export type MergeMethod = "squash" | "merge" | "rebase";

/** The commits of a pull request, oldest first. */
export interface CommitList {
  /** Merges left out: GitHub does not count those for what a squash is called by. */
  readonly commits: readonly LandingCommit[];
  /** Those with several parents. */
  readonly merges: readonly LandingCommit[];
  /** False when GitHub lists fewer commits than there are (its limit is 250). */
  readonly isComplete: boolean;
}

export interface LandingCommit {
  readonly sha: string;
  /** The whole message; its first line is the subject. */
  readonly message: string;
}

/** What was not read at all. */
export const nothingLands: Landing = {
  settings: undefined,
  commits: undefined,
  queued: undefined,
  unread: undefined,
};
