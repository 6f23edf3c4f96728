import type { ArtifactStorage } from "../artifact-storage.ts";
import { type Extras, mayRead, notAccessible, notFound, ok, page, refuse } from "../exchange.ts";
import type { StoredArtifact, StoredWorkflowRun, WorkflowRuns } from "../workflow-runs.ts";
import type { World } from "../world.ts";
import { repositoryOf } from "../world.ts";

// No other repository has it: that of somebody's fork.
const forkId = 990_001;

/** The runs of workflows and their artifacts, as far as an App reads them. */
export function workflowRunExtras(world: World, runs: WorkflowRuns, storage: Pick<ArtifactStorage, "url">): Extras {
  const { seed, url, repositoryPath } = world;
  const at = `${url}${repositoryPath}/actions`;

  return {
    "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs": async (call) => {
      if (!mayRead(call.identity, seed.private, "actions")) return notAccessible;
      const of = runs.of(call.params["workflow_id"] ?? "");
      if (of === undefined) return notFound;
      const is = (name: string, value: string) => [null, value].includes(call.query.get(name));
      const listed = of.filter(
        ({ headSha, branch, event, status }) =>
          is("head_sha", headSha) && is("branch", branch) && is("event", event) && is("status", status),
      );
      const { id: repositoryId } = await repositoryOf(world);
      const shown = listed.map((run) => runObject(run, repositoryId));
      return page(call, url, shown, (slice) => ({ total_count: listed.length, workflow_runs: slice }));
    },
    "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts": async (call) => {
      if (!mayRead(call.identity, seed.private, "actions")) return notAccessible;
      const shown = runs.artifactsOf(Number(call.params["run_id"])).map((artifact) => artifactObject(artifact));
      return page(call, url, shown, (slice) => ({ total_count: shown.length, artifacts: slice }));
    },
    "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}": async (call) => {
      // Also of a public repository only to whoever may read its Actions.
      if (!mayRead(call.identity, true, "actions")) return notAccessible;
      const artifact = runs.findArtifact(Number(call.params["artifact_id"]));
      if (artifact === undefined || call.params["archive_format"] !== "zip") return notFound;
      if (artifact.isExpired) return refuse(410, "Artifact has expired");
      const location = `${storage.url}/${artifact.id}?sig=for-a-minute`;
      return { status: 302, headers: { location, "content-type": "text/html;charset=utf-8" } };
    },
    "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}": async (call) => {
      if (!mayRead(call.identity, seed.private, "actions")) return notAccessible;
      const artifact = runs.findArtifact(Number(call.params["artifact_id"]));
      return artifact === undefined ? notFound : ok(artifactObject(artifact));
    },
  };

  function runObject(run: StoredWorkflowRun, repositoryId: number) {
    const { id, workflow, headSha, branch, event, status, conclusion, attempt, createdAt, startedAt } = run;
    return {
      id,
      name: workflow,
      path: `.github/workflows/${workflow}`,
      head_sha: headSha,
      head_branch: branch,
      head_repository: { id: run.isOfFork ? forkId : repositoryId },
      repository: { id: repositoryId },
      event,
      status,
      conclusion,
      run_attempt: attempt,
      created_at: createdAt,
      updated_at: startedAt,
      run_started_at: startedAt,
      url: `${at}/runs/${id}`,
    };
  }

  function artifactObject({ id, runId, name, bytes, isExpired, createdAt }: StoredArtifact) {
    const download = `${at}/artifacts/${id}/zip`;
    const times = { created_at: createdAt, updated_at: createdAt, expires_at: createdAt };
    const from = { id: runId, head_sha: runs.get(runId).headSha };
    return {
      id,
      name,
      size_in_bytes: bytes,
      expired: isExpired,
      ...times,
      archive_download_url: download,
      workflow_run: from,
    };
  }
}
