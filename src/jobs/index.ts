import type { JobDefinition } from "../queue/job.ts";
import { announceReleaseJob } from "./announce-release.ts";
import { dailyAdvisoriesJob } from "./daily-advisories.ts";
import type { Deps } from "./deps.ts";
import { evaluateHeadJob } from "./evaluate-head.ts";
import { evaluateMergeGroupJob } from "./evaluate-merge-group.ts";
import { evaluatePullRequestJob } from "./evaluate-pull-request.ts";
import { forgetMergeGroupJob } from "./forget-merge-group.ts";
import { forgetPeopleJob } from "./forget-people.ts";
import { reconcilePullRequestJob } from "./reconcile-pull-request.ts";
import { recordEditJob } from "./record-edit.ts";
import { recordLabelJob } from "./record-label.ts";
import { recordMovementJob } from "./record-movement.ts";
import { redeliverFailedJob } from "./redeliver-failed.ts";
import { restoreSummaryJob } from "./restore-summary.ts";
import { runCommandJob } from "./run-command.ts";
import { scanAdvisoriesJob } from "./scan-advisories.ts";
import { sweepInstallationJob } from "./sweep-installation.ts";
import { sweepRepositoryJob } from "./sweep-repository.ts";
import { sweepJob } from "./sweep.ts";

/** Every job that a worker can run. */
export const jobs: readonly JobDefinition<Deps>[] = [
  evaluatePullRequestJob,
  evaluateHeadJob,
  recordMovementJob,
  runCommandJob,
  recordEditJob,
  recordLabelJob,
  restoreSummaryJob,
  evaluateMergeGroupJob,
  forgetMergeGroupJob,
  forgetPeopleJob,
  reconcilePullRequestJob,
  sweepJob,
  sweepInstallationJob,
  sweepRepositoryJob,
  redeliverFailedJob,
  announceReleaseJob,
  scanAdvisoriesJob,
  dailyAdvisoriesJob,
];
