import type { Logger } from "pino";
import type { Store } from "../store/store.ts";
import type { JobQueue } from "./backend.ts";
import type { Enqueue, JobDefinition } from "./job.ts";
import { findCronProblem, findDueSlot } from "./slots.ts";
import { entryOf } from "./stored-job.ts";

/** The job that looks which slots are due. It has no definition: `workers.ts` knows it. */
export const tickJob = "schedule-tick";

const tickEveryMs = 60_000;

interface Scheduled {
  readonly name: string;
  readonly cron: string;
}

/** The scheduled ones among the jobs. Throws when a schedule cannot work, so that the start fails and not the night. */
export function schedulesOf<Deps>(jobs: readonly JobDefinition<Deps>[]): readonly Scheduled[] {
  return jobs.flatMap(({ name, schedule, payload }) => {
    if (schedule === undefined) return [];
    const problem = findCronProblem(schedule.cron);
    if (problem !== undefined) throw new Error(`Job ${name} cannot be scheduled: ${problem}.`);
    if (!payload.safeParse(slotPayload(new Date(0))).success) {
      throw new Error(`Job ${name} cannot be scheduled: its payload must accept { slot }, the ISO time it was due.`);
    }
    return [{ name, cron: schedule.cron }];
  });
}

/**
 * Lets BullMQ wake a worker every minute, or no longer when nothing is scheduled. BullMQ's Job Scheduler only wakes us:
 * on its own it misses what was due during an outage and, under kills, runs some ticks twice.
 */
export async function ensureTick(queue: JobQueue, scheduled: readonly Scheduled[]): Promise<void> {
  const isNeeded = scheduled.length > 0;
  for (const { key } of await queue.getJobSchedulers()) {
    if (!isNeeded || key !== tickJob) await queue.removeJobScheduler(key);
  }
  if (!isNeeded) return;
  const { data, opts } = entryOf(tickJob, { v: 1, payload: {}, failures: 0, putBacks: 0 }, {});
  // A tick that fails is not worth keeping: the next one is due in a minute.
  const { attempts: _attempts, backoff: _backoff, ...once } = opts;
  await queue.upsertJobScheduler(
    tickJob,
    { every: tickEveryMs },
    { name: tickJob, data, opts: { ...once, removeOnFail: true } },
  );
}

/**
 * Enqueues what is due. The cursor of a job is the latest slot that is surely in the queue. The slot is enqueued first,
 * under an id made of job and slot, and recorded then: a crash in between enqueues it once more, which the id absorbs,
 * so no slot is lost and none runs twice. Two workers race only for the record. Slots missed while everything was down
 * collapse into the latest. A job seen for the first time starts from now.
 */
export async function enqueueDueSlots(
  scheduled: readonly Scheduled[],
  { store, enqueue, now, log }: { store: Store; enqueue: Enqueue; now: Date; log: Logger },
): Promise<void> {
  for (const { name, cron } of scheduled) {
    const key = `schedule.${name}`;
    const cursor = await store.get(key);
    if (typeof cursor !== "string") {
      await store.putIfAbsent(key, now.toISOString());
      continue;
    }
    const slot = findDueSlot({ cron, after: new Date(cursor), now });
    if (slot === undefined) continue;
    const iso = slot.toISOString();
    await enqueue([{ job: name, payload: slotPayload(slot), id: `${name}.slot.${iso.replaceAll(":", "-")}` }]);
    const isRecorded = await store.compareAndSet(key, cursor, iso);
    if (isRecorded) log.info({ job: name, slot: iso }, "scheduled job is due");
  }
}

function slotPayload(slot: Date): { readonly slot: string } {
  return { slot: slot.toISOString() };
}
