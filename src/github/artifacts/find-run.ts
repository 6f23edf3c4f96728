import type { EvidenceRun } from "../../policy/evidence/artifact.ts";
import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** Where evidence of a workflow is looked for. */
export interface RunScene {
  readonly at: RepositoryRef;
  /** The commit that is judged. */
  readonly checksAt: string;
  /** Undefined where its runs do not count. */
  readonly baseBranch: string | undefined;
}

export interface FoundRun {
  readonly run: EvidenceRun;
  readonly isFinished: boolean;
}

/** What is read of a run in GitHub's lists. */
interface ListedRun {
  readonly id: number;
  readonly head_sha: string;
  readonly head_branch: string | null;
  /** Null when the fork was deleted, although the types say that there is always one. */
  readonly head_repository: { readonly id: number } | null;
  readonly event: string;
  readonly status: string | null;
  readonly created_at: string;
  /** Of the last attempt. A run that is started again keeps its id. */
  readonly run_started_at?: string;
  readonly run_attempt?: number;
}

/**
 * The newest run of a workflow for the head, whoever's fork it came from; where it never ran there, the newest that
 * finished and that the base branch itself led to, if one is given. It counts also when it crashed and left nothing: an older one would hide that. Undefined
 * when there is neither, or no such workflow.
 */
export async function findRun(workflow: string, scene: RunScene, octokit: Octokit): Promise<FoundRun | undefined> {
  const { at, checksAt, baseBranch } = scene;
  const list = { owner: at.owner, repo: at.repo, workflow_id: workflow, per_page: 100 };
  const { listWorkflowRuns } = octokit.rest.actions;
  const ofHead = await findUnlessGone<readonly ListedRun[]>(
    octokit.paginate(listWorkflowRuns, { ...list, head_sha: checksAt }),
  );
  if (ofHead === undefined) return undefined;
  const newest = ofHead.filter((run) => run.head_sha === checksAt).toSorted(byStart)[0];
  if (newest !== undefined) return { run: toRun(newest, true), isFinished: isFinished(newest) };
  if (baseBranch === undefined) return undefined;
  // In GitHub's order, by creation: an old run that somebody starts again must not pass for the newest.
  for await (const { data } of octokit.paginate.iterator(listWorkflowRuns, { ...list, branch: baseBranch })) {
    const runs: readonly ListedRun[] = data;
    const found = runs.find((run) => isOfBase(run, scene) && (isFinished(run) || isRepeated(run)));
    if (found !== undefined) return { run: toRun(found, false), isFinished: isFinished(found) };
  }
  return undefined;
}

// What measures the branch itself. All other events also run there, `issue_comment` and `workflow_run` among them, for
// whoever caused them: such a run may have checked out the code of a pull request.
const eventsOfBase: ReadonlySet<string> = new Set(["push", "schedule", "workflow_dispatch", "repository_dispatch"]);

/** A pull request, of a fork most of all, may come from a branch of the same name. */
function isOfBase({ head_branch: branch, head_repository: repository, event }: ListedRun, scene: RunScene): boolean {
  return branch === scene.baseBranch && repository?.id === scene.at.repositoryId && eventsOfBase.has(event);
}

function isFinished({ status }: ListedRun): boolean {
  return status === "completed";
}

/** It finished once, and what it said then is taken back; a first attempt has taken nothing back yet. */
function isRepeated({ run_attempt: attempt }: ListedRun): boolean {
  return (attempt ?? 1) > 1;
}

function byStart(a: ListedRun, b: ListedRun): number {
  return startOf(b).getTime() - startOf(a).getTime() || b.id - a.id;
}

function startOf({ run_started_at: startedAt, created_at: createdAt }: ListedRun): Date {
  return new Date(startedAt ?? createdAt);
}

function toRun(run: ListedRun, isOfHead: boolean): EvidenceRun {
  return { id: run.id, headSha: run.head_sha, branch: run.head_branch ?? "", startedAt: startOf(run), isOfHead };
}
