import { UnrecoverableError } from "bullmq";
import type { Logger } from "pino";
import { z } from "zod";
import { withDeadline } from "../deadline.ts";
import type { Backend } from "./backend.ts";
import { createEnqueue } from "./enqueue.ts";
import { type JobDefinition, RetryLater } from "./job.ts";
import { backoffMs, maxTries, maxWaits, putBack } from "./put-back.ts";
import { enqueueDueSlots, ensureTick, schedulesOf, tickJob } from "./schedules.ts";
import { StoredJob, subjectEntry } from "./stored-job.ts";
import { createSuspects } from "./suspects.ts";
import { takeJobs, type TakenJob } from "./take-jobs.ts";

/** What a job's processor and its logger may know about the run. */
export interface RunningJob {
  readonly id: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly subject: string | undefined;
  /** 1 the first time; being asked to wait does not count, unless it never ends. */
  readonly attempt: number;
}

export interface DeadJob {
  readonly id: string;
  readonly name: string;
  /** As it was stored, so perhaps not what the job's schema wants. */
  readonly data: unknown;
}

export interface WorkersOptions<Deps> {
  readonly backend: Backend;
  readonly jobs: readonly JobDefinition<Deps>[];
  readonly deps: (job: RunningJob) => Deps;
  readonly concurrency: number;
  readonly log: Logger;
  readonly now: () => Date;
  /** Called once for each job that will not be tried again. It stays in BullMQ's failed set. Must not throw. */
  readonly onDead?: (job: DeadJob, error: Error) => void;
  /** Spreads the backoff; between 0 and 1. */
  readonly random?: () => number;
}

export interface Workers {
  /** Takes no new jobs, lets running ones finish within the grace, and hands the rest back to other workers. */
  close(graceMs: number): Promise<void>;
}

/**
 * Starts taking jobs, after catching up on schedules.
 *
 * How a run ends: done; asked to wait (`RetryLater`) → put back until then, not counted the first 60 times; failed → put
 * back with backoff, dead at the 24th time; `UnrecoverableError`, an unknown name or a payload that does not parse → dead.
 */
export async function startWorkers<Deps>(options: WorkersOptions<Deps>): Promise<Workers> {
  const { backend, jobs, concurrency, log, now, onDead } = options;
  const { store, queue } = backend;
  const scheduled = schedulesOf(jobs);
  const enqueue = createEnqueue(queue, now);
  const tick = (): Promise<void> => enqueueDueSlots(scheduled, { store, enqueue, now: now(), log });
  await ensureTick(queue, scheduled);
  await tick();
  const run = createRun(options);

  return takeJobs(backend, {
    concurrency,
    log,
    process: (job) => (job.name === tickJob ? tick() : run(job)),
    onDead(job, error) {
      if (job.name === tickJob) {
        log.warn({ err: error }, "schedules could not be looked at");
        return;
      }
      log.error({ job: job.name, jobId: job.id, err: error }, "job is dead");
      onDead?.({ id: job.id, name: job.name, data: job.data }, error);
    },
  });
}

function createRun<Deps>({ backend, jobs, deps, log, now, random = Math.random }: WorkersOptions<Deps>) {
  const definitions = new Map(jobs.map((definition) => [definition.name, definition]));
  const runSuspect = createSuspects(backend.store);

  return async (job: TakenJob): Promise<void> => {
    const { id, name } = job;
    const definition = definitions.get(name);
    if (definition === undefined) {
      throw new UnrecoverableError(`No job is called ${name}. It was stored by another version of Gatehouse.`);
    }
    const stored = parseOrBury(StoredJob, job.data, name);
    const { subject, payload } = stored;
    if (stored.knocks === true && subject !== undefined) {
      const { knocks: _knocks, ...data } = stored;
      const work = backend.queue.addBulk([subjectEntry(name, { ...data, subject })]);
      await withDeadline(work, 2_500, `The queue did not take ${name} for ${subject}`);
      return;
    }
    parseOrBury(definition.payload, payload, name);
    const running: RunningJob = { id, name, payload, subject, attempt: stored.failures + 1 };
    try {
      const work = (): Promise<void> => definition.run(payload, deps(running));
      await (job.hasStalled ? runSuspect(id, work) : work());
    } catch (error) {
      await settleFailure({ name, id, stored }, error);
    }
  };

  async function settleFailure(job: { name: string; id: string; stored: StoredJob }, error: unknown): Promise<void> {
    const fields = { job: job.name, jobId: job.id, subject: job.stored.subject };
    // A moment already over would make a loop without a pause.
    const waitMs = error instanceof RetryLater ? Math.max(100, error.retryAt.getTime() - now().getTime()) : 0;
    const waits = job.stored.putBacks - job.stored.failures;
    if (error instanceof RetryLater && waits < maxWaits) {
      await putBack(backend.queue, job, waitMs);
      log.info({ ...fields, retryAt: error.retryAt, reason: error.message }, "job was asked to wait");
      return;
    }
    if (error instanceof UnrecoverableError) throw error;
    const failures = job.stored.failures + 1;
    if (failures >= maxTries) throw gaveUp(failures, error);
    const delayMs = Math.max(waitMs, backoffMs(failures, random));
    await putBack(backend.queue, { ...job, stored: { ...job.stored, failures } }, delayMs);
    log.warn({ ...fields, failures, delayMs, err: error }, "job failed and is tried again");
  }
}

function parseOrBury<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UnrecoverableError(`The payload of ${name} is not what the job takes: ${z.prettifyError(parsed.error)}`);
}

function gaveUp(failures: number, cause: unknown): UnrecoverableError {
  const error = new UnrecoverableError(
    `Gave up after ${failures} tries. The last one failed: ${cause instanceof Error ? cause.message : String(cause)}`,
  );
  error.cause = cause;
  return error;
}
