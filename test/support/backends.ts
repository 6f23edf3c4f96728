import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe } from "vitest";
import type { Backend } from "../../src/queue/backend.ts";
import { openBackend } from "../../src/queue/open-backend.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis.ts";

type Where = { readonly redisUrl: string } | { readonly dataDir: string };

export interface BackendUnderTest {
  readonly kind: Backend["kind"];
  /** The open backend. Opening the embedded one takes about 2 s, so a file shares it: use keys of your own. */
  readonly backend: Backend;
  /** Where it is, for a process of its own. */
  readonly where: Where;
  /** Closes it and opens it again where it was. */
  reopen(): Promise<void>;
  closeBackend(): Promise<void>;
}

// A first start of the embedded backend is 2 s of computing, and other suites compute at the same time.
const slowStartMs = 60_000;

export const silentLog = pino({ level: "silent" });

/** One suite, run on both backends. Without a redis-server the Redis half skips. */
export function describeBackends(title: string, suite: (under: BackendUnderTest) => void): void {
  describe.skipIf(!hasRedis)(`${title} on Redis`, () => {
    let server: RedisServer;
    suite(prepare("redis", { make: startServer, remove: () => server.close() }));

    async function startServer(): Promise<Where> {
      server = await startRedis();
      return { redisUrl: server.url };
    }
  });

  describe(`${title} on the embedded backend`, () => {
    let dataDir: string;
    suite(prepare("embedded", { make: makeFolder, remove: () => rm(dataDir, { recursive: true, force: true }) }));

    async function makeFolder(): Promise<Where> {
      dataDir = await mkdtemp(join(tmpdir(), "gatehouse-data-"));
      return { dataDir };
    }
  });
}

interface Place {
  readonly make: () => Promise<Where>;
  readonly remove: () => Promise<void>;
}

function prepare(kind: Backend["kind"], { make, remove }: Place): BackendUnderTest {
  let where: Where | undefined;
  let backend: Backend | undefined;

  async function open(): Promise<void> {
    backend = await openBackend(known(where), { log: silentLog });
  }

  async function closeBackend(): Promise<void> {
    await backend?.close();
    backend = undefined;
  }

  beforeAll(async () => {
    where = await make();
    await open();
  }, slowStartMs);
  afterAll(async () => {
    await closeBackend();
    await remove();
  });

  return {
    kind,
    closeBackend,
    get backend() {
      return known(backend);
    },
    get where() {
      return known(where);
    },
    async reopen() {
      await closeBackend();
      await open();
    },
  };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the backend is only there while tests run");
  return value;
}
