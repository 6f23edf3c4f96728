import { pino } from "pino";
import type { AdvisorySource } from "../../src/advisories/source.ts";
import { createGitHub } from "../../src/github/client/create-github.ts";
import type { GitHub } from "../../src/github/github.ts";
import type { Octokit, RepositoryRef } from "../../src/github/client/octokit.ts";
import type { Store } from "../../src/store/store.ts";
import type { LocalGitHub } from "./github/start.ts";
import { noAdvisories } from "./no-advisories.ts";
import { createMemoryStore } from "../../src/store/memory-store.ts";

/** Our side of a local GitHub: the App's clients with all their rules, over a clock that only a test moves. */
export interface AppOnGitHub {
  readonly github: GitHub;
  readonly octokit: Octokit;
  readonly store: Store;
  /** Knows no advisory; a test that needs some brings its own. */
  readonly advisories: AdvisorySource;
  readonly at: RepositoryRef;
  /** Milliseconds that a request waited for its turn, one by one. Nothing really sleeps. */
  readonly sleeps: readonly number[];
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
  /** Another process of the same App: its own tokens, the same store and clock. */
  another(): Promise<AppOnGitHub>;
}

export const silent = pino({ level: "silent" });

interface Given {
  readonly requestTimeoutMs?: number;
  /** Between two comments of ours; a second unless told. */
  readonly creationPaceMs?: number;
}

export async function anAppOn(local: LocalGitHub, given: Given = {}): Promise<AppOnGitHub> {
  let time = Date.now();
  const now = () => new Date(time);
  const store = createMemoryStore(now);

  async function start(): Promise<AppOnGitHub> {
    const { appId, privateKey, apiUrl, owner, repo, repositoryId } = local;
    const sleeps: number[] = [];
    const sleep = async (ms: number) => void sleeps.push(ms);
    const github = await createGitHub({ appId, privateKey, apiUrl, store, log: silent, now, sleep, ...given });
    const octokit = await github.installation(local.installationId);
    const advance = (ms: number) => {
      time += ms;
    };
    return {
      github,
      octokit,
      store,
      advisories: noAdvisories,
      at: { owner, repo, repositoryId },
      sleeps,
      now,
      advance,
      another: start,
    };
  }
  return start();
}
