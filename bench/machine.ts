import { spawnSync } from "node:child_process";
import { availableParallelism, cpus, loadavg } from "node:os";

/** What the figures were measured on, in one line. The load says whether something else was running, too. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim();
  const redis = spawnSync("redis-server", ["--version"], { encoding: "utf8" });
  // ENOENT leaves no output: the part that needs Redis says so itself.
  const redisVersion = /v=(\S+)/.exec(redis.stdout ?? "")?.[1];
  return [
    `${availableParallelism()} cores${model === undefined || model === "" ? "" : ` (${model})`}`,
    `Node ${process.versions.node}`,
    redisVersion === undefined ? "no redis-server" : `Redis ${redisVersion}`,
    `load ${(loadavg()[0] ?? 0).toFixed(1)} at the start`,
  ].join(" · ");
}
