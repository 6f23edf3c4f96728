import { Redis } from "ioredis";
import type { Logger } from "pino";

const attempts = 20;

/**
 * Refuses a Redis that throws jobs away when memory is short, and warns about one that loses acknowledged jobs when the
 * machine loses power. Waits up to about 5 s for one that is just starting.
 */
export async function checkRedis(redisUrl: string, log: Logger): Promise<void> {
  const redis = await connect(redisUrl);
  try {
    const info = await redis.info();
    const policy = /^maxmemory_policy:(.+?)\r?$/m.exec(info)?.[1];
    if (policy !== "noeviction") {
      throw new Error(
        `Redis has maxmemory-policy ${policy ?? "unknown"}: it would silently drop accepted jobs when memory is short. ` +
          "Set `maxmemory-policy noeviction` in redis.conf or `CONFIG SET maxmemory-policy noeviction`, then start again.",
      );
    }
    if (!/^aof_enabled:1\r?$/m.test(info)) {
      log.warn(
        { fix: "appendonly yes, appendfsync always" },
        "Redis keeps no append-only file: accepted jobs are lost when it stops",
      );
      return;
    }
    await warnAboutFsync(redis, log);
  } finally {
    redis.disconnect();
  }
}

async function connect(redisUrl: string): Promise<Redis> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (times < attempts ? 250 : null),
  });
  let lastError: Error | undefined;
  redis.on("error", (error: Error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    await redis.ping();
    return redis;
  } catch (error) {
    redis.disconnect();
    // The URL holds a password, so only host and port are named.
    const { host, port } = redis.options;
    throw new Error(
      `Redis at ${host}:${port} does not answer (${lastError?.message ?? String(error)}). ` +
        "Start it, or correct REDIS_URL.",
      { cause: error },
    );
  }
}

// Hosted services often forbid CONFIG; then nobody can know.
async function warnAboutFsync(redis: Redis, log: Logger): Promise<void> {
  let fsync: string | undefined;
  try {
    const [, value] = (await redis.config("GET", "appendfsync")) as unknown[]; // a flat list of name and value
    fsync = typeof value === "string" ? value : undefined;
  } catch (error) {
    log.info({ err: error }, "Redis does not say how it syncs its append-only file");
    return;
  }
  if (fsync !== "always") {
    log.warn(
      { appendfsync: fsync, fix: "appendfsync always" },
      "Redis answers before its file is on disk: a power cut loses about the last second of accepted jobs",
    );
  }
}
