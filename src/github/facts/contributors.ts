import { shortSha } from "../../policy/text/short-sha.ts";
import type { Contributors, PullRequest } from "../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { collectPullCommits, type PullCommit } from "./pull-commits.ts";

// GitHub's own committer: what is done on its pages is committed in its name.
const webFlow = { login: "web-flow", email: "noreply@github.com" };

/**
 * Everybody who took part in the commits: authors, committers, co-authors. Git says only what its writer wants it to say,
 * so this keeps honest people from signing their own work, and nobody can be told to have had no part in it.
 */
export async function collectContributors(
  pullRequest: PullRequest,
  at: RepositoryRef,
  octokit: Octokit,
): Promise<Contributors> {
  const listed = await collectPullCommits(pullRequest, at, octokit);
  const ids = new Set<number>();
  const suggestedIds = new Set<number>();
  const unattributed: string[] = [];
  const unattributedSuggestions: string[] = [];
  for (const commit of listed) {
    const coauthors = coauthorsOf(commit.commit.message);
    const author = idOf(commit.author);
    const committer = isByGitHub(commit) ? undefined : idOf(commit.committer);
    const isAttributed = author !== undefined && (committer !== undefined || isByGitHub(commit));
    const areCoauthorsKnown = coauthors.every((id) => id !== undefined);
    const shortId = shortSha(commit.sha);
    if (!isAttributed || (!areCoauthorsKnown && !isSuggestion(commit))) unattributed.push(shortId);
    else if (!areCoauthorsKnown) unattributedSuggestions.push(shortId);
    for (const id of [author, committer]) if (id !== undefined) ids.add(id);
    for (const id of coauthors) if (id !== undefined) (isSuggestion(commit) ? suggestedIds : ids).add(id);
  }
  for (const id of ids) suggestedIds.delete(id);
  return {
    ids: [...ids],
    suggestedIds: [...suggestedIds],
    unattributed,
    unattributedSuggestions,
    isComplete: listed.length === pullRequest.commits,
  };
}

/** Null, or empty, where no account is known for the e-mail address. Nobody is an author in GitHub's name. */
function idOf(account: PullCommit["author"]): number | undefined {
  if (account === null || !("id" in account) || account.login === webFlow.login) return undefined;
  return account.id;
}

function isByGitHub({ committer, commit }: PullCommit): boolean {
  if (committer !== null && "login" in committer) return committer.login === webFlow.login;
  return commit.committer?.email === webFlow.email;
}

/** A reviewer's suggestion that was accepted names them as co-author. Whoever forges one could leave the name out as well. */
function isSuggestion(commit: PullCommit): boolean {
  return isByGitHub(commit) && /^Apply suggestions?\b/.test(commit.commit.message);
}

/** Their ids; undefined for an address that names no account for certain. */
function coauthorsOf(message: string): readonly (number | undefined)[] {
  return [...message.matchAll(/^co-authored-by:[^<\n]*<([^>\n]*)>/gim)].map(([, email = ""]) => {
    const id = /^(\d{1,12})\+[^@]+@users\.noreply\.github\.com$/i.exec(email)?.[1];
    return id === undefined ? undefined : Number(id);
  });
}
