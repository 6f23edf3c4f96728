import type { ReportedCheck, ReportedStep } from "../facts.ts";
import { reason } from "../reason.ts";
import { matchName } from "../text/name-pattern.ts";
import { stepName } from "./checked-name.ts";
import { judgeRun } from "./judge-run.ts";
import { nearestReported } from "./nearest-reported.ts";
import { type Part, passed, worstOf } from "./part.ts";

/** The steps of more jobs than these are not read in one look: each costs a request, and anybody may add jobs. */
export const mostJobs = 100;

/** Every step of this name must have succeeded, and at least one must be there. The job itself may fail elsewhere. */
export function judgeStep(job: ReportedCheck, step: string): Part {
  if (job.steps === undefined) {
    const unknown = reason("steps-unknown", { job: job.name, limit: String(mostJobs) });
    return { state: "no-data", reasons: [job.whyNoSteps ?? unknown] };
  }
  const isMeant = matchName(step);
  const parts = job.steps.filter(({ name }) => isMeant(name)).map((each) => judgeOne(each, job));
  return worstOf(parts) ?? judgeAbsent(job, step, job.steps);
}

function judgeOne({ name, status, conclusion }: ReportedStep, job: ReportedCheck): Part {
  if (status === "completed" && conclusion === "success") return passed;
  // Whoever cancels a job leaves the step that ran as it was.
  if (status !== "completed" && job.status === "completed") return cutOff(job, name);
  const shown = stepName(job.name, name);
  if (conclusion === "skipped") return { state: "fail", reasons: [reason("step-skipped", { name: shown })] };
  return judgeRun({ name: shown, status, conclusion });
}

function judgeAbsent(job: ReportedCheck, step: string, steps: readonly ReportedStep[]): Part {
  if (job.status !== "completed") {
    return { state: "pending", reasons: [reason("step-not-begun", { job: job.name, step })] };
  }
  // A job that ran lists all its steps, also those that it skipped after a failure.
  const hasRun = job.conclusion === "success" || (job.conclusion === "failure" && steps.length > 0);
  if (!hasRun) return cutOff(job, step);
  const near = nearestReported(
    step,
    steps.map(({ name }) => name),
  );
  const name = stepName(job.name, step);
  return {
    state: "no-data",
    reasons: [
      reason("step-absent", { job: job.name, step }),
      ...(near === undefined ? [] : [reason("check-renamed", { name, near: stepName(job.name, near) })]),
    ],
  };
}

function cutOff({ name, conclusion = "unknown" }: ReportedCheck, step: string): Part {
  return { state: "fail", reasons: [reason("step-cut-off", { job: name, step, conclusion })] };
}
