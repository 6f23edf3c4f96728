import type { Deps } from "../../src/jobs/deps.ts";
import { jobs } from "../../src/jobs/index.ts";
import { route } from "../../src/ingest/routing.ts";
import type { JobRequest } from "../../src/queue/job.ts";
import { type AppOnGitHub, anAppOn, silent } from "./app-on-github.ts";
import type { LocalGitHub } from "./github/start.ts";

/** All jobs over a local GitHub, without a queue: what is asked for is done when a test says so, one after another. */
export interface JobDesk {
  readonly app: AppOnGitHub;
  /** What was asked for so far; delayed requests stay here and are never run by themselves. */
  readonly asked: readonly JobRequest[];
  /** Takes in what GitHub has delivered since, runs it and all that it asks for, until nothing is left. */
  settle(): Promise<void>;
  /** Takes in nothing of what was delivered until now. */
  overlook(): Promise<void>;
  /** Runs one job at once, and not what it asks for. */
  run(job: string, payload: Readonly<Record<string, unknown>>, over?: Partial<Deps>): Promise<void>;
  /** Delivers everything that was delivered to this desk again, in this order, and settles. */
  replay(order: <Item>(items: readonly Item[]) => readonly Item[]): Promise<void>;
}

type Delivered = ReturnType<LocalGitHub["deliveries"]["all"]>[number];

export async function aJobDesk(local: LocalGitHub, given: Partial<Deps> = {}): Promise<JobDesk> {
  const app = await anAppOn(local, { creationPaceMs: 0 });
  const asked: JobRequest[] = [];
  const seenIds = new Set<string>();
  let waiting: JobRequest[] = [];
  const begin = local.deliveries.all().length;
  let taken = begin;

  const enqueue = async (requests: readonly JobRequest[]) => {
    for (const request of requests) {
      asked.push(request);
      if (request.delayMs === undefined) waiting.push(request);
    }
  };

  async function run(name: string, payload: Readonly<Record<string, unknown>>, over: Partial<Deps> = {}) {
    const job = jobs.find((each) => each.name === name);
    if (job === undefined) throw new Error(`there is no job ${name}`);
    const { github, store, now, advisories } = app;
    const surroundings = { github, store, now, log: silent, advisories, chat: undefined };
    await job.run(payload, { ...surroundings, enqueue, attempt: 1, dryRun: false, ...given, ...over });
  }

  async function take({ event, guid, payload }: Delivered): Promise<void> {
    const routing = route({ event, id: guid, payload, receivedAt: app.now() }, local.appId);
    if (routing.state === "mismatch") throw new Error(`${event}: ${routing.problem}`);
    if (routing.state === "jobs") await enqueue(routing.jobs);
  }

  async function work(): Promise<void> {
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      const { job, payload, id, subject } = request;
      if (id !== undefined && seenIds.has(id)) continue;
      if (id !== undefined) seenIds.add(id);
      if (subject !== undefined) waiting = waiting.filter((each) => each.job !== job || each.subject !== subject);
      await run(job, payload);
    }
  }

  async function settle(): Promise<void> {
    for (;;) {
      await local.settled();
      const fresh = local.deliveries.all().slice(taken);
      if (fresh.length === 0 && waiting.length === 0) return;
      taken += fresh.length;
      for (const delivery of fresh) await take(delivery);
      await work();
    }
  }

  return {
    app,
    asked,
    run,
    settle,
    overlook: async () => {
      await local.settled();
      taken = local.deliveries.all().length;
    },
    replay: async (order) => {
      seenIds.clear();
      for (const delivery of order(local.deliveries.all().slice(begin))) await take(delivery);
      await settle();
    },
  };
}
