import type { Environment, GitHubAppCredentials } from "./env.ts";
import { startServer } from "./http/server.ts";
import { createWebhookDoor } from "./ingest/webhook-door.ts";
import { createEnqueue } from "./queue/enqueue.ts";
import type { Enqueue } from "./queue/job.ts";
import { openBackend } from "./queue/open-backend.ts";
import { countOpenJobs, type DelayedJob } from "./queue/open-jobs.ts";
import type { Surroundings } from "./start-jobs.ts";
import { version } from "./version.ts";

export interface Gatehouse {
  /** Where it listens. */
  readonly url: string;
  /** Asks for work as a delivery would. */
  readonly enqueue: Enqueue;
  /** Jobs that wait or run, and those put off that count; 0 means that everything is done. */
  countOpenJobs(doesCount?: (delayed: DelayedJob) => boolean): Promise<number>;
  /** Takes nothing new, finishes or hands back what runs within the grace, and closes. */
  close(graceMs: number): Promise<void>;
}

/** Environment → adapters → server and workers, as the role says. Rejects with the fix in words. */
export async function startGatehouse(
  environment: Environment,
  app: GitHubAppCredentials,
  surroundings: Surroundings,
): Promise<Gatehouse> {
  const { log, now } = surroundings;
  const { role, host, port } = environment;
  const backend = await openBackend(environment.backend, { log });
  const enqueue = createEnqueue(backend.queue, now);
  const door = createWebhookDoor({ appId: app.id, secrets: app.webhookSecrets, enqueue, now, log });
  const webhooks = role === "worker" ? undefined : door;
  const opened: (() => Promise<void>)[] = [() => backend.close()];
  try {
    const server = await startServer({ host, port, log, version, webhooks, checkReady: () => backend.ready() });
    opened.unshift(() => server.close(0));
    // Whoever only accepts deliveries need not load GitHub's and Discord's clients and all jobs.
    const { startJobs } = role === "web" ? { startJobs: undefined } : await import("./start-jobs.ts");
    const workers = await startJobs?.({ environment, app, backend, enqueue, ...surroundings });
    log.info({ url: server.url, role, backend: backend.kind, dryRun: environment.dryRun }, "Gatehouse is ready");
    return {
      url: server.url,
      enqueue,
      countOpenJobs: (doesCount) => countOpenJobs(backend, doesCount),
      async close(graceMs) {
        server.beginStopping();
        await Promise.all([server.close(graceMs), workers?.close(graceMs)]);
        await backend.close();
      },
    };
  } catch (error) {
    // A start that fails leaves nothing behind, such as the lock of the data directory.
    for (const close of opened) await close();
    throw error;
  }
}
