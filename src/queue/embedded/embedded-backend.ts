import { chmod, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type BackendFactory, createPostgresBackend, type IQueueBackend, Queue, runMigrations, Worker } from "bullmq";
import type { Logger } from "pino";
import { withDeadline } from "../../deadline.ts";
import { createEmbeddedStore } from "../../store/embedded-store.ts";
import type { Store } from "../../store/store.ts";
import { type Backend, type JobQueue, type JobWorker, queueName } from "../backend.ts";
import { logConnection } from "../connection-log.ts";
import { type DataDirLock, lockDataDir } from "./data-dir-lock.ts";
import { createPglitePool, pgParsers } from "./pglite-pool.ts";
import type { StoredJob } from "../stored-job.ts";

/**
 * The backend in this process: a Postgres in WebAssembly with its files in `dataDir`, and BullMQ's own Postgres backend
 * on it. Survives `kill -9`; a power cut may lose what the operating system had not written yet.
 */
export async function openEmbeddedBackend(dataDir: string, log: Logger): Promise<Backend> {
  const directory = resolve(dataDir);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const lock = await lockDataDir(directory);
  try {
    return await open(directory, lock, log);
  } catch (error) {
    await lock.release();
    throw new Error(`Cannot open the embedded database in ${directory}. Restore it, or choose another DATA_DIR.`, {
      cause: error,
    });
  }
}

async function open(directory: string, lock: DataDirLock, log: Logger): Promise<Backend> {
  const database = await PGlite.create({ dataDir: join(directory, "database"), parsers: pgParsers });
  const migrating = await createPglitePool(database).connect();
  await runMigrations(migrating);
  migrating.release();
  // BullMQ's statements name no schema; this is the only session there is.
  await database.exec("SET search_path TO bullmq, public");
  const store: Store = await createEmbeddedStore(database);
  // BullMQ asks for a Redis connection in its types; this factory does not look at it.
  const connection = {};
  const onPool: BackendFactory = (name, options, factoryOptions) =>
    createPostgresBackend(name, { ...options, connection: createPglitePool(database) }, factoryOptions);
  const queue: JobQueue = new Queue<StoredJob, unknown, string, StoredJob, unknown, string, IQueueBackend>(
    queueName,
    { connection },
    onPool,
  );
  logConnection(queue, log, "queue");
  await queue.waitUntilReady();

  return {
    kind: "embedded",
    store,
    queue,
    createWorker(processor, settings) {
      const worker: JobWorker = new Worker<unknown, unknown, string, IQueueBackend>(
        queueName,
        processor,
        { connection, ...settings },
        onPool,
      );
      logConnection(worker, log, "worker");
      return worker;
    },
    async ready() {
      await Promise.all([store.ping(), withDeadline(queue.getJobCounts("waiting"), 2_500, "The queue did not answer")]);
    },
    async close() {
      await queue.close();
      await database.close();
      await lock.release();
    },
  };
}
