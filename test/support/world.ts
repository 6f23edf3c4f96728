import { setTimeout as pause } from "node:timers/promises";
import type { DestinationStream } from "pino";
import { readEnvironment } from "../../src/env.ts";
import { createLog } from "../../src/log.ts";
import type { DelayedJob } from "../../src/queue/open-jobs.ts";
import { type Gatehouse, startGatehouse } from "../../src/start.ts";
import { type LocalDiscord, startDiscord } from "./discord-server.ts";
import { type LocalGitHub, type LocalGitHubOptions, startLocalGitHub } from "./github/start.ts";
import { type LocalOsv, startOsv } from "./osv-server.ts";
import { nextSecond } from "./next-second.ts";
import { openWorldData, usualBackend, type WorldBackend } from "./world-data.ts";

export interface WorldOptions extends LocalGitHubOptions {
  /** `.github/gatehouse.yml` on the default branch; none when left out. */
  readonly config?: string;
  readonly advisories?: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
  readonly backend?: WorldBackend;
  /** Between two comments of ours; a second unless told, as on the real GitHub. */
  readonly creationPaceMs?: number;
  /** Gatehouse's clock; GitHub's is the real one. */
  readonly now?: () => Date;
  /** Where the lines of the log go; standard output unless told. */
  readonly log?: DestinationStream;
}

/** A GitHub, an OSV, a Discord and Gatehouse between them, all real servers on loopback. */
export interface World {
  readonly github: LocalGitHub;
  readonly osv: LocalOsv;
  readonly discord: LocalDiscord;
  readonly gatehouse: Gatehouse;
  /** Resolves when every delivery is answered and every job is done that is not put off for longer. */
  settled(): Promise<void>;
  /** Gatehouse stops and starts again on its data. */
  restart(): Promise<void>;
  /** Gatehouse starts again with an empty data folder, as after the loss of its disk. */
  restartWithoutData(): Promise<void>;
  close(): Promise<void>;
}

export async function startWorld(given: WorldOptions = {}): Promise<World> {
  const { config, advisories = [], env = {}, creationPaceMs = 1000, now = () => new Date(), log, ...options } = given;
  const { backend = usualBackend } = given;
  const files = { ...options.files, ...(config === undefined ? {} : { ".github/gatehouse.yml": config }) };
  const [github, osv, discord, data] = await Promise.all([
    startLocalGitHub({ ...options, files }),
    startOsv({ records: advisories }),
    startDiscord({ channels: ["announcements", "previews"] }),
    openWorldData(backend),
  ]);
  const start = async () => {
    const started = await startFor({ github, osv, discord, env: { ...data.env(), ...env }, creationPaceMs, now, log });
    github.deliverTo(`${started.url}/api/github/webhooks`);
    return started;
  };
  let gatehouse = await start();
  return {
    github,
    osv,
    discord,
    get gatehouse() {
      return gatehouse;
    },
    settled: () => settle(github, gatehouse),
    restart: async () => {
      await gatehouse.close(5000);
      gatehouse = await start();
    },
    restartWithoutData: async () => {
      await gatehouse.close(5000);
      await data.lose();
      // What stands on GitHub must be older than what is remembered from now on.
      await nextSecond();
      gatehouse = await start();
    },
    close: async () => {
      await gatehouse.close(5000);
      await Promise.all([github.close(), osv.close(), discord.close(), data.close()]);
    },
  };
}

interface Parts extends Pick<World, "github" | "osv" | "discord"> {
  readonly env: Readonly<Record<string, string>>;
  readonly creationPaceMs: number;
  readonly now: () => Date;
  readonly log: DestinationStream | undefined;
}

function startFor({ github, osv, discord, env, creationPaceMs, now, log }: Parts): Promise<Gatehouse> {
  const repositories = [`${github.owner}/${github.repo}`];
  const destinations = Object.fromEntries(
    [...discord.channels].map(([name, channel]) => [name, { channel, repositories }]),
  );
  const reading = readEnvironment({
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    GITHUB_API_URL: github.apiUrl,
    OSV_API_URL: osv.url,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_DESTINATIONS: JSON.stringify(destinations),
    PORT: "0",
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "silent",
    ...env,
  });
  if (!reading.ok) throw new Error(reading.problems.join("\n"));
  const { environment } = reading;
  if (environment.app === undefined) throw new Error("no App is configured");
  const surroundings = { log: createLog(environment.log, log), now, creationPaceMs };
  return startGatehouse(environment, environment.app, surroundings);
}

// Far beyond what anything here takes: a job that keeps failing must end the test and not hang it.
const limitMs = 60_000;
// What failed or has to wait its turn is tried again within seconds; what is put off for longer waits for another day.
const soonMs = 15_000;
// A first round of looks begins after three seconds, the next one up to a minute later.
const firstRoundMs = 3_500;

function isAwaited({ name, delay }: DelayedJob): boolean {
  return delay <= (name.startsWith("sweep-") ? firstRoundMs : soonMs);
}

/** A job may ask for another and a write may cause a delivery, so all must be quiet twice in a row. */
async function settle(github: LocalGitHub, gatehouse: Gatehouse): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (let quiet = 0; quiet < 2;) {
    await github.settled();
    const open = await gatehouse.countOpenJobs(isAwaited);
    if (Date.now() > deadline) throw new Error(`${open} jobs are still open; LOG_LEVEL=warn shows why`);
    quiet = open === 0 ? quiet + 1 : 0;
    await pause(20);
  }
}
