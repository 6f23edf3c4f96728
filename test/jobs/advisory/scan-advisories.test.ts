import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { createOsvSource } from "../../../src/advisories/osv.ts";
import { createGitHub } from "../../../src/github/client/create-github.ts";
import { dailyAdvisoriesJob } from "../../../src/jobs/advisory/daily-advisories.ts";
import type { Deps } from "../../../src/jobs/deps.ts";
import { scanAdvisoriesJob } from "../../../src/jobs/advisory/scan-advisories.ts";
import { type JobRequest, RetryLater } from "../../../src/queue/job.ts";
import type { Store } from "../../../src/store/store.ts";
import type { LocalGitHubOptions } from "../../support/github/start.ts";
import { startLocalGitHub } from "../../support/github/start.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";
import { readOsvRecords, startOsv } from "../../support/osv-server.ts";

const fixtures = join(import.meta.dirname, "../../fixtures");
const now = new Date("2099-03-01T09:00:00Z");
const records = readOsvRecords(join(fixtures, "osv"));
const lockfile = readFileSync(join(fixtures, "Cargo.lock"), "utf8");
const denyToml = readFileSync(join(fixtures, "deny.toml"), "utf8");
const config = `version: 1
areas: { security: { owners: [ana] } }
advisories: { triage: security, labels: [needs-triage] }
`;
const files = { "Cargo.lock": lockfile, "deny.toml": denyToml, ".github/gatehouse.yml": config };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function aWorld(options: LocalGitHubOptions = {}, served: readonly unknown[] = records) {
  const github = await startLocalGitHub({ files, ...options });
  const osv = await startOsv({ records: served });
  closing.push(github.close, osv.close);
  const store = createMemoryStore(() => now);
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const { apiUrl, appId, privateKey } = github;
  const asked: JobRequest[] = [];
  const deps: Deps = {
    github: await createGitHub({ appId, privateKey, apiUrl, store, log: pino({ level: "silent" }), now: () => now }),
    chat: undefined,
    advisories: createOsvSource(
      {
        baseUrl: osv.url,
        userAgent: "gatehouse/test",
        fetch: globalThis.fetch,
        now: () => now,
        delay: async () => undefined,
        random: () => 0,
        requestTimeoutMs: 5000,
        stepTimeoutMs: 10_000,
      },
      store,
    ),
    store,
    enqueue: async (requests) => void asked.push(...requests),
    now: () => now,
    log,
    attempt: 1,
    dryRun: false,
  };
  const { installationId, owner, repo, repositoryId } = github;
  const payload = { installationId, owner, repo, repositoryId };
  const scan = (part: Partial<Deps> = {}) => scanAdvisoriesJob.run(payload, { ...deps, ...part });
  return { github, osv, deps, lines, asked, payload, scan, messages: () => lines.map(({ msg }) => msg) };
}

function withoutConfig(part: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { "Cargo.lock": lockfile, "deny.toml": denyToml, ...part };
}

