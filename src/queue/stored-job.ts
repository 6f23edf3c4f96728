import type { DeduplicationOptions, JobsOptions } from "bullmq";
import { z } from "zod";
import type { JobRequest } from "./job.ts";

/** What a BullMQ job of ours holds in `data`. */
export const StoredJob = z.object({
  v: z.literal(1),
  payload: z.record(z.string(), z.unknown()),
  subject: z.string().optional(),
  /** Its only work is to put the subject's job into the queue; see `enqueue.ts`. */
  knocks: z.boolean().optional(),
  /** Failures so far; being asked to wait is none, until that was often. */
  failures: z.int().min(0),
  /** How often it was put back, for whatever reason. */
  putBacks: z.int().min(0),
  /** Id of the job that was put back first. */
  firstId: z.string().optional(),
});
export type StoredJob = z.infer<typeof StoredJob>;

export interface QueueEntry {
  readonly name: string;
  readonly data: StoredJob;
  readonly opts: JobsOptions;
}

const dayS = 24 * 60 * 60;

/** A job with an id of ours is remembered for 3 days after it is done, so that a redelivery finds it. 1 KB each. */
const remembered = { age: 3 * dayS, count: 200_000 };

const everyJob: JobsOptions = {
  // Failed jobs are put back by `put-back.ts`. These attempts are only for when that itself fails (the queue is down).
  attempts: 10,
  backoff: { type: "fixed", delay: 1_000 },
  // BullMQ's failed set is the dead letters: kept for a person to look at.
  removeOnFail: { age: 90 * dayS },
};

export function entryOf(
  name: string,
  data: StoredJob,
  {
    delayMs,
    id,
    coalesce,
  }: { readonly delayMs?: number; readonly id?: string; readonly coalesce?: DeduplicationOptions },
): QueueEntry {
  return {
    name,
    data,
    opts: {
      ...everyJob,
      ...(coalesce === undefined ? {} : { deduplication: coalesce }),
      ...(delayMs === undefined ? {} : { delay: Math.max(0, Math.round(delayMs)) }),
      ...(id === undefined ? { removeOnComplete: true } : { jobId: id, removeOnComplete: remembered }),
    },
  };
}

/** The job that does a subject's work. Never with an id of ours: `enqueue.ts` says why. */
export function subjectEntry(name: string, data: StoredJob & { readonly subject: string }): QueueEntry {
  return entryOf(name, data, { coalesce: { id: `subject.${name}.${data.subject}`, keepLastIfActive: true } });
}

/** Problems of a request that BullMQ would refuse or, worse, misread. */
export function findRequestProblem({ job, id, subject }: JobRequest): string | undefined {
  if (id !== undefined && (id === "" || id.includes(":") || /^\d+$/.test(id))) {
    return `Job ${job}: the id "${id}" is empty, has a colon or is digits only, which BullMQ refuses. Put a word before it.`;
  }
  if (subject !== undefined && (subject === "" || subject.includes(":"))) {
    return `Job ${job}: the subject "${subject}" is empty or has a colon, which BullMQ refuses. Use a dash.`;
  }
  return undefined;
}
