import type { CheckList, ReportedCheck } from "../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/**
 * Check runs and commit statuses of a head, all pages, the newest per App and name. Our own are left out by App id:
 * a gate must not wait for itself, and another App may use any name.
 */
export async function collectChecks(
  headSha: string,
  { owner, repo }: RepositoryRef,
  { octokit, appId }: { readonly octokit: Octokit; readonly appId: number },
): Promise<CheckList> {
  const at = { owner, repo, ref: headSha, per_page: 100 };
  const runs = await octokit.paginate(octokit.rest.checks.listForRef, { ...at, filter: "all" });
  const statuses = await octokit.paginate(octokit.rest.repos.listCommitStatusesForRef, at);
  const newest = new Map<string, ReportedCheck>();
  for (const run of runs.toSorted((a, b) => a.id - b.id)) {
    if (run.app?.id === appId) continue;
    const appSlug = run.app?.slug;
    const { id, name, status } = run;
    newest.set(`${appSlug ?? ""}/${name}`, { id, name, appSlug, status, conclusion: run.conclusion ?? undefined });
  }
  for (const { id, context: name, state } of statuses.toSorted((a, b) => a.id - b.id)) {
    const isPending = state === "pending";
    const conclusion = isPending ? undefined : state;
    newest.set(`status ${name}`, {
      id,
      name,
      appSlug: undefined,
      status: isPending ? "pending" : "completed",
      conclusion,
    });
  }
  return { checks: [...newest.values()] };
}
