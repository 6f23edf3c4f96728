import type { PullRequest } from "../../policy/facts.ts";
import { type LedgerSnapshot, readSnapshot } from "../../policy/ledger/snapshot.ts";
import { compositeCheckName } from "../../render/check-runs.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

interface OwnSnapshot {
  /** Undefined when none of our checks holds the ledger of this pull request. */
  readonly snapshot: LedgerSnapshot | undefined;
  /** Whether a check of ours was seen on one of the commits. */
  readonly hasCheck: boolean;
}

// Further back lies what many pushes have made stale anyhow.
const commitLimit = 20;

/** The ledger in our own check run at these commits, the first that has one. */
export async function findSnapshot(
  { number }: Pick<PullRequest, "number">,
  commits: readonly string[],
  { owner, repo }: RepositoryRef,
  { octokit, appId }: { readonly octokit: Octokit; readonly appId: number },
): Promise<OwnSnapshot> {
  let hasCheck = false;
  for (const ref of commits) {
    // Also older runs: the latest may say only that the configuration is broken, or GitHub was away.
    const asked = {
      owner,
      repo,
      ref,
      check_name: compositeCheckName,
      app_id: appId,
      filter: "all",
      per_page: 100,
    } as const;
    const { data } = await octokit.rest.checks.listForRef(asked);
    // Anybody with write access may post a check of that name; the App of it cannot be chosen.
    const own = data.check_runs
      .filter((run) => run.app?.id === appId && run.name === compositeCheckName)
      .toSorted((a, b) => b.id - a.id);
    hasCheck ||= own.length > 0;
    for (const { output } of own) {
      const snapshot = readSnapshot(output.text ?? "", number);
      if (snapshot !== undefined) return { snapshot, hasCheck: true };
    }
  }
  return { snapshot: undefined, hasCheck };
}

/** The newest commits of a pull request below its head, newest first. */
export async function collectEarlierCommits(
  { number, headSha }: Pick<PullRequest, "number" | "headSha">,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<readonly string[]> {
  const pages = { owner, repo, pull_number: number, per_page: 100 };
  const commits = await octokit.paginate(octokit.rest.pulls.listCommits, pages);
  return commits
    .map(({ sha }) => sha)
    .filter((sha) => sha !== headSha)
    .slice(-commitLimit)
    .toReversed();
}
