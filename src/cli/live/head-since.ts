import { recordMovement } from "../../github/heads/heads.ts";
import { collectOwnRuns } from "../../github/ledger/own-snapshot.ts";
import type { PullRequest } from "../../policy/facts.ts";
import type { Connection } from "./connect.ts";

const moves: readonly string[] = ["head_ref_force_pushed", "base_ref_changed", "base_ref_force_pushed"];

/**
 * Notes since when the head was there, which a memory that has just begun cannot know: since our own check stands on it,
 * and not since longer than the branch was last moved. Perhaps later than the real push, never earlier.
 */
export async function noteHeadSince(
  { number, headSha, baseBranch }: PullRequest,
  { deps: { store, github }, octokit, where }: Connection,
): Promise<void> {
  const runs = await collectOwnRuns(headSha, where, { octokit, appId: github.appId });
  const times = runs.map(({ writtenAt }) => writtenAt.getTime()).filter((time) => time > 0);
  if (times.length === 0) return;
  const asked = { owner: where.owner, repo: where.repo, issue_number: number, per_page: 100 };
  const events = await octokit.paginate(octokit.rest.issues.listEvents, asked);
  const moved = events.filter(({ event }) => moves.includes(event)).map((event) => Date.parse(event.created_at));
  const seenAt = new Date(Math.max(Math.min(...times), ...moved)).toISOString();
  await recordMovement(store, { repositoryId: where.repositoryId, number }, { headSha, baseBranch, seenAt });
}
