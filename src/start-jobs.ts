import type { Logger } from "pino";
import { chooseSource } from "./advisories/choose-source.ts";
import type { WarnOfSource } from "./advisories/source-chain.ts";
import { createDiscordTarget } from "./chat/discord.ts";
import type { Environment, GitHubAppCredentials } from "./env.ts";
import { createGitHub } from "./github/client/create-github.ts";
import { ensureBirth } from "./github/ledger/restore-ledger.ts";
import type { Deps } from "./jobs/deps.ts";
import { jobs } from "./jobs/index.ts";
import type { Backend } from "./queue/backend.ts";
import type { Enqueue } from "./queue/job.ts";
import { startWorkers, type Workers } from "./queue/workers.ts";
import { version } from "./version.ts";

export interface Surroundings {
  readonly log: Logger;
  readonly now: () => Date;
  /** Between two comments or issues of one installation; a second unless told. */
  readonly creationPaceMs?: number;
}

// Jobs wait for GitHub most of their time, so a process takes more of them than it has cores.
const concurrency = 8;

interface JobsOn extends Surroundings {
  readonly environment: Environment;
  readonly app: GitHubAppCredentials;
  readonly backend: Backend;
  readonly enqueue: Enqueue;
}

/** The adapters that jobs use, and workers that run them. */
export async function startJobs({ environment, app, backend, enqueue, log, now, ...pace }: JobsOn): Promise<Workers> {
  const { discord } = environment;
  const chat = discord === undefined ? undefined : createDiscordTarget({ ...discord, now });
  const { store } = backend;
  // Before any delivery is looked at: what is younger than the store needs no restoring.
  await ensureBirth(store, now());
  const { id: appId, privateKey } = app;
  const github = await createGitHub({ appId, privateKey, apiUrl: environment.githubApiUrl, store, log, now, ...pace });
  const warn: WarnOfSource = ({ source, error: err }) => log.warn({ source, err }, "a source of advisories is silent");
  const advisories = chooseSource(environment.advisories, { version, store, now, warn });
  const shared = { github, chat, advisories, store, enqueue, now, dryRun: environment.dryRun };
  return startWorkers<Deps>({
    backend,
    jobs,
    concurrency,
    log,
    now,
    deps: ({ id, name, subject, attempt }) => ({
      ...shared,
      attempt,
      log: log.child({ job: name, jobId: id, subject }),
    }),
  });
}
