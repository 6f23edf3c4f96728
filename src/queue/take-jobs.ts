import { type Job, WaitingError } from "bullmq";
import type { Logger } from "pino";
import type { Backend, WorkerSettings } from "./backend.ts";

export interface TakenJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** A process stopped renewing its lock while it ran: died, was frozen, or lost the backend for a while. */
  readonly hasStalled: boolean;
}

interface TakeJobsOptions {
  readonly concurrency: number;
  readonly log: Logger;
  /** Resolves when the job is done with. `UnrecoverableError` buries it; any other error brings it back in a second. */
  readonly process: (job: TakenJob) => Promise<void>;
  readonly onDead: (job: TakenJob, error: Error) => void;
}

// With BullMQ's own 30 s each, the jobs of a killed process came back after up to 83 s; with these after about 7 s.
// It may stall often: `suspects.ts` decides what a crash means, this limit is only the end of everything.
const settings: Omit<WorkerSettings, "concurrency"> = {
  lockDuration: 5_000,
  stalledInterval: 2_000,
  maxStalledCount: 50,
  runRetryDelay: 1_000,
};

/** BullMQ's worker. `close` takes no new jobs, waits for running ones within the grace, and hands back the rest. */
export function takeJobs(
  backend: Backend,
  { concurrency, log, process, onDead }: TakeJobsOptions,
): { close(graceMs: number): Promise<void> } {
  const running = new Map<string, Promise<void>>();
  const graceOver = Promise.withResolvers<"grace-over">();
  let isClosing = false;

  async function processOne(job: Job<unknown>, token = ""): Promise<void> {
    if (isClosing) return handBack(job, token);
    const taken = toTakenJob(job);
    // After an outage BullMQ may hand out a job that still runs here, because nobody could renew its lock.
    await running.get(taken.id);
    const work = process(taken);
    const settled = work.then(ignore, ignore);
    running.set(taken.id, settled);
    try {
      // A job cannot be interrupted. One that is handed back goes on until the process exits, which is what comes next.
      const outcome = await Promise.race([work, graceOver.promise]);
      if (outcome === "grace-over") {
        log.warn({ job: job.name, jobId: job.id }, "job did not finish in time and is handed back");
        await handBack(job, token);
      }
    } finally {
      if (running.get(taken.id) === settled) running.delete(taken.id);
    }
  }

  const worker = backend.createWorker(processOne, { ...settings, concurrency });
  worker.on("failed", (job, error) => {
    // Set only when BullMQ will not try it again.
    if (job?.finishedOn !== undefined) onDead(toTakenJob(job), error);
  });
  worker.on("stalled", (jobId) => log.warn({ jobId }, "job was left by another worker and is taken up again"));

  return {
    async close(graceMs) {
      isClosing = true;
      const timer = setTimeout(() => graceOver.resolve("grace-over"), graceMs);
      try {
        // Resolves when every job is settled with the backend, not only when its processor has returned.
        await worker.close();
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function handBack(job: Job<unknown>, token: string): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError(); // tells BullMQ that the job is neither done nor failed
}

// The outcome is the processor's to report; who waits for the end wants only the end.
function ignore(): void {}

function toTakenJob(job: Job<unknown>): TakenJob {
  // BullMQ gives every job it hands out an id; only one that was never added has none.
  return { id: job.id ?? "", name: job.name, data: job.data, hasStalled: job.stalledCounter > 0 };
}
