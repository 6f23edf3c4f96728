import { fileURLToPath } from "node:url";
import type { Redis } from "ioredis";
import { appVariables, startGatehouseProcess } from "../gatehouse-process.ts";
import { type ServerProcess, startServerProcess } from "../server-process.ts";

export const bare = "bare node:http, signature only";
export const probot = "Probot with queue.add";
export const gatehouse = "Gatehouse, ROLE=web";
export type ContenderName = typeof bare | typeof probot | typeof gatehouse;

export interface Contender {
  readonly name: ContenderName;
  readonly server: ServerProcess;
  /** The Redis list that each accepted delivery adds one job to; undefined: it stores nothing. */
  readonly waitingJobs: string | undefined;
}

/** Starts the three servers that are compared. */
export async function startContenders(redisUrl: string): Promise<readonly Contender[]> {
  const started: Contender[] = [];
  const yardstick = (script: string): string => fileURLToPath(new URL(`../yardsticks/${script}`, import.meta.url));
  try {
    started.push({
      name: bare,
      server: await startServerProcess(yardstick("bare-server.ts"), appVariables, "/"),
      waitingJobs: undefined,
    });
    started.push({
      name: probot,
      server: await startServerProcess(
        yardstick("probot-server.ts"),
        { ...appVariables, BENCH_REDIS_URL: redisUrl },
        "/ping",
      ),
      waitingJobs: "bull:deliveries:wait",
    });
    started.push({
      name: gatehouse,
      server: await startGatehouseProcess({ REDIS_URL: redisUrl, ROLE: "web" }),
      waitingJobs: "gatehouse:jobs:wait",
    });
    return started;
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

export async function stopAll(contenders: readonly Contender[]): Promise<void> {
  await Promise.all(contenders.map(({ server }) => server.stop()));
}

/** Throws unless Redis holds exactly what was accepted; then empties Redis and its file for the next round. */
export async function settleAccount(redis: Redis, { name, waitingJobs }: Contender, accepted: number): Promise<void> {
  if (waitingJobs === undefined) return;
  const stored = await redis.llen(waitingJobs);
  if (stored !== accepted) throw new Error(`${name} accepted ${accepted} deliveries and stored ${stored}`);
  await redis.flushall();
  await redis.bgrewriteaof();
  while (/^aof_rewrite_(?:in_progress|scheduled):1/m.test(await redis.info("persistence"))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
