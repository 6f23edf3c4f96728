import type { PullRequest } from "./facts.ts";

/** The code that somebody spoke about, as the ledger keeps it. */
interface SpokenOf {
  readonly headSha: string;
  readonly baseBranch: string;
  readonly wholeDigest: string | null;
}

/** What the pull request is now. */
export interface PresentCode {
  readonly pullRequest: PullRequest;
  readonly wholeDigest: string | null;
}

/**
 * Whether the pull request still is what somebody spoke about: the same head, or one with the same difference from the
 * same base branch. What GitHub does not list completely is the same only at the same head.
 */
export function isSameCode(spoken: SpokenOf, { pullRequest, wholeDigest }: PresentCode): boolean {
  if (spoken.baseBranch !== pullRequest.baseBranch) return false;
  return spoken.headSha === pullRequest.headSha || (wholeDigest !== null && spoken.wholeDigest === wholeDigest);
}
