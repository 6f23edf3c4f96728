import type { IQueueBackend, Processor, Queue, Worker } from "bullmq";
import type { Store } from "../store/store.ts";
import type { StoredJob } from "./stored-job.ts";

/** The producing side: adds, counts, schedulers. Fails at once when the backend is down. */
export type JobQueue = Queue<StoredJob, unknown, string, StoredJob, unknown, string, IQueueBackend>;
/** What comes out of the queue is data from outside like any other, hence unknown. */
export type JobWorker = Worker<unknown, unknown, string, IQueueBackend>;

export interface WorkerSettings {
  readonly concurrency: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  readonly runRetryDelay: number;
}

/** Where jobs and values live. Both kinds have the same queue and the same semantics. */
export interface Backend {
  readonly kind: "redis" | "embedded";
  readonly store: Store;
  readonly queue: JobQueue;
  /** A BullMQ worker with connections of its own, which wait for a backend that is away instead of failing. */
  createWorker(processor: Processor<unknown, unknown>, settings: WorkerSettings): JobWorker;
  /** Rejects, within seconds, unless queue and store answer. */
  ready(): Promise<void>;
  /** Close the workers first. */
  close(): Promise<void>;
}

export const queueName = "jobs";
