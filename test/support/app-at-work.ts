import { route } from "../../src/ingest/routing.ts";
import type { Deps } from "../../src/jobs/deps.ts";
import { jobs } from "../../src/jobs/index.ts";
import type { JobRequest } from "../../src/queue/job.ts";
import { type AppOnGitHub, anAppOn, silent } from "./app-on-github.ts";
import type { LocalGitHub } from "./github/start.ts";
import type { CheckRun } from "./github/shapes.ts";
import { noAdvisories } from "./no-advisories.ts";

/** The App's jobs on a local GitHub, run one after the other in this process, over a store that a test can lose. */
export interface AppAtWork extends AppOnGitHub {
  /** Runs these jobs and all that they ask for, at once. Gives the names of what was run. */
  work(...requests: readonly JobRequest[]): Promise<readonly string[]>;
  /** Runs one job and nothing of what it asks for, which it gives. */
  asks(request: JobRequest): Promise<readonly JobRequest[]>;
  /** The same as `work`, in a dry run. */
  rehearse(...requests: readonly JobRequest[]): Promise<readonly string[]>;
  /** Receives the deliveries that came since the last time. */
  receive(): Promise<readonly string[]>;
  /** Forgets the deliveries that came since the last time: they never reach us. */
  lose(): Promise<void>;
  /** The same App with nothing remembered; what was delivered before stays delivered. */
  withoutStore(): Promise<AppAtWork>;
  ownCheck(number: number): Promise<CheckRun | undefined>;
}

export async function anAppAtWork(local: LocalGitHub): Promise<AppAtWork> {
  let received = local.deliveries.all().length;

  async function start(): Promise<AppAtWork> {
    const app = await anAppOn(local);

    async function run(requests: readonly JobRequest[], dryRun: boolean): Promise<readonly string[]> {
      const waiting = [...requests];
      const ran: string[] = [];
      for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
        if (ran.length > 200) throw new Error(`there is no end to it: ${ran.slice(-6).join(", ")}`);
        const { job, payload, subject } = request;
        // Requests of one subject coalesce while they wait, as in the queue.
        if (subject !== undefined && waiting.some((other) => other.job === job && other.subject === subject)) continue;
        const definition = jobs.find(({ name }) => name === job);
        if (definition === undefined) throw new Error(`there is no job ${job}`);
        ran.push(job);
        await definition.run(
          payload,
          depsOf(app, dryRun, async (asked) => void waiting.push(...asked)),
        );
      }
      return ran;
    }

    async function asks({ job, payload }: JobRequest): Promise<readonly JobRequest[]> {
      const asked: JobRequest[] = [];
      const deps = depsOf(app, false, async (requests) => void asked.push(...requests));
      await jobs.find(({ name }) => name === job)?.run(payload, deps);
      return asked;
    }

    async function arrivals() {
      await local.settled();
      const all = local.deliveries.all();
      const fresh = all.slice(received);
      received = all.length;
      return fresh;
    }

    const work = (...requests: readonly JobRequest[]) => run(requests, false);
    return {
      ...app,
      work,
      asks,
      rehearse: (...requests) => run(requests, true),
      receive: async () => {
        const requests = (await arrivals()).flatMap(({ event, guid, payload }) => {
          const routed = route({ event, id: guid, payload, receivedAt: app.now() }, local.appId);
          if (routed.state === "mismatch") throw new Error(routed.problem);
          return routed.state === "jobs" ? routed.jobs : [];
        });
        return work(...requests);
      },
      lose: async () => void (await arrivals()),
      withoutStore: start,
      ownCheck: async (number) => {
        const { head } = await local.pullRequest(number);
        return (await local.checkRuns(head.sha)).find(({ name }) => name === "gatehouse");
      },
    };
  }
  return start();
}

function depsOf({ github, store, now }: AppOnGitHub, dryRun: boolean, enqueue: Deps["enqueue"]): Deps {
  return {
    github,
    chat: undefined,
    advisories: noAdvisories,
    store,
    enqueue,
    now,
    log: silent,
    attempt: 1,
    dryRun,
  };
}
