import { setTimeout as realSleep } from "node:timers/promises";
import type { Logger } from "pino";
import { Probot } from "probot";
import type { Store } from "../../store/store.ts";
import type { GitHub } from "../github.ts";
import { createInstallationTokens } from "./installation-tokens.ts";
import { GatehouseOctokit, type Octokit } from "./octokit.ts";
import { addRequestRules } from "./request-rules.ts";
import { createSeal } from "./seal.ts";

interface GitHubOptions {
  readonly appId: number;
  readonly privateKey: string;
  /** Undefined means the public API. */
  readonly apiUrl: string | undefined;
  readonly store: Store;
  readonly log: Logger;
  readonly now: () => Date;
  /** Instead of 10 s. */
  readonly requestTimeoutMs?: number;
  /** Instead of 1 s between two comments or issues. */
  readonly creationPaceMs?: number;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

// GitHub allows 80 content-creating requests a minute and 500 an hour, and asks for at least a second between them.
const defaultPaceMs = 1000;
// A client is small; the bound only keeps an App with very many installations from holding them all.
const clientLimit = 1000;

/** Probot for what it is good at: authentication as the App, and the Octokit on top. It never sees a webhook. */
export async function createGitHub(options: GitHubOptions): Promise<GitHub> {
  const { appId, privateKey, apiUrl, store, log, now, requestTimeoutMs } = options;
  const { creationPaceMs = defaultPaceMs, sleep = realSleep } = options;
  const bounds = requestTimeoutMs === undefined ? {} : { requestTimeoutMs };
  const probot = new Probot({
    appId,
    privateKey,
    // Probot falls back to the secret "development"; webhooks are verified at our own door, so this one opens nothing.
    secret: crypto.randomUUID(),
    Octokit: GatehouseOctokit.defaults(bounds),
    log,
    ...(apiUrl === undefined ? {} : { baseUrl: apiUrl }),
  });
  await probot.ready();
  const app = await probot.auth();
  const tokens = createInstallationTokens(app, now);
  const clients = new Map<number, Octokit>();

  function createClient(installationId: number): Octokit {
    const octokit = new GatehouseOctokit({
      ...bounds,
      log: log.child({ name: "github" }),
      // The request rules bring the token, so that they can replace it.
      authStrategy: undefined,
      ...(apiUrl === undefined ? {} : { baseUrl: apiUrl }),
    });
    addRequestRules(octokit, { installationId, tokens, store, now, creationPaceMs, sleep });
    return octokit;
  }

  return {
    appId,
    app: () => Promise.resolve(app),
    installation: (installationId) => {
      const octokit = clients.get(installationId) ?? createClient(installationId);
      if (clients.size >= clientLimit) clients.clear();
      clients.set(installationId, octokit);
      return Promise.resolve(octokit);
    },
    seal: createSeal(privateKey),
  };
}
