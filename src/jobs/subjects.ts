import type { JobRequest } from "../queue/job.ts";
import type { Where } from "./pull-request/look.ts";

/** Key under which all looks at one pull request coalesce. */
function pullRequestSubject(repositoryId: number, number: number): string {
  return `pull-request-${repositoryId}-${number}`;
}

/** A request to look at a pull request again. Of many only one is kept. */
export function lookRequest(where: Where, number: number, delayMs?: number): JobRequest {
  const { installationId, owner, repo, repositoryId } = where;
  return {
    job: "evaluate-pull-request",
    payload: { installationId, owner, repo, repositoryId, number },
    subject: pullRequestSubject(repositoryId, number),
    ...(delayMs === undefined ? {} : { delayMs }),
  };
}

/** A request to look at a commit of the merge queue again, if the group is still there by then. */
export function groupRequest(where: Where, group: MergeGroupName, delayMs?: number): JobRequest {
  const { installationId, owner, repo, repositoryId } = where;
  const { headSha, headRef, baseSha, baseBranch } = group;
  return {
    job: "evaluate-merge-group",
    payload: { installationId, owner, repo, repositoryId, headSha, headRef, baseSha, baseBranch, isAgain: true },
    subject: `merge-group-${repositoryId}-${headSha}`,
    ...(delayMs === undefined ? {} : { delayMs }),
  };
}

/** What GitHub tells of a commit that the merge queue made. */
export interface MergeGroupName {
  readonly headSha: string;
  /** `refs/heads/gh-readonly-queue/main/pr-7-…`: names the pull request that the group ends with. */
  readonly headRef: string;
  /** The base branch's tip, or the commit of the group before this one. */
  readonly baseSha: string;
  readonly baseBranch: string;
}
