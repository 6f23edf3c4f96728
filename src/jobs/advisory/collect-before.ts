import type { AdvisorySource } from "../../advisories/source.ts";
import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import { collectPullRequestStates } from "../../github/triage/pull-request-states.ts";
import { readTriageLedger } from "../../github/triage/triage-ledger.ts";
import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import { foldTriage } from "../../policy/advisory/triage/decision.ts";
import type { QuietAdvisory, TriageBefore, TriageIssue } from "../../policy/advisory/triage/triage-plan.ts";
import type { Store } from "../../store/store.ts";
import { findTip } from "./scanned-branch.ts";

interface Known {
  readonly found: readonly TriageIssue[];
  readonly quiet: readonly QuietAdvisory[];
  readonly advisories: readonly Advisory[];
}

interface Asked {
  readonly octokit: Octokit;
  readonly at: RepositoryRef;
  /** What was scanned. */
  readonly tip: { readonly branch: string; readonly sha: string };
  readonly store: Store;
}

/** Everything that earlier scans and people left. */
export async function collectBefore(
  { found, quiet, advisories }: Known,
  { octokit, at, tip, store }: Asked,
): Promise<TriageBefore> {
  const ids = new Set([...found, ...quiet].map(({ advisory }) => advisory));
  for (const { id } of advisories) ids.add(id);
  const entries = await readTriageLedger(store, at.repositoryId, [...ids]);
  const numbers = found.flatMap(({ advisory, state, isOpen }) => {
    if (!isOpen) return [];
    const { stance } = foldTriage([...(state?.entries ?? []), ...(entries.get(advisory) ?? [])]);
    const named = stance?.kind === "fixed-by" ? [stance.pullRequest] : [];
    return typeof state?.proposal === "number" ? [...named, state.proposal] : named;
  });
  const pullRequests = await collectPullRequestStates(octokit, at, numbers);
  const isMerged = [...pullRequests.values()].includes("merged");
  const isOld = isMerged && (await findTip(octokit, at, tip.branch)) !== tip.sha;
  return { issues: found, quiet, entries, pullRequests: isOld ? withoutMerges(pullRequests) : pullRequests };
}

/**
 * What was merged after the branch was read proves nothing of what was read. The push that moved the branch asks for the
 * scan that sees it.
 */
function withoutMerges(states: TriageBefore["pullRequests"]): TriageBefore["pullRequests"] {
  return new Map([...states].map(([number, state]) => [number, state === "merged" ? "open" : state]));
}

// Each that is not remembered costs a request; a lockfile that loses more at once is asked about tomorrow again.
const mostLookedUp = 200;

/** Ids of those that are met no more because their record was withdrawn. */
export async function findWithdrawn(
  { issues, quiet }: TriageBefore,
  advisories: readonly Advisory[],
  source: AdvisorySource,
): Promise<ReadonlySet<string>> {
  const met = new Set(advisories.map(({ id }) => id));
  const gone = [...issues, ...quiet].filter(
    ({ advisory, state }) => !met.has(advisory) && (state === undefined || state.presence === "present"),
  );
  if (gone.length === 0) return new Set();
  const ids = [...new Set(gone.map(({ advisory }) => advisory))].slice(0, mostLookedUp);
  const records = await source.lookUp(ids);
  return new Set(
    ids.filter((id) => {
      const record = records.get(id);
      return record !== undefined && record !== "unknown" && typeof record.withdrawn === "string";
    }),
  );
}
