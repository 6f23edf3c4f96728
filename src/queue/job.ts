import type { z } from "zod";

/** One request for work, small enough to be stored by the hundred thousand: ids and text, never a whole payload. */
export interface JobRequest {
  /** Name of a registered job, see `jobs/index.ts`. */
  readonly job: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** A second request with the same id is ignored as long as the first is remembered (3 days). No `:`, not digits only. */
  readonly id?: string;
  /**
   * Requests of a job with the same subject coalesce: the first runs at once, never two in parallel, and once more with
   * the latest payload if something came in during the run. One that meets another still waiting to run is absorbed by
   * it, payload and all, so decide from what the run reads. No `:`.
   */
  readonly subject?: string;
  readonly delayMs?: number;
}

/** Stores all requests in one call, durably, or rejects within 3 s. After a rejection some may be stored all the same. */
export type Enqueue = (requests: readonly JobRequest[]) => Promise<void>;

/** Says when a scheduled job is due. */
export interface Schedule {
  /** Five-field cron expression, UTC. */
  readonly cron: string;
}

export interface JobDefinition<Deps> {
  readonly name: string;
  readonly payload: z.ZodType;
  /**
   * Due slots are recorded in the store, so each runs once; slots missed while down collapse into the latest. The
   * payload is `{ slot }`, the ISO time it was due.
   */
  readonly schedule?: Schedule;
  /** Validates the payload against the schema, then works. Throws what can heal; `UnrecoverableError` for what cannot. */
  readonly run: (payload: unknown, deps: Deps) => Promise<void>;
}

/** Ties a job's processor to its payload schema. */
export function defineJob<Payload, Deps>(definition: {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly schedule?: Schedule;
  readonly process: (payload: Payload, deps: Deps) => Promise<void>;
}): JobDefinition<Deps> {
  const { process, ...rest } = definition;
  return { ...rest, run: (payload, deps) => process(definition.payload.parse(payload), deps) };
}

/** Thrown when the other side asked to wait; the job is put back until then. Counts as a failure only after 60 times. */
export class RetryLater extends Error {
  readonly retryAt: Date;
  constructor(message: string, retryAt: Date, options?: ErrorOptions) {
    super(message, options);
    this.name = "RetryLater";
    this.retryAt = retryAt;
  }
}
