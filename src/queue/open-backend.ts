import type { Logger } from "pino";
import type { Backend } from "./backend.ts";

/**
 * Opens Redis or the embedded database. Rejects with the fix in words when Redis is away or would lose jobs, or when
 * another process has the data directory.
 */
export async function openBackend(
  where: { readonly redisUrl: string } | { readonly dataDir: string },
  { log }: { readonly log: Logger },
): Promise<Backend> {
  // Loaded when used: the embedded database alone is a hundred megabytes of memory.
  if ("redisUrl" in where) return (await import("./redis/redis-backend.ts")).openRedisBackend(where.redisUrl, log);
  return (await import("./embedded/embedded-backend.ts")).openEmbeddedBackend(where.dataDir, log);
}
