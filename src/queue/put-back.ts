import { withDeadline } from "../deadline.ts";
import type { JobQueue } from "./backend.ts";
import { entryOf, type QueueEntry, type StoredJob } from "./stored-job.ts";

const firstBackoffMs = 1_000;
const longestBackoffMs = 5 * 60_000;

/** A job fails this often before it is dead: about an hour of trying, as long as outages of GitHub tend to last. */
export const maxTries = 24;

/**
 * So often a job may be asked to wait before each time more counts as a failure: what waits for something that never
 * comes, or for another that waits for it, would go round for ever.
 */
export const maxWaits = 60;

/** Between half and all of 1 s, 2 s, 4 s … 5 min, so that jobs which failed together do not come back together. */
export function backoffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.max(0, failures - 1));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}

/**
 * Puts a job back as a new, delayed one; the caller then completes the old one. A crash in between runs the work once
 * more, never once less. BullMQ's own retry is not used: a job that BullMQ retries keeps its subject while it waits, so
 * what came in during its run would wait with it, and fresh events would be swallowed for the length of the delay.
 * A job put back holds nothing: it is a knock for its subject (see `enqueue.ts`). There is one such knock per subject;
 * a newer run replaces it, because it has looked later and knows better when to try again.
 */
export async function putBack(
  queue: JobQueue,
  job: { readonly name: string; readonly id: string; readonly stored: StoredJob },
  delayMs: number,
): Promise<void> {
  const work = queue.addBulk([toEntry(job, delayMs)]);
  await withDeadline(work, 2_500, `Job ${job.id} (${job.name}) could not be put back`);
}

function toEntry({ name, id, stored }: { name: string; id: string; stored: StoredJob }, delayMs: number): QueueEntry {
  const firstId = stored.firstId ?? id.replaceAll(":", "_");
  const data: StoredJob = { ...stored, putBacks: stored.putBacks + 1, firstId };
  if (stored.subject === undefined) return entryOf(name, data, { delayMs, id: `${firstId}.again-${data.putBacks}` });
  const coalesce = { id: `again.${name}.${stored.subject}`, replace: true, keepLastIfActive: true };
  return entryOf(name, { ...data, knocks: true }, { delayMs, coalesce });
}
