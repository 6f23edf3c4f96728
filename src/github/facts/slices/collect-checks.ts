import type { CheckList, ReportedCheck } from "../../../policy/facts.ts";
import type { SliceScene } from "../collect.ts";
import { withSteps } from "./collect-steps.ts";
import type { Sources } from "../signing.ts";

type Asked = Pick<SliceScene, "at" | "checksAt" | "needed">;
type Asking = Pick<Sources, "octokit" | "appId" | "now">;

/**
 * Check runs and commit statuses of a head, all pages, the newest per App and name. Our own are left out by App id:
 * a gate must not wait for itself, and another App may use any name.
 */
export async function collectChecks({ at, checksAt, needed }: Asked, sources: Asking): Promise<CheckList> {
  const { octokit } = sources;
  const runs = await collectRuns({ at, checksAt }, sources);
  const checks = [
    ...(await withSteps(runs, needed.jobs, at, sources)),
    ...(await collectStatuses({ at, checksAt }, octokit)),
  ];
  return { checks };
}

async function collectRuns(
  { at: { owner, repo }, checksAt: ref }: Pick<Asked, "at" | "checksAt">,
  { octokit, appId }: Asking,
): Promise<readonly ReportedCheck[]> {
  const runs = await octokit.paginate(octokit.rest.checks.listForRef, {
    owner,
    repo,
    ref,
    filter: "all",
    per_page: 100,
  });
  const newest = new Map<string, ReportedCheck>();
  for (const run of runs.toSorted(byStart)) {
    if (run.app?.id === appId) continue;
    const { id, name, status } = run;
    const appSlug = run.app?.slug;
    newest.set(`${appSlug ?? ""}/${name}`, { id, name, appSlug, status, conclusion: run.conclusion ?? undefined });
  }
  return [...newest.values()];
}

interface Begun {
  readonly id: number;
  readonly started_at: string | null;
  readonly completed_at: string | null;
}

/** Oldest first. An App may begin an old run again, which keeps its id; what has not begun at all is the newest. */
function byStart(a: Begun, b: Begun): number {
  const [aStart, bStart] = [startOf(a), startOf(b)];
  return aStart === bStart ? a.id - b.id : aStart - bStart;
}

function startOf({ started_at: startedAt, completed_at: completedAt }: Begun): number {
  const moment = startedAt ?? completedAt;
  return moment === null ? Number.POSITIVE_INFINITY : Date.parse(moment);
}

async function collectStatuses(
  { at: { owner, repo }, checksAt: ref }: Pick<Asked, "at" | "checksAt">,
  octokit: Asking["octokit"],
): Promise<readonly ReportedCheck[]> {
  const statuses = await octokit.paginate(octokit.rest.repos.listCommitStatusesForRef, {
    owner,
    repo,
    ref,
    per_page: 100,
  });
  const newest = new Map<string, ReportedCheck>();
  for (const { id, context: name, state } of statuses.toSorted((a, b) => a.id - b.id)) {
    const isPending = state === "pending";
    const status = isPending ? "pending" : "completed";
    newest.set(name, { id, name, appSlug: undefined, status, conclusion: isPending ? undefined : state });
  }
  return [...newest.values()];
}
