import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

/** False when no redis-server is on PATH: the suites that need one skip, except under CI=true, where that is a failure. */
export const hasRedis = findRedis();

function findRedis(): boolean {
  if (spawnSync("redis-server", ["--version"]).status === 0) return true;
  if (process.env["CI"] === "true") throw new Error("redis-server is not on PATH. Under CI=true its suites must run.");
  return false;
}

export interface RedisServer {
  readonly url: string;
  /** Stops answering, keeps its connections: SIGSTOP. */
  freeze(): void;
  thaw(): void;
  /** Kills it without warning. What it acknowledged is in its file. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A Redis of its own, on a free port, with its files in a temporary folder. Durable as recommended unless told. */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), "gatehouse-redis-"));
  const port = await findFreePort();
  const options = {
    port: String(port),
    dir: directory,
    bind: "127.0.0.1",
    save: "",
    appendonly: "yes",
    appendfsync: "always",
    "maxmemory-policy": "noeviction",
    ...settings,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    server = spawn("redis-server", args, { stdio: "ignore" });
    await waitUntilAnswers(port);
  }

  async function kill(): Promise<void> {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    server.kill("SIGCONT");
    server.kill("SIGKILL");
    await once(server, "exit");
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => server?.kill("SIGSTOP"),
    thaw: () => server?.kill("SIGCONT"),
    kill,
    start,
    async close() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function waitUntilAnswers(port: number): Promise<void> {
  const redis = new Redis({ port, host: "127.0.0.1", maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on("error", () => undefined); // not there yet
  await redis.ping();
  redis.disconnect();
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an AddressInfo; only one on a pipe has a string, a closed one null.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
