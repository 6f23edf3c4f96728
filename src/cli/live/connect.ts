import { pino } from "pino";
import { chooseSource } from "../../advisories/choose-source.ts";
import { createGitHub } from "../../github/client/create-github.ts";
import { GatehouseOctokit, type Octokit } from "../../github/client/octokit.ts";
import type { GitHub } from "../../github/github.ts";
import type { Deps } from "../../jobs/deps.ts";
import type { Where } from "../../jobs/pull-request/look.ts";
import { createMemoryStore } from "../../store/memory-store.ts";
import { version } from "../../version.ts";
import type { Credentials } from "./credentials.ts";
import { readOnly } from "./read-only.ts";
import { requireShown } from "./shown.ts";
import type { Subject } from "./subject.ts";

/** What the jobs work with, over a memory that ends with us and a GitHub that is only read. */
export interface Connection {
  readonly deps: Deps;
  readonly octokit: Octokit;
  readonly where: Where;
  /** Whether the checks can be told that hold what people said. */
  readonly knowsApp: boolean;
}

const log = pino({ level: "silent" });
// No App has this number, so no check is taken for our own.
const noApp = 0;

export async function connect(
  { owner, repo }: Subject,
  credentials: Credentials,
  now: () => Date,
): Promise<Connection> {
  const store = createMemoryStore(now);
  const { github, octokit, installationId } = await open({ owner, repo }, credentials, { store, now });
  const { data } = await requireShown(octokit.rest.repos.get({ owner, repo }), `${owner}/${repo}`);
  const warn = () => undefined;
  return {
    deps: {
      github,
      chat: undefined,
      advisories: chooseSource(credentials.advisories, { version, store, now, warn }),
      store,
      enqueue: () => Promise.resolve(),
      now,
      log,
      attempt: 1,
      dryRun: true,
    },
    octokit,
    where: { owner: data.owner.login, repo: data.name, repositoryId: data.id, installationId },
    knowsApp: credentials.appId !== undefined,
  };
}

interface Opened {
  readonly github: GitHub;
  readonly octokit: Octokit;
  readonly installationId: number;
}

async function open(
  { owner, repo }: { readonly owner: string; readonly repo: string },
  { apiUrl, appId = noApp, as }: Credentials,
  { store, now }: Pick<Deps, "store" | "now">,
): Promise<Opened> {
  if (as.kind === "user") {
    const octokit = readOnly(new GatehouseOctokit({ auth: { token: as.token }, baseUrl: apiUrl, log }));
    const app = () => Promise.reject(new Error("this needs the App's key"));
    const seal = () => {
      throw new Error("this needs the App's key");
    };
    return { github: { appId, app, installation: () => Promise.resolve(octokit), seal }, octokit, installationId: 0 };
  }
  const github = await createGitHub({ appId, privateKey: as.privateKey, apiUrl, store, log, now });
  const app = readOnly(await github.app());
  const { data } = await requireShown(
    app.rest.apps.getRepoInstallation({ owner, repo }),
    `the App on ${owner}/${repo}`,
  );
  return { github, octokit: readOnly(await github.installation(data.id)), installationId: data.id };
}
