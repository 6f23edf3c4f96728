import type { PullRequest } from "../../policy/facts.ts";
import { type LedgerSnapshot, readSnapshot } from "../../policy/ledger/snapshot.ts";
import { titleCheckName } from "../../render/check-runs.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { collectPullCommits } from "../facts/pull-commits.ts";

/** A ledger that was found in a check of ours. */
export interface FoundSnapshot extends LedgerSnapshot {
  /** It stood there then. It may have been written later, never earlier. */
  readonly writtenAt: Date;
}

interface OwnSnapshot {
  /** Undefined when none of our checks holds the ledger of this pull request. */
  readonly snapshot: FoundSnapshot | undefined;
  /** Whether a check of ours was seen on one of the commits. */
  readonly hasCheck: boolean;
}

/** A check run of ours. */
export interface OwnRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  readonly text: string;
  readonly writtenAt: Date;
}

// Further back lies what many pushes have made stale anyhow.
const commitLimit = 20;

/** The ledger in our own check runs, the first that has one. */
export function findSnapshot({ number }: Pick<PullRequest, "number">, runs: readonly OwnRun[]): OwnSnapshot {
  const hasCheck = runs.length > 0;
  for (const { name, text, writtenAt } of runs) {
    // The composite, whatever it was called then.
    if (name === titleCheckName) continue;
    const snapshot = readSnapshot(text, number);
    if (snapshot !== undefined) return { snapshot: { ...snapshot, writtenAt }, hasCheck };
  }
  return { snapshot: undefined, hasCheck };
}

/** As `findSnapshot`, at the newest commits below the head, newest first. */
export async function findEarlierSnapshot(
  pullRequest: Pick<PullRequest, "number" | "headSha">,
  at: RepositoryRef,
  sources: { readonly octokit: Octokit; readonly appId: number },
): Promise<OwnSnapshot> {
  let hasCheck = false;
  for (const headSha of await collectEarlierCommits(pullRequest, at, sources.octokit)) {
    const found = findSnapshot(pullRequest, await collectOwnRuns(headSha, at, sources));
    hasCheck ||= found.hasCheck;
    if (found.snapshot !== undefined) return found;
  }
  return { snapshot: undefined, hasCheck };
}

/** Our check runs at a commit, newest first. Also older ones: the latest may say only that GitHub was away. */
export async function collectOwnRuns(
  headSha: string,
  { owner, repo }: RepositoryRef,
  { octokit, appId }: { readonly octokit: Octokit; readonly appId: number },
): Promise<readonly OwnRun[]> {
  const asked = { owner, repo, ref: headSha, app_id: appId, filter: "all", per_page: 100 } as const;
  const { data } = await octokit.rest.checks.listForRef(asked);
  return (
    data.check_runs
      // Anybody with write access may post a check of that name; the App of it cannot be chosen.
      .filter(({ app }) => app?.id === appId)
      .toSorted((a, b) => b.id - a.id)
      .map(({ id, name, output, started_at: startedAt, completed_at: completedAt }) => ({
        id,
        name,
        headSha,
        text: output.text ?? "",
        // Without a time it proves nothing against any push.
        writtenAt: new Date(Math.max(timeOf(startedAt), timeOf(completedAt))),
      }))
  );
}

function timeOf(moment: string | null): number {
  return moment === null ? 0 : Date.parse(moment);
}

async function collectEarlierCommits(
  pullRequest: Pick<PullRequest, "number" | "headSha">,
  at: RepositoryRef,
  octokit: Octokit,
): Promise<readonly string[]> {
  const commits = await collectPullCommits(pullRequest, at, octokit);
  return commits
    .map(({ sha }) => sha)
    .filter((sha) => sha !== pullRequest.headSha)
    .slice(-commitLimit)
    .toReversed();
}
