import { createHash } from "node:crypto";
import type { Commit } from "../shapes.ts";
import type { StoredWorkflowRun, WorkflowRuns } from "../workflow-runs.ts";
import { accountOf, repositoryOf } from "../world.ts";
import type { World } from "../world.ts";

// No other repository has it: that of somebody's fork.
const forkId = 990_001;

/** Tells of a run as it stands: it was asked for, has begun, or is over. */
export function buildTellRun(world: World, runs: WorkflowRuns) {
  return async (id: number, action: "requested" | "in_progress" | "completed"): Promise<void> => {
    const run = runs.get(id);
    const workflow = workflowObject(world, run);
    await world.emit(
      "workflow_run",
      { action, workflow, workflow_run: await runObject(world, run, workflow) },
      "admin",
    );
  };
}

function workflowObject({ url, repositoryPath }: World, { workflow, createdAt }: StoredWorkflowRun) {
  const path = `.github/workflows/${workflow}`;
  const id = Number.parseInt(createHash("sha256").update(workflow).digest("hex").slice(0, 8), 16);
  return {
    id,
    node_id: `W_${id}`,
    name: workflow,
    path,
    state: "active",
    created_at: createdAt,
    updated_at: createdAt,
    url: `${url}${repositoryPath}/actions/workflows/${id}`,
    html_url: `${url}${repositoryPath}/blob/main/${path}`,
    badge_url: `${url}${repositoryPath}/workflows/${workflow}/badge.svg`,
  };
}

async function runObject(world: World, run: StoredWorkflowRun, workflow: ReturnType<typeof workflowObject>) {
  const { id, headSha, branch, event, status, conclusion, attempt, createdAt, startedAt, isOfFork } = run;
  const repository = await repositoryOf(world);
  const actor = await accountOf(world, "admin");
  const { sha, commit } = await world.upstream.get<Commit>(`${world.repositoryPath}/commits/${headSha}`);
  const { message, tree, author } = commit;
  const at = `${world.url}${world.repositoryPath}/actions/runs/${id}`;
  const suite = { check_suite_id: id, check_suite_node_id: `CS_${id}`, check_suite_url: `${at}/suite` };
  const links = ["jobs", "logs", "artifacts", "cancel", "rerun"].map((name) => [`${name}_url`, `${at}/${name}`]);
  return {
    id,
    node_id: `WFR_${id}`,
    name: workflow.name,
    display_title: workflow.name,
    path: workflow.path,
    head_sha: headSha,
    head_branch: branch,
    head_commit: { id: sha, tree_id: tree.sha, message, timestamp: author.date, author, committer: author },
    head_repository: isOfFork ? { ...repository, id: forkId, fork: true } : repository,
    repository,
    event,
    status,
    conclusion,
    workflow_id: workflow.id,
    workflow_url: workflow.url,
    run_number: 1,
    run_attempt: attempt,
    run_started_at: startedAt,
    previous_attempt_url: null,
    created_at: createdAt,
    updated_at: startedAt,
    url: at,
    html_url: at,
    pull_requests: [],
    actor,
    triggering_actor: actor,
    ...suite,
    ...Object.fromEntries(links),
  };
}
