import type { WorkflowRunDelivery } from "./event-shapes.ts";
import { type Asked, type Context, noteChange } from "./routed.ts";

/**
 * A run may have artifacts that a gate reads. One that begins at a head counts too: what the run before it left is old
 * now. On the base branch that is so only where a run is repeated; else the one before it counts until it is over.
 */
export function routeWorkflowRun(body: WorkflowRunDelivery, context: Context): Asked {
  const { action, workflow_run: run, workflow } = body;
  if (action !== "requested" && action !== "in_progress" && action !== "completed") return "action-not-needed";
  // Another run is nobody's evidence: GitHub runs some workflows that have no file.
  const path = run.path ?? workflow?.path;
  if (path === undefined) return "action-not-needed";
  // A run for a pull request, or in a fork, says nothing of the branch here that has the same name.
  const isOfBranch = !run.event.startsWith("pull_request") && run.head_repository?.id === context.at.repositoryId;
  const mayCount = action === "completed" || (run.run_attempt ?? 1) > 1;
  const branch = isOfBranch && mayCount ? (run.head_branch ?? null) : null;
  return noteChange({ about: "artifacts", workflow: path, headSha: run.head_sha, branch }, context);
}
