import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getPullRequest } from "../../../src/github/facts/pull-request.ts";
import { appendEntries } from "../../../src/github/ledger/ledger.ts";
import { ensureBirth } from "../../../src/github/ledger/restore-ledger.ts";
import type { Deps } from "../../../src/jobs/deps.ts";
import { lookAt } from "../../../src/jobs/pull-request/look.ts";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { type AppOnGitHub, anAppOn, silent } from "../../support/app-on-github.ts";
import { aStamp } from "../../support/builders.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { noAdvisories } from "../../support/no-advisories.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
gates: { ci: { checks: [build] } }
pull_request: { require: [title, touched, ci] }
`;

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;
let headSha: string;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config }, otherRepositories: [".github"] });
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  await ensureBirth(app.store, new Date(0));
  const title = `feat: ${crypto.randomUUID()}`;
  ({ number, headSha } = await local.as("dan").openPullRequest({ title, files: { "src/a.ts": `${title}\n` } }));
});

async function look(given: { readonly checksAt?: string } = {}) {
  const deps: Deps = {
    ...app,
    chat: undefined,
    advisories: noAdvisories,
    enqueue: () => Promise.resolve(),
    log: silent,
    attempt: 1,
    dryRun: false,
  };
  const pullRequest = await getPullRequest(number, app.at, app.octokit);
  const found = await lookAt(pullRequest, { ...app.at, installationId: local.installationId }, deps, given);
  if (found === undefined) throw new Error("the repository of this test has a configuration");
  return found;
}

describe("a look", () => {
  it("judges at the head, and shows its checks there", async () => {
    const { report, checks, ledger } = await look();
    expect(report?.state).toBe("in_progress");
    expect(checks.map(({ name, headSha: sha }) => [name, sha])).toEqual([
      ["gatehouse/title", headSha],
      ["gatehouse", headSha],
    ]);
    expect(ledger).toEqual([]);
  });

  it("gives the ledger that it was judged on", async () => {
    const entries: readonly LedgerEntry[] = [{ kind: "held", ...aStamp() }];
    await appendEntries(app.store, app.at.repositoryId, number, entries);
    const { report, ledger } = await look();
    expect(ledger).toEqual(entries);
    expect(report).toMatchObject({ state: "action_required", holds: entries });
  });

  it("asks for nothing that it knows already, but whether something moved", async () => {
    await look();
    const mark = local.requests.mark();
    await look();
    const counted = local.requests
      .since(mark)
      .reads()
      .filter(({ status }) => status !== 304);
    expect(counted).toEqual([]);
  });

  it("T26: for a merge group is judged by the reports at its commit, and shown there", async () => {
    const group = await local.mergeGroup(number);
    await local.reportCheck({ name: "build", headSha, conclusion: "success" });
    await local.reportCheck({ name: "build", headSha: group.headSha, conclusion: "failure" });
    const { report, checks } = await look({ checksAt: group.headSha });
    expect(report?.state).toBe("failure");
    expect(new Set(checks.map((check) => check.headSha))).toEqual(new Set([group.headSha]));
  });
});

describe("a look by the configuration that the owner keeps for all repositories", () => {
  const path = ".github/gatehouse.yml";
  const told = "This repository is judged by .github/gatehouse.yml of `acme/.github`, because it has none on `main`.";
  const composite = async () => {
    const { checks } = await look();
    return checks.find(({ name }) => name === "gatehouse");
  };

  it("says so, with the verdict and with its problems; of its own configuration it says nothing", async () => {
    expect((await composite())?.summary).not.toContain("acme/.github");
    await local.as("olga").commitTo("main", { [path]: null });
    await local.writeElsewhere(".github", path, config);
    const judged = await composite();
    expect(judged?.status).toBe("in_progress");
    expect(judged?.summary.endsWith(`\n\n${told}`)).toBe(true);
    await local.writeElsewhere(".github", path, "version: 1\nareaz: {}\n");
    const broken = await composite();
    expect(broken?.conclusion).toBe("action_required");
    expect(broken?.summary).toContain(told);
    expect(broken?.summary).toContain("acme/.github:.github/gatehouse.yml:2:1");
    await local.removeElsewhere(".github", path);
    expect(await composite()).toMatchObject({ conclusion: "action_required", title: "❌ The configuration is gone" });
    await local.as("olga").commitTo("main", { [path]: config });
    expect((await composite())?.summary).not.toContain("acme/.github");
  });
});
