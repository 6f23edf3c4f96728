import { withDeadline } from "../deadline.ts";
import type { JobQueue } from "./backend.ts";
import type { Enqueue, JobRequest } from "./job.ts";
import { entryOf, findRequestProblem, type QueueEntry, type StoredJob, subjectEntry } from "./stored-job.ts";

// The delivery must be refused within 3 s, and the answer takes its time too.
const timeoutMs = 2_500;

/**
 * Stores requests in one call. What BullMQ makes of a request:
 *
 * - without subject: one job, with the request's id and delay;
 * - with a subject only: one job that coalesces by subject;
 * - with a subject and an id or a delay: a knock. It carries the id or the delay, and when it runs it puts the
 *   subject's job into the queue. Two facts force this. BullMQ's Postgres backend, asked for a known job id together
 *   with a deduplication id, hands the subject to the finished job, and everything for that subject is swallowed until
 *   that job is forgotten. And a delayed job that coalesces by subject would swallow a fresh event for its delay.
 *
 * After a time-out the requests may be stored all the same; storing them again is absorbed by id or subject.
 */
export function createEnqueue(queue: JobQueue, now: () => Date): Enqueue {
  return async (requests) => {
    if (requests.length === 0) return;
    const problem = requests.map(findRequestProblem).find((found) => found !== undefined);
    if (problem !== undefined) throw new Error(problem);
    const entries = requests.map((request) => toEntry(request, now()));
    try {
      await withDeadline(add(queue, entries), timeoutMs, "the queue did not answer");
    } catch (error) {
      throw new Error(`Could not store ${describe(requests)}: ${messageOf(error)}`, { cause: error });
    }
  };
}

// For one entry `addBulk` costs half as much again: each of ioredis' pipelines copies all of BullMQ's scripts.
async function add(queue: JobQueue, entries: readonly QueueEntry[]): Promise<void> {
  const [only] = entries;
  if (only !== undefined && entries.length === 1) await queue.add(only.name, only.data, only.opts);
  else await queue.addBulk([...entries]);
}

function toEntry({ job, payload, id, subject, delayMs }: JobRequest, now: Date): QueueEntry {
  const data: StoredJob = { v: 1, payload, failures: 0, putBacks: 0 };
  const delay = delayMs === undefined ? {} : { delayMs };
  if (subject === undefined) return entryOf(job, data, { ...delay, ...(id === undefined ? {} : { id }) });
  if (id !== undefined) return entryOf(job, { ...data, subject, knocks: true }, { ...delay, id });
  if (delayMs === undefined || delayMs <= 0) return subjectEntry(job, { ...data, subject });
  return laterEntry(job, { ...data, subject, knocks: true }, { delayMs, now });
}

// Every look at a subject asks to look again when its next deadline is over, so equal wishes must coalesce; different
// ones must not. Rounding up to the second makes them equal: at most a second late, never early.
function laterEntry(job: string, data: StoredJob, { delayMs, now }: { delayMs: number; now: Date }): QueueEntry {
  const dueSecond = Math.ceil((now.getTime() + delayMs) / 1000);
  return entryOf(job, data, {
    delayMs: dueSecond * 1000 - now.getTime(),
    coalesce: { id: `later.${job}.${data.subject}.${dueSecond}`, keepLastIfActive: true },
  });
}

function describe(requests: readonly JobRequest[]): string {
  return requests.length === 1 ? `a request for ${requests[0]?.job}` : `${requests.length} requests`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
