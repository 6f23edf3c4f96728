import { RetryLater } from "../../queue/job.ts";
import type { PullRequest } from "../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { toMergeSettings } from "./merge-settings.ts";

export async function getPullRequest(
  number: number,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<PullRequest> {
  return toPullRequest((await octokit.rest.pulls.get({ owner, repo, pull_number: number })).data);
}

type Pull = Awaited<ReturnType<Octokit["rest"]["pulls"]["get"]>>["data"];

export function toPullRequest(data: Pull): PullRequest {
  // Null for a deleted account, although the types say that there is always somebody.
  const author: { id: number; login: string; type?: string } | null = data.user;
  return {
    number: data.number,
    title: data.title,
    body: data.body ?? "",
    author: author === null ? undefined : { id: author.id, login: author.login },
    isByBot: author?.type === "Bot",
    isOpen: data.state === "open",
    isDraft: data.draft ?? false,
    headSha: data.head.sha,
    baseBranch: data.base.ref,
    defaultBranch: data.base.repo.default_branch,
    changedFiles: data.changed_files,
    commits: data.commits,
    comments: data.comments,
    openedAt: new Date(data.created_at),
    labels: data.labels.map(({ name }) => name),
    requestedReviewerIds: data.requested_reviewers?.map(({ id }) => id) ?? [],
    repositoryUrl: data.base.repo.html_url,
    isPrivate: data.base.repo.private,
    mergeSettings: toMergeSettings(data.base.repo),
  };
}

/**
 * Throws `RetryLater` when somebody pushed while the facts were read: files of one head must not be recorded or
 * reported for another.
 */
export async function requireSameHead(
  before: PullRequest,
  at: RepositoryRef,
  octokit: Octokit,
  now: Date,
): Promise<void> {
  const after = await getPullRequest(before.number, at, octokit);
  const isSame =
    after.headSha === before.headSha &&
    after.baseBranch === before.baseBranch &&
    after.title === before.title &&
    after.body === before.body &&
    after.isOpen === before.isOpen;
  if (isSame) return;
  throw new RetryLater(`pull request ${before.number} moved while it was read`, new Date(now.getTime() + 1000));
}
