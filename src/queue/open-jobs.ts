import type { Backend } from "./backend.ts";
import { tickJob } from "./schedules.ts";

/** A job that was put off. */
export interface DelayedJob {
  readonly name: string;
  /** By how much, in milliseconds. */
  readonly delay: number;
}

/**
 * Jobs that wait or run, and those put off that count; the wake-up of the schedules never does. 0 means that all is done.
 */
export async function countOpenJobs(
  { queue }: Backend,
  doesCount: (delayed: DelayedJob) => boolean = () => true,
): Promise<number> {
  const counts = await queue.getJobCounts("waiting", "prioritized", "active");
  const delayed = await queue.getDelayed(0, 1000);
  const open = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return open + delayed.filter((job) => job.name !== tickJob && doesCount(job)).length;
}
