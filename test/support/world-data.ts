import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasRedis, type RedisServer, startRedis } from "./redis.ts";

/** What Gatehouse keeps its jobs and its memory in. */
export type WorldBackend = "embedded" | "redis";

/** The data of one world: it outlives a restart of Gatehouse, until it is lost. */
export interface WorldData {
  /** Environment variables by which Gatehouse finds it. */
  env(): Readonly<Record<string, string>>;
  /** As after the loss of a disk. Gatehouse must be stopped. */
  lose(): Promise<void>;
  close(): Promise<void>;
}

/** Redis where there is one, because it takes a fraction of the processor; a few files say that they want the other. */
export const usualBackend: WorldBackend = hasRedis ? "redis" : "embedded";

export async function openWorldData(backend: WorldBackend): Promise<WorldData> {
  const dataDir = await mkdtemp(join(tmpdir(), "gatehouse-"));
  const forget = () => rm(dataDir, { recursive: true, force: true });
  if (backend === "embedded") return { env: () => ({ DATA_DIR: dataDir }), lose: forget, close: forget };
  // Nothing here is meant to survive the death of Redis.
  const start = (): Promise<RedisServer> => startRedis({ appendonly: "no" });
  let redis = await start();
  return {
    env: () => ({ DATA_DIR: dataDir, REDIS_URL: redis.url }),
    lose: async () => {
      await redis.close();
      redis = await start();
    },
    close: async () => {
      await Promise.all([redis.close(), forget()]);
    },
  };
}
