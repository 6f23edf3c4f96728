import { type ConnectionOptions, createRedisBackend, type IQueueBackend, Queue, Worker } from "bullmq";
import { Redis, type RedisOptions } from "ioredis";
import type { Logger } from "pino";
import { withDeadline } from "../../deadline.ts";
import { createRedisStore } from "../../store/redis-store.ts";
import { type Backend, type JobWorker, queueName } from "../backend.ts";
import { logConnection } from "../connection-log.ts";
import { checkRedis } from "./redis-check.ts";
import type { StoredJob } from "../stored-job.ts";

const prefix = "gatehouse";

// BullMQ's own back-off grows to 20 s: 5.9 s until an add works again after a restart, instead of half a second.
const reconnect = { connectTimeout: 2_000, retryStrategy: (times: number) => Math.min(times * 50, 500) };

// By default an add waits for ever for a Redis that is down, and lands later. The command timeout is for a frozen one.
const failFast = {
  ...reconnect,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 2_000,
} satisfies RedisOptions;

// A worker has nothing better to do than to wait until Redis is back.
const patient = { ...reconnect, maxRetriesPerRequest: null } satisfies RedisOptions;

/** The backend on Redis. Connections for adding, for the store and for each worker are separate. */
export async function openRedisBackend(redisUrl: string, log: Logger): Promise<Backend> {
  await checkRedis(redisUrl, log);
  const redis = new Redis(redisUrl, { ...failFast, lazyConnect: true });
  logConnection(redis, log, "store");
  await redis.connect();
  const store = createRedisStore(redis);
  const queue = new Queue<StoredJob, unknown, string, StoredJob, unknown, string>(
    queueName,
    { connection: { url: redisUrl, ...failFast }, prefix: prefix },
    createRedisBackend,
  );
  logConnection(queue, log, "queue");
  await withDeadline(queue.waitUntilReady(), 5_000, "The queue's connection to Redis was not ready");

  return {
    kind: "redis",
    store,
    queue,
    createWorker(processor, settings) {
      const connection: ConnectionOptions = { url: redisUrl, ...patient };
      const worker: JobWorker = new Worker<unknown, unknown, string, IQueueBackend>(
        queueName,
        processor,
        { connection, prefix: prefix, ...settings },
        createRedisBackend,
      );
      logConnection(worker, log, "worker");
      return worker;
    },
    async ready() {
      await Promise.all([store.ping(), withDeadline(queue.getJobCounts("waiting"), 2_500, "The queue did not answer")]);
    },
    async close() {
      // Quitting a Redis that is away never ends; what is left then is to drop the connection.
      await withDeadline(queue.close(), 2_000, "The queue did not close").catch(() => queue.disconnect());
      await withDeadline(redis.quit(), 2_000, "The store did not close").catch(() => redis.disconnect());
    },
  };
}
