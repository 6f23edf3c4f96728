import type { JobDefinition } from "../queue/job.ts";
import { announceReleaseJob } from "./announce-release.ts";
import { dailyAdvisories } from "./daily-advisories.ts";
import type { Deps } from "./deps.ts";
import { evaluateHead } from "./evaluate-head.ts";
import { evaluatePullRequest } from "./evaluate-pull-request.ts";
import { runCommand } from "./run-command.ts";
import { scanAdvisories } from "./scan-advisories.ts";

/** Every job that a worker can run. */
export const jobs: readonly JobDefinition<Deps>[] = [
  evaluatePullRequest,
  evaluateHead,
  runCommand,
  announceReleaseJob,
  scanAdvisories,
  dailyAdvisories,
];
