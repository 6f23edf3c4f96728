import { z } from "zod";
import type { Backend } from "../../src/queue/backend.ts";
import { createEnqueue } from "../../src/queue/enqueue.ts";
import { defineJob, type Enqueue, type JobDefinition } from "../../src/queue/job.ts";
import { tickJob } from "../../src/queue/schedules.ts";
import {
  type DeadJob,
  type RunningJob,
  startWorkers,
  type Workers,
  type WorkersOptions,
} from "../../src/queue/workers.ts";
import { silentLog } from "./backends.ts";
import { eventually } from "./eventually.ts";

/** The moment it is in every queue test. BullMQ's own delays run on the real clock all the same. */
export const now = new Date("2026-11-02T09:00:00.000Z");

const Note = z.object({ note: z.string() });
type Note = z.infer<typeof Note>;

/** A job that takes a note and does what the test wants with it. */
export function noteJob(
  name: string,
  work: (note: string, job: RunningJob) => Promise<void> | void,
): JobDefinition<RunningJob> {
  return defineJob<Note, RunningJob>({
    name,
    payload: Note,
    process: async ({ note }, job) => {
      await work(note, job);
    },
  });
}

export interface Working {
  readonly enqueue: Enqueue;
  readonly dead: { readonly job: DeadJob; readonly message: string }[];
  readonly workers: Workers;
}

/** Starts workers for these jobs, runs the test's body, and closes them, whatever happened. */
export async function whileWorking(
  backend: Backend,
  jobs: readonly JobDefinition<RunningJob>[],
  body: (working: Working) => Promise<void>,
  options: Partial<WorkersOptions<RunningJob>> = {},
): Promise<void> {
  const dead: Working["dead"] = [];
  const workers = await startWorkers({
    backend,
    jobs,
    deps: (job) => job,
    concurrency: 8,
    log: silentLog,
    now: () => now,
    random: () => 0,
    onDead: (job, error) => dead.push({ job, message: error.message }),
    ...options,
  });
  try {
    await body({ enqueue: createEnqueue(backend.queue, () => now), dead, workers });
  } finally {
    await workers.close(0);
  }
}

/** Nothing waits, runs or is delayed but the next tick: whatever was going to happen has happened. */
export async function untilIdle(backend: Backend): Promise<void> {
  await eventually(async () => {
    const [counts, delayed] = await Promise.all([
      backend.queue.getJobCounts("waiting", "active"),
      backend.queue.getDelayed(),
    ]);
    return counts["waiting"] === 0 && counts["active"] === 0 && delayed.every(({ name }) => name === tickJob);
  }, "the queue is idle");
}
