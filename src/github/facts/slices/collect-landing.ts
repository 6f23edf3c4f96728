import { doCommitsMatter, whichMayMatter } from "../../../policy/title/judge-pull-request.ts";
import type { CommitList, Landing, LandingCommit } from "../../../policy/title/landing/landing.ts";
import type { Reason } from "../../../policy/reason.ts";
import { findRefusal } from "../../client/refusal.ts";
import { findOwnGroup } from "../../heads/merge-groups.ts";
import type { SliceScene } from "../collect.ts";
import { getLandedCommit } from "../landed-commit.ts";
import { findMergeSettings } from "../merge-settings.ts";
import { collectPullCommits } from "../pull-commits.ts";
import type { Sources } from "../signing.ts";
import { type UnreadPart, whyUnread } from "../why-unread.ts";

type Place = Pick<SliceScene, "pullRequest" | "at" | "checksAt" | "config">;
type Reading = Pick<Sources, "octokit" | "store" | "now">;

/**
 * How the repository merges, and the commits where they can matter. At a commit of the merge queue also the one that the
 * queue made. What GitHub refuses to show closes the title's gate: where commits are only mentioned, too, because a single
 * one must agree with the title, and all but one may be merges.
 */
export async function collectLanding(scene: Place, sources: Reading): Promise<Landing> {
  const { pullRequest, at, checksAt, config } = scene;
  const { judging } = config.title;
  const settings = pullRequest.mergeSettings ?? (await findMergeSettings(sources.store, at.repositoryId));
  const nothing: Landing = { settings, commits: undefined, queued: undefined, unread: undefined };
  if (!doCommitsMatter(pullRequest, judging)) return nothing;
  const mayMatter = whichMayMatter(settings, pullRequest, judging);
  const isQueueJudged = checksAt !== pullRequest.headSha && judging.mergeQueue === "lint";
  const commits =
    mayMatter.length === 0 ? read(undefined) : await readUnlessRefused("landing", collectCommits, scene, sources);
  const queued = isQueueJudged ? await readUnlessRefused("queued", getQueued, scene, sources) : read(undefined);
  return { settings, commits: commits.found, queued: queued.found, unread: queued.unread ?? commits.unread };
}

interface Read<Found> {
  readonly found: Found | undefined;
  readonly unread: Reason | undefined;
}

function read<Found>(found: Found): Read<Found> {
  return { found, unread: undefined };
}

async function readUnlessRefused<Found>(
  part: UnreadPart,
  list: (scene: Place, sources: Reading) => Promise<Found>,
  scene: Place,
  sources: Reading,
): Promise<Read<Found>> {
  try {
    return read(await list(scene, sources));
  } catch (error) {
    const status = findRefusal(error, sources.now());
    if (status === undefined) throw error;
    return { found: undefined, unread: whyUnread(part, status) };
  }
}

async function collectCommits({ pullRequest, at }: Place, { octokit }: Reading): Promise<CommitList> {
  const listed = await collectPullCommits(pullRequest, at, octokit);
  const where = (isMerge: boolean) =>
    listed
      .filter(({ parents }) => parents.length > 1 === isMerge)
      .map(({ sha, commit: { message } }) => ({ sha, message }));
  return { commits: where(false), merges: where(true), isComplete: listed.length === pullRequest.commits };
}

/**
 * The newest commit of the group that was made of this pull request: a squash is that one commit, a merge ends with it, and
 * a rebase keeps the commits that were listed. Undefined when the group was ended meanwhile; then it lets nothing in.
 */
async function getQueued(
  { pullRequest: { number }, at, checksAt }: Place,
  { octokit, store }: Reading,
): Promise<LandingCommit | undefined> {
  const group = await findOwnGroup(store, { repositoryId: at.repositoryId, number }, checksAt);
  if (group === undefined) return undefined;
  const { message } = await getLandedCommit(group.headSha, at, octokit);
  return { sha: group.headSha, message };
}