describe("the advisory scan", () => {
  it("opens one issue for the untriaged advisory and none for the ignored one; a second run writes nothing", async () => {
    const { github, scan, lines } = await aWorld();
    await scan();
    const issues = await github.issues();
    expect(issues.map(({ title }) => title)).toEqual(["advisory: RUSTSEC-2099-0001 in slate-codec (high)"]);
    expect(issues[0]?.labels.map(({ name }) => name).toSorted()).toEqual(
      ["advisory", "advisory:vulnerability", "needs-triage", "severity:high"].toSorted(),
    );
    expect(issues[0]?.body).toContain("`roadrunner 0.8.0` → `ember-http 1.2.0` → `slate-codec 0.4.11`");
    expect(issues[0]?.body).toContain("cargo update -p slate-codec@0.4.11 --precise 0.4.13");
    expect(issues[0]?.body).toContain("1 from git: `gauge-board 0.3.0`");
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: "advisory scan done", ignored: ["RUSTSEC-2099-0002"] }),
    );

    const mark = github.requests.mark();
    await scan();
    expect(github.requests.since(mark).writes()).toEqual([]);
    expect((await github.issues()).length).toBe(1);
  });

  it("rewrites the issue when the facts change, and leaves labels to people", async () => {
    const { github, scan } = await aWorld();
    await scan();
    await github.as("dan").push({ files: { "Cargo.lock": lockfile.replaceAll("0.4.11", "0.4.12") } });
    const mark = github.requests.mark();
    await scan();
    const writes = github.requests.since(mark).writes();
    expect(writes.map(({ route }) => route)).toEqual(["PATCH /repos/{owner}/{repo}/issues/{issue_number}"]);
    expect(writes[0]?.body).not.toHaveProperty("labels");
    expect((await github.issues())[0]?.body).toContain("cargo update -p slate-codec@0.4.12 --precise 0.4.13");
  });

  it("finds the issue of a run whose answer was lost", async () => {
    const { github, scan } = await aWorld();
    github.faults.next({ method: "POST", route: "/repos/{owner}/{repo}/issues", kind: "drop-after" });
    await expect(scan()).rejects.toThrow(/fetch failed|other side closed|socket/i);
    await scan();
    expect((await github.issues()).length).toBe(1);
  });

  it("opens one issue when two processes scan at once", async () => {
    const { github, scan } = await aWorld();
    const mark = github.requests.mark();
    // Both have listed the issues before either of them opens one.
    let arrived = 0;
    let meet = (): void => undefined;
    const met = new Promise<void>((resolve) => (meet = resolve));
    const store = createMemoryStore(() => now);
    const slow: Store = {
      ...store,
      putIfAbsent: async (key, ...rest) => {
        if (!key.startsWith("advisory-issue/")) return store.putIfAbsent(key, ...rest);
        arrived += 1;
        if (arrived === 2) meet();
        await met;
        return store.putIfAbsent(key, ...rest);
      },
    };
    const outcomes = await Promise.allSettled([scan({ store: slow }), scan({ store: slow })]);
    expect(github.requests.since(mark).writes()).toHaveLength(1);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { name: "RetryLater" } });
    await scan({ store: slow });
    expect(github.requests.since(mark).writes()).toHaveLength(1);
  });

  it("opens none that another process opened after we listed", async () => {
    const { github, scan, messages, payload } = await aWorld();
    const store = createMemoryStore(() => now);
    await store.put(`advisory-issue/${payload.repositoryId}/RUSTSEC-2099-0001`, { state: "opened" });
    await scan({ store });
    expect(github.requests.writes()).toEqual([]);
    expect(messages()).toContain("issues opened by another process");
  });

  it.for([
    { what: "that was refused", fault: { kind: "status", status: 422 }, runs: ["fails", "1 issues"] },
    { what: "without an answer", fault: { kind: "drop" }, runs: ["fails", "waits 300 s", "1 issues"] },
  ] as const)("an issue $what is opened in the end: $runs", async ({ fault, runs }) => {
    const { github, scan } = await aWorld();
    let time = now;
    const store = createMemoryStore(() => time);
    const run = async () => {
      try {
        await scan({ store, now: () => time });
        return `${(await github.issues()).length} issues`;
      } catch (error) {
        if (!(error instanceof RetryLater)) return "fails";
        const waitMs = error.retryAt.getTime() - time.getTime();
        time = error.retryAt;
        return `waits ${waitMs / 1000} s`;
      }
    };
    github.faults.next({ method: "POST", route: "/repos/{owner}/{repo}/issues", ...fault });
    const outcomes: string[] = [];
    while (outcomes.length < runs.length) outcomes.push(await run());
    expect(outcomes).toEqual(runs);
  });

  it("does not believe an issue that somebody else wrote with our marker", async () => {
    const { github, scan } = await aWorld();
    const body = "<!-- gatehouse:advisory v1 RUSTSEC-2099-0001 -->\n\nnothing to see here";
    await github.as("dan").openIssue({ title: "advisory", body, labels: ["advisory"] });
    await scan();
    expect((await github.issues()).length).toBe(2);
  });

  it("leaves an issue alone that a person closed", async () => {
    const { github, scan } = await aWorld();
    await scan();
    await github.as("dan").close(1);
    await scan();
    expect((await github.issues()).map(({ state }) => state)).toEqual(["closed"]);
  });

  it("says the plan and writes nothing in a dry run", async () => {
    const { github, scan, lines } = await aWorld();
    await scan({ dryRun: true });
    expect(await github.issues()).toEqual([]);
    expect(github.requests.writes()).toEqual([]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: "advisory scan planned",
        actions: [{ kind: "open", advisory: "RUSTSEC-2099-0001" }],
      }),
    );
  });

  it.for([
    { why: "no configuration at all", part: {}, says: undefined },
    { why: "a configuration without advisories", part: { ".github/gatehouse.yml": "version: 1\n" }, says: undefined },
    {
      why: "a broken configuration",
      part: { ".github/gatehouse.yml": "version: 7\n" },
      says: "advisory scan skipped: no usable configuration",
    },
    {
      why: "a lockfile that is absent",
      part: { ".github/gatehouse.yml": "version: 1\nadvisories: { lockfiles: [sub/Cargo.lock] }\n" },
      says: "lockfile not found",
    },
    {
      why: "a lockfile that does not parse",
      part: { ".github/gatehouse.yml": config, "Cargo.lock": "<<<<<<< HEAD\n" },
      says: "lockfile not readable",
    },
    {
      why: "a policy file that does not parse",
      part: { ".github/gatehouse.yml": config, "deny.toml": "[advisories\n" },
      says: "policy file not readable, issues held back",
    },
    {
      why: "a policy file that is too large",
      part: { ".github/gatehouse.yml": config, "deny.toml": "# x\n".repeat(70_000) },
      says: "policy file not readable, issues held back",
    },
  ])("opens nothing with $why", async ({ part, says }) => {
    const { github, scan, messages } = await aWorld({ files: withoutConfig(part) });
    await scan();
    expect(await github.issues()).toEqual([]);
    expect(github.requests.writes()).toEqual([]);
    expect(messages().includes(says) || says === undefined).toBe(true);
    expect(messages().length > 0).toBe(says !== undefined);
  });

  it("fails, and writes nothing, when the source does not answer", async () => {
    const { github, osv, scan } = await aWorld();
    for (let attempt = 0; attempt < 4; attempt += 1) osv.faults.push({ on: "querybatch", kind: "status", status: 503 });
    await expect(scan()).rejects.toThrow(/did not answer/);
    expect(github.requests.writes()).toEqual([]);
  });

  it("does not scan a repository that has taken over the name of another", async () => {
    const { github, deps, payload, messages } = await aWorld();
    await scanAdvisoriesJob.run({ ...payload, repositoryId: payload.repositoryId + 1 }, deps);
    expect(await github.issues()).toEqual([]);
    expect(messages()).toEqual(["advisory scan skipped"]);
  });
});

describe("the daily round", () => {
  it("asks for one scan of each repository, one subject each", async () => {
    const { asked, deps, payload } = await aWorld();
    await dailyAdvisoriesJob.run({}, deps);
    expect(asked).toEqual([
      { job: "scan-advisories", payload, subject: `advisories-${payload.repositoryId}`, delayMs: 0 },
    ]);
    expect(dailyAdvisoriesJob.schedule).toEqual({ cron: "0 9 * * *" });
  });

  it("fails in the end, but only after it has asked for what it could", async () => {
    const { deps, github, asked } = await aWorld();
    github.faults.next({ route: "/installation/repositories", kind: "status", status: 500 });
    await expect(dailyAdvisoriesJob.run({}, deps)).rejects.toThrow("1 installations were left out");
    expect(asked).toEqual([]);
  });
});
