import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { createOsvSource } from "../../src/advisories/osv.ts";
import type { AdvisorySource } from "../../src/advisories/source.ts";
import { createGitHub } from "../../src/github/client/create-github.ts";
import { scanAdvisoriesJob } from "../../src/jobs/advisory/scan-advisories.ts";
import type { Deps } from "../../src/jobs/deps.ts";
import type { JobRequest } from "../../src/queue/job.ts";
import { createMemoryStore } from "../../src/store/memory-store.ts";
import { type LocalGitHubOptions, startLocalGitHub } from "./github/start.ts";
import { type LocalOsv, type LocalOsvOptions, readOsvRecords, startOsv } from "./osv-server.ts";

const fixtures = join(import.meta.dirname, "../fixtures");

export const osvRecords = readOsvRecords(join(fixtures, "osv"));

/** A Cargo.lock with one untriaged vulnerability, RUSTSEC-2099-0001 in slate-codec 0.4.11, and the policy that ignores another. */
export const lockfile = readFileSync(join(fixtures, "Cargo.lock"), "utf8");
export const denyToml = readFileSync(join(fixtures, "deny.toml"), "utf8");
export const advisoriesConfig = `version: 1
areas: { security: { owners: [ana] } }
advisories: { triage: security, labels: [needs-triage] }
`;
export const scannedFiles = {
  "Cargo.lock": lockfile,
  "deny.toml": denyToml,
  ".github/gatehouse.yml": advisoriesConfig,
};

interface Given {
  readonly github?: LocalGitHubOptions;
  readonly records?: readonly unknown[];
  readonly osv?: Partial<LocalOsvOptions>;
}

/** Scans of one repository on real servers, over a clock that only a test moves, without a queue. */
export async function anAdvisoryDesk({ github: options = {}, records = osvRecords, osv: served = {} }: Given = {}) {
  const github = await startLocalGitHub({ files: scannedFiles, ...options });
  const osv = await startOsv({ records, ...served });
  // GitHub's own clock tells when an issue was closed, so ours begins with it.
  let time = Date.now();
  const now = () => new Date(time);
  const store = createMemoryStore(now);
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const silent = pino({ level: "silent" });
  const asked: JobRequest[] = [];
  const { apiUrl, appId, privateKey } = github;
  const sleep = async () => undefined;
  const pace = { sleep, creationPaceMs: 0 };
  const deps: Deps = {
    github: await createGitHub({ appId, privateKey, apiUrl, store, log: silent, now, ...pace }),
    chat: undefined,
    advisories: osvSourceAt(osv, { now, store }),
    store,
    enqueue: async (requests) => void asked.push(...requests),
    now,
    log,
    attempt: 1,
    dryRun: false,
  };
  const { installationId, owner, repo, repositoryId } = github;
  const at = { installationId, owner, repo, repositoryId };
  return {
    github,
    osv,
    store,
    deps,
    /** Everything that was logged, oldest first. */
    lines,
    messages: () => lines.map(({ msg }) => msg),
    /** What jobs asked for; nothing of it is run. */
    asked,
    at,
    scan: (over: Partial<Deps> = {}) => scanAdvisoriesJob.run(at, { ...deps, ...over }),
    advance: (ms: number) => {
      time += ms;
    },
    close: async () => {
      await Promise.all([github.close(), osv.close()]);
    },
  };
}
export type AdvisoryDesk = Awaited<ReturnType<typeof anAdvisoryDesk>>;

/** The client of the API as the product builds it, without its waiting. */
export function osvSourceAt(osv: Pick<LocalOsv, "url">, { now, store }: Pick<Deps, "now" | "store">): AdvisorySource {
  const options = {
    baseUrl: osv.url,
    userAgent: "gatehouse/test",
    fetch: globalThis.fetch,
    now,
    delay: async () => undefined,
    random: () => 0,
    requestTimeoutMs: 5000,
    stepTimeoutMs: 10_000,
  };
  return createOsvSource(options, store);
}
