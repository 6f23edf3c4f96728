import { appendFileSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { pino } from "pino";
import { z } from "zod";
import type { Backend } from "../../src/queue/backend.ts";
import { createEnqueue } from "../../src/queue/enqueue.ts";
import { defineJob } from "../../src/queue/job.ts";
import { openBackend } from "../../src/queue/open-backend.ts";
import { startWorkers } from "../../src/queue/workers.ts";

/** What this process is told to do: open the backend, enqueue, work, and write down what happens until it is ended. */
export interface QueueProcessOrders {
  readonly where: { readonly redisUrl: string } | { readonly dataDir: string };
  readonly journal: string;
  readonly enqueue: readonly Work[];
  readonly concurrency: number;
}

const Work = z.object({
  name: z.string(),
  /** hang-once: the first run never ends. die: every run kills this process. */
  does: z.enum(["finish", "hang-once", "die"]),
  takesMs: z.number(),
});
export type Work = z.infer<typeof Work>;

const orders = JSON.parse(process.argv[2] ?? "") as QueueProcessOrders; // written by `queue-processes.ts`
const log = pino({ level: "silent" });
const backend = await openBackend(orders.where, { log });

const work = defineJob<Work, undefined>({
  name: "work",
  payload: Work,
  async process({ name, does, takesMs }) {
    const isFirst = !readFileSync(orders.journal, "utf8").includes(`started ${name}\n`);
    write(`started ${name}`);
    if (does === "die") process.kill(process.pid, "SIGKILL");
    if (does === "hang-once" && isFirst) await new Promise(() => undefined);
    await pause(takesMs);
    write(`finished ${name}`);
  },
});

const workers = await startWorkers({
  backend: withFastRecovery(backend),
  jobs: [work],
  deps: () => undefined,
  concurrency: orders.concurrency,
  log,
  now: () => new Date(),
  onDead: (job) => write(`dead ${job.id}`),
});
await createEnqueue(
  backend.queue,
  () => new Date(),
)(orders.enqueue.map((payload) => ({ job: "work", payload, id: `work-${payload.name}` })));

process.on("SIGTERM", () => {
  void workers
    .close(5_000)
    .then(() => backend.close())
    .then(() => process.exit(0));
});

function write(line: string): void {
  appendFileSync(orders.journal, `${line}\n`);
}

// The same recovery, a few times faster than in production, so that tests need not wait.
function withFastRecovery(slow: Backend): Backend {
  return {
    ...slow,
    createWorker: (processor, settings) =>
      slow.createWorker(processor, { ...settings, lockDuration: 1_500, stalledInterval: 500 }),
  };
}
