import type { JobDefinition } from "../queue/job.ts";
import { announceReleaseJob } from "./announce-release.ts";
import { dailyAdvisoriesJob } from "./daily-advisories.ts";
import type { Deps } from "./deps.ts";
import { evaluateHeadJob } from "./evaluate-head.ts";
import { evaluatePullRequestJob } from "./evaluate-pull-request.ts";
import { recordMovementJob } from "./record-movement.ts";
import { runCommandJob } from "./run-command.ts";
import { scanAdvisoriesJob } from "./scan-advisories.ts";

/** Every job that a worker can run. */
export const jobs: readonly JobDefinition<Deps>[] = [
  evaluatePullRequestJob,
  evaluateHeadJob,
  recordMovementJob,
  runCommandJob,
  announceReleaseJob,
  scanAdvisoriesJob,
  dailyAdvisoriesJob,
];
