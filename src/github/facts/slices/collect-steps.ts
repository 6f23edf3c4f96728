import { actionsApp } from "../../../policy/checks/checked-name.ts";
import { mostJobs } from "../../../policy/checks/judge-step.ts";
import type { ReportedCheck, ReportedStep } from "../../../policy/facts.ts";
import { matchName } from "../../../policy/text/name-pattern.ts";
import { findUnlessGone } from "../../client/gone.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import { findRefusal } from "../../client/refusal.ts";
import type { Sources } from "../signing.ts";
import { whyUnread } from "../why-unread.ts";

/**
 * The runs, those of wanted jobs with their steps: one request each, up to a number of them, the newest first. Steps that
 * GitHub has forgotten or refuses to tell stay unread, and unread steps never pass.
 */
export async function withSteps(
  runs: readonly ReportedCheck[],
  wanted: readonly string[],
  at: RepositoryRef,
  { octokit, now }: Pick<Sources, "octokit" | "now">,
): Promise<readonly ReportedCheck[]> {
  const patterns = wanted.map(matchName);
  const jobs = runs
    .filter(({ name, appSlug }) => appSlug === actionsApp && patterns.some((isMeant) => isMeant(name)))
    .toSorted((a, b) => b.id - a.id)
    .slice(0, mostJobs);
  const read = new Map<number, Pick<ReportedCheck, "steps" | "whyNoSteps">>();
  try {
    for (const { id } of jobs) read.set(id, { steps: await findSteps(id, at, octokit) });
  } catch (error) {
    const status = findRefusal(error, now());
    if (status === undefined) throw error;
    // What is refused for one job is refused for all.
    for (const { id } of jobs) read.set(id, { whyNoSteps: whyUnread("steps", status) });
  }
  return runs.map((run) => ({ ...run, ...read.get(run.id) }));
}

/** Of GitHub Actions the id of a check run is the id of its job. */
async function findSteps(
  jobId: number,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<readonly ReportedStep[] | undefined> {
  const found = await findUnlessGone(octokit.rest.actions.getJobForWorkflowRun({ owner, repo, job_id: jobId }));
  if (found === undefined) return undefined;
  // A job that waits for a runner has no steps yet.
  const { steps = [] } = found.data;
  return steps.map(({ name, status, conclusion }) => ({ name, status, conclusion: conclusion ?? undefined }));
}
