import type { Answer } from "../api.ts";
import type { CheckStore, JobStep } from "../check-store.ts";
import { type CheckReport, reporterOf } from "../driver.ts";
import { mayRead, notAccessible, notFound, ok } from "../exchange.ts";
import type { Extras } from "../exchange.ts";
import type { AppSeed } from "../seed.ts";
import type { World } from "../world.ts";

/** Jobs of GitHub Actions: each has a check run of the same id. emulate has none. */
export function actionsJobExtras(world: World, checks: CheckStore): Extras {
  return {
    "GET /repos/{owner}/{repo}/actions/jobs/{job_id}": async ({ identity, params }) => {
      if (!mayRead(identity, world.seed.private, "actions")) return notAccessible;
      const run = checks.find(Number(params["job_id"]));
      if (run?.steps === undefined) return notFound;
      const { id, name, headSha, status, conclusion, startedAt, completedAt } = run;
      const numbered = run.steps.map((step, index) => ({ ...step, number: index + 1 }));
      const shown = { id, run_id: checks.suite(run.appId, headSha).id, run_attempt: 1, name, head_sha: headSha };
      return ok({ ...shown, status, conclusion, started_at: startedAt, completed_at: completedAt, steps: numbered });
    },
  };
}

/** What GitHub's own runners do. */
export function actionsJobsOf(world: World, answer: Answer, app: AppSeed, checks: CheckStore) {
  const report = reporterOf(world, answer, { kind: "installation", app, permissions: { checks: "write" } });
  return {
    /** A job reports its check run, and with it how far its steps got. */
    reportJob: ({ steps = [], ...job }: CheckReport) => report.reportCheck({ ...job, steps }),
    /** GitHub keeps jobs for a while only; their check runs stay. */
    forgetJob: (id: number) => {
      const run = checks.find(id);
      if (run) checks.replace({ ...run, steps: undefined });
    },
  };
}

/** A step that was reached; without a conclusion it runs. */
export function aJobStep(name: string, conclusion: string | null = "success"): JobStep {
  return { name, status: conclusion === null ? "in_progress" : "completed", conclusion };
}
