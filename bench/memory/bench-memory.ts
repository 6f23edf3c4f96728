import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { hasRedis, type RedisServer, startRedis } from "../../test/support/redis.ts";
import { startGatehouseProcess } from "../gatehouse-process.ts";
import { findResidentMb } from "../process-figures.ts";
import { median } from "../quantile.ts";
import type { ServerProcess } from "../server-process.ts";
import { figure, range, renderTable } from "../table.ts";

const idleMs = 3_000;

interface Start {
  readonly way: string;
  readonly coldStartMs: number;
  /** After it has been idle; undefined where there is no /proc. */
  readonly residentMb: number | undefined;
}

type Ways = Readonly<Record<string, Parameters<typeof startGatehouseProcess>[0]>>;

/** Start and idle memory of each way to run. */
export async function benchMemory(isQuick: boolean): Promise<string> {
  const redis = hasRedis ? await startRedis() : undefined;
  const starts: Start[] = [];
  try {
    for (let round = 0; round < (isQuick ? 1 : 3); round += 1) starts.push(...(await startEachWay(redis)));
  } finally {
    await redis?.close();
  }
  const byWay = Map.groupBy(starts, ({ way }) => way);
  return [
    `Start of \`node src/main.ts\` to the first 2xx of /ready, and memory after ${idleMs / 1000} s without work`,
    "",
    renderTable(
      ["", "start ms", "starts", "resident MB"],
      [...byWay].map(([way, same]) => describe(way, same)),
    ),
    ...(redis === undefined ? ["", "Redis was not measured: redis-server is not on PATH."] : []),
  ].join("\n");
}

async function startEachWay(redis: RedisServer | undefined): Promise<readonly Start[]> {
  const directory = await mkdtemp(join(tmpdir(), "gatehouse-bench-"));
  const embedded = { DATA_DIR: directory };
  const onRedis: Ways =
    redis === undefined
      ? {}
      : {
          "Redis, ROLE=all": { REDIS_URL: redis.url, ROLE: "all" },
          "Redis, ROLE=web": { REDIS_URL: redis.url, ROLE: "web" },
          "Redis, ROLE=worker": { REDIS_URL: redis.url, ROLE: "worker" },
        };
  try {
    return [
      ...(await startAndIdle({ ...onRedis, "embedded, first start": embedded })),
      ...(await startAndIdle({ "embedded, later start": embedded })),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** One after the other, so that no start takes another's core; then they idle together. */
async function startAndIdle(ways: Ways): Promise<readonly Start[]> {
  const running: [string, ServerProcess][] = [];
  try {
    for (const [way, where] of Object.entries(ways)) running.push([way, await startGatehouseProcess(where)]);
    await pause(idleMs);
    const starts: Start[] = [];
    for (const [way, { pid, coldStartMs }] of running) {
      starts.push({ way, coldStartMs, residentMb: await findResidentMb(pid) });
    }
    return starts;
  } finally {
    await Promise.all(running.map(([, server]) => server.stop()));
  }
}

function describe(way: string, starts: readonly Start[]): string[] {
  const times = starts.map(({ coldStartMs }) => coldStartMs);
  const resident = starts.map(({ residentMb }) => residentMb).filter((megabytes) => megabytes !== undefined);
  const memory = resident.length === 0 ? "unknown" : figure(median(resident));
  return [way, figure(median(times)), range(times), memory];
}
