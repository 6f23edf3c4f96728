import type { Backend } from "./backend.ts";
import { tickJob } from "./schedules.ts";

/**
 * Jobs that wait, run, or are delayed by no more than that; the wake-up of the schedules does not count. 0 means that all
 * is done.
 */
export async function countOpenJobs({ queue }: Backend, delayedByMs = Number.POSITIVE_INFINITY): Promise<number> {
  const counts = await queue.getJobCounts("waiting", "prioritized", "active");
  const delayed = await queue.getDelayed(0, 1000);
  const open = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return open + delayed.filter(({ name, delay }) => name !== tickJob && delay <= delayedByMs).length;
}
