import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { archiveLimit, downloadArchive } from "../../../../src/github/artifacts/download-archive.ts";
import { collectArtifacts } from "../../../../src/github/facts/slices/collect-artifacts.ts";
import { neededFacts } from "../../../../src/policy/evaluate.ts";
import { artifactKey, type ArtifactWant } from "../../../../src/policy/evidence/artifact.ts";
import type { PullRequest } from "../../../../src/policy/facts.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { aPullRequest } from "../../../support/builders.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
/** Each test has a workflow and commits of its own. */
let workflow: string;
let headSha: string;
let baseSha: string;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  const name = crypto.randomUUID();
  workflow = `${name}.yml`;
  headSha = name.replaceAll("-", "").padEnd(40, "a");
  baseSha = name.replaceAll("-", "").padEnd(40, "b");
});

const json = '{"pass": 60}\n';
const files = { "reports/summary.json": json };

function want(given: Partial<ArtifactWant> = {}): ArtifactWant {
  return { workflow, name: "reports", path: "**/summary.json", ...given };
}

async function collectAll(...artifacts: readonly ArtifactWant[]) {
  return collectFor(aPullRequest({ headSha, baseBranch: "main" }), artifacts);
}

/** What counts for this pull request at `headSha`. */
async function collectFor(pullRequest: PullRequest, artifacts: readonly ArtifactWant[]) {
  const scene = {
    needed: { ...neededFacts([]), artifacts },
    at: app.at,
    checksAt: headSha,
    pullRequest,
  };
  const documents = await collectArtifacts(scene, app);
  return artifacts.map((each) => documents.get(artifactKey(each)));
}

async function collect(given: Partial<ArtifactWant> = {}) {
  const [document] = await collectAll(want(given));
  return document;
}

function minutesAgo(minutes: number): Date {
  return new Date(Date.parse("2026-11-20T12:00:00Z") - minutes * 60_000);
}

/** A finished run with the one report. */
function aRun(given: Parameters<LocalGitHub["runWorkflow"]>[0]) {
  const run = local.runWorkflow(given);
  local.uploadArtifact(run.id, { name: "reports", files });
  return run;
}

describe("the run that counts", () => {
  it("is none of a workflow that GitHub does not know", async () => {
    expect(await collect()).toEqual({ state: "never-ran" });
  });

  it("is none where it ran neither for the head nor on the base branch", async () => {
    aRun({ workflow, headSha: baseSha, branch: "other" });
    expect(await collect()).toEqual({ state: "never-ran" });
  });

  it("is the head's", async () => {
    aRun({ workflow, headSha: baseSha });
    const { id, startedAt } = aRun({ workflow, headSha, branch: "work", event: "pull_request" });
    aRun({ workflow, headSha: baseSha });
    expect(await collect()).toEqual({
      state: "found",
      text: json,
      file: "reports/summary.json",
      run: { id, headSha, branch: "work", startedAt: new Date(startedAt), isOfHead: true },
    });
  });

  it("is the head's also when it ran for a fork", async () => {
    aRun({ workflow, headSha, branch: "main", event: "pull_request", isOfFork: true });
    expect(await collect()).toMatchObject({ state: "found", run: { isOfHead: true } });
  });

  it("is the one that started last, also when it is an earlier one that was started again", async () => {
    const { id } = local.runWorkflow({ workflow, headSha, startedAt: minutesAgo(30) });
    aRun({ workflow, headSha, startedAt: minutesAgo(20) });
    local.runWorkflowAgain(id, { startedAt: minutesAgo(10) });
    expect(await collect()).toMatchObject({ state: "running", run: { id, startedAt: minutesAgo(10) } });
    local.finishWorkflow(id);
    expect(await collect()).toMatchObject({ state: "no-artifact", run: { id } });
  });

  it.for(["queued", "in_progress", "waiting", "requested", "pending"])(
    "is not finished while it is %s, whatever it uploaded already",
    async (status) => {
      aRun({ workflow, headSha: baseSha });
      const { id } = aRun({ workflow, headSha, status });
      expect(await collect()).toMatchObject({ state: "running", run: { id, isOfHead: true } });
    },
  );

  it.for(["failure", "cancelled", "timed_out"])("counts when it ended as %s", async (conclusion) => {
    const { id } = local.runWorkflow({ workflow, headSha, conclusion });
    expect(await collect()).toMatchObject({ state: "no-artifact", run: { id } });
    local.uploadArtifact(id, { name: "reports", files });
    expect(await collect()).toMatchObject({ state: "found", run: { id } });
  });
});

describe("where it never ran for the head", () => {
  it("the newest finished run of the base branch counts, and says so", async () => {
    aRun({ workflow, headSha: "c".repeat(40), startedAt: minutesAgo(60) });
    const { id } = aRun({ workflow, headSha: baseSha, event: "schedule", startedAt: minutesAgo(30) });
    local.runWorkflow({ workflow, headSha: "d".repeat(40), status: "in_progress" });
    expect(await collect()).toMatchObject({
      state: "found",
      run: { id, headSha: baseSha, branch: "main", isOfHead: false },
    });
  });

  it.for(["push", "schedule", "workflow_dispatch", "repository_dispatch"])("a run by %s counts", async (event) => {
    aRun({ workflow, headSha: "c".repeat(40), startedAt: minutesAgo(60) });
    const { id } = aRun({ workflow, headSha: baseSha, event, startedAt: minutesAgo(30) });
    expect(await collect()).toMatchObject({ state: "found", run: { id, isOfHead: false } });
  });

  it("is none where only others ran on the base branch", async () => {
    aRun({ workflow, headSha: baseSha, event: "issue_comment" });
    expect(await collect()).toEqual({ state: "never-ran" });
  });

  it("a run that crashed is not hidden by an older one", async () => {
    aRun({ workflow, headSha: baseSha });
    const { id } = local.runWorkflow({ workflow, headSha: baseSha, conclusion: "failure" });
    expect(await collect()).toMatchObject({ state: "no-artifact", run: { id } });
  });

  it("nor by an older one that somebody starts again", async () => {
    const old = aRun({ workflow, headSha: "c".repeat(40), startedAt: minutesAgo(60) });
    const { id } = local.runWorkflow({ workflow, headSha: baseSha, conclusion: "failure", startedAt: minutesAgo(30) });
    local.runWorkflowAgain(old.id, { startedAt: minutesAgo(10) });
    local.finishWorkflow(old.id);
    expect(await collect()).toMatchObject({ state: "no-artifact", run: { id } });
  });

  it("nor by an older one while it is started again itself", async () => {
    aRun({ workflow, headSha: "c".repeat(40), startedAt: minutesAgo(60) });
    const { id } = local.runWorkflow({ workflow, headSha: baseSha, conclusion: "failure", startedAt: minutesAgo(30) });
    local.runWorkflowAgain(id, { startedAt: minutesAgo(10) });
    expect(await collect()).toMatchObject({ state: "running", run: { id, isOfHead: false } });
  });

  it.for([
    { what: "a fork's branch of that name", given: { isOfFork: true, event: "push" } },
    { what: "a pull request from that branch", given: { event: "pull_request" } },
    { what: "a pull request of a fork", given: { isOfFork: true, event: "pull_request_target" } },
    { what: "a comment on a pull request", given: { event: "issue_comment" } },
    { what: "what follows a run of a pull request", given: { event: "workflow_run" } },
    { what: "what follows its checks", given: { event: "check_suite" } },
    { what: "an issue", given: { event: "issues" } },
    { what: "an event that nobody has heard of yet", given: { event: "new_event" } },
  ])("$what is not the base branch, however often it ran", async ({ given }) => {
    const { id } = aRun({ workflow, headSha: baseSha });
    for (let index = 0; index < 101; index += 1) aRun({ workflow, headSha: "e".repeat(40), ...given });
    expect(await collect()).toMatchObject({ state: "found", run: { id } });
  });
});

it("at a commit of the merge queue only a run for that commit counts where the pull request had one", async () => {
  const inQueue = aPullRequest({ headSha: "f".repeat(40), baseBranch: "main" });
  aRun({ workflow, headSha: baseSha });
  aRun({ workflow, headSha: inQueue.headSha, branch: "work" });
  const mark = local.requests.mark();
  expect(await collectFor(inQueue, [want()])).toEqual([{ state: "never-queued" }]);
  expect(local.requests.since(mark).reads()).toHaveLength(2);
  const { id } = aRun({ workflow, headSha, branch: "gh-readonly-queue/main/pr-12", event: "merge_group" });
  expect(await collectFor(inQueue, [want()])).toMatchObject([{ state: "found", run: { id, isOfHead: true } }]);
});

it("at a commit of the merge queue a nightly run of the base branch counts as it did for the pull request", async () => {
  const inQueue = aPullRequest({ headSha: "f".repeat(40), baseBranch: "main" });
  const { id } = aRun({ workflow, headSha: baseSha });
  expect(await collectFor(inQueue, [want()])).toMatchObject([{ state: "found", run: { id, isOfHead: false } }]);
});

describe("the artifact", () => {
  let runId: number;
  beforeEach(() => {
    runId = local.runWorkflow({ workflow, headSha, startedAt: minutesAgo(30) }).id;
  });

  it("is looked for among all pages, and what is there instead is told", async () => {
    for (let index = 0; index < 120; index += 1) local.uploadArtifact(runId, { name: `part ${index}`, files });
    expect(await collect({ name: "part 0" })).toMatchObject({ state: "found" });
    const none = await collect();
    if (none?.state !== "no-artifact") throw new Error(`it is ${none?.state}`);
    expect(none.names).toHaveLength(100);
    expect(none.names).toContain("part 0");
  });

  it("is the newest of its name: a run that is started again keeps the old ones", async () => {
    local.uploadArtifact(runId, { name: "reports", files: { "summary.json": "{}" } });
    local.uploadArtifact(runId, { name: "reports", files });
    expect(await collect()).toMatchObject({ state: "found", text: json, run: { startedAt: minutesAgo(30) } });
  });

  it("of an earlier attempt is as old as it is", async () => {
    local.uploadArtifact(runId, { name: "reports", files, createdAt: minutesAgo(25) });
    local.runWorkflowAgain(runId, { startedAt: minutesAgo(5) });
    local.finishWorkflow(runId);
    expect(await collect()).toMatchObject({ state: "found", run: { id: runId, startedAt: minutesAgo(25) } });
  });

  it("may be one of several that a pattern means, when one of them has the file", async () => {
    local.uploadArtifact(runId, { name: "reports-linux", files: { "log.txt": "" } });
    local.uploadArtifact(runId, { name: "reports-mac", files });
    local.uploadArtifact(runId, { name: "other", files });
    expect(await collect({ name: "reports-*" })).toMatchObject({ state: "found", text: json });
    expect(await collect({ name: "reports-*", path: "none.json" })).toMatchObject({
      state: "no-file",
      names: ["log.txt", "reports/summary.json"],
    });
  });

  it.for([
    { what: "also has it", second: {} },
    { what: "has expired, so that nobody knows", second: { isExpired: true } },
    { what: "is too large to tell", second: { bytes: archiveLimit + 1 } },
  ])("is not told from another that $what", async ({ second }) => {
    local.uploadArtifact(runId, { name: "reports-a", files });
    local.uploadArtifact(runId, { name: "reports-b", files, ...second });
    expect(await collect({ name: "reports-*" })).toMatchObject({
      state: "ambiguous",
      names: ["reports-a", "reports-b"],
    });
  });

  it("is not looked for in more than ten", async () => {
    for (let index = 0; index < 11; index += 1) local.uploadArtifact(runId, { name: `reports-${index}`, files });
    const mark = local.artifactStorage.requests.length;
    expect(await collect({ name: "reports-*" })).toMatchObject({ state: "ambiguous" });
    expect(local.artifactStorage.requests).toHaveLength(mark);
  });

  it.for<{ name: string; upload: object; says: object }>([
    { name: "has expired", upload: { isExpired: true }, says: { state: "expired" } },
    {
      name: "is too large",
      upload: { bytes: archiveLimit + 1 },
      says: { state: "too-large", bytes: archiveLimit + 1, limit: archiveLimit },
    },
  ])("is not downloaded when it $name", async ({ upload, says }) => {
    local.uploadArtifact(runId, { name: "reports", files, ...upload });
    const mark = local.artifactStorage.requests.length;
    expect(await collect()).toMatchObject(says);
    expect(local.artifactStorage.requests).toHaveLength(mark);
  });

  it("says of an archive what is wrong with it", async () => {
    local.uploadArtifact(runId, { name: "reports", files: Buffer.from("<html>") });
    expect(await collect()).toMatchObject({ state: "unreadable", problem: "it is no zip archive, or a broken one" });
  });
});

describe("what is asked of GitHub", () => {
  const routes = (mark: number) =>
    local.requests
      .since(mark)
      .reads()
      .map(({ route, status }) => `${status} ${route.replace(/^.*\/actions\//, "")}`);

  it("is each thing once for all gates, and of what did not change nothing that counts", async () => {
    const { id } = local.runWorkflow({ workflow, headSha });
    local.uploadArtifact(id, { name: "reports", files: { ...files, "matrix.json": "[]" } });
    const wants = [want(), want({ path: "matrix.json" }), want({ name: "rep*" }), want({ name: "none" })];
    const [first, unchanged] = [local.requests.mark(), local.artifactStorage.requests.length];
    const found = await collectAll(...wants);
    expect(found.map((each) => each?.state)).toEqual(["found", "found", "found", "no-artifact"]);
    expect(routes(first)).toEqual([
      "200 workflows/{workflow_id}/runs",
      "200 runs/{run_id}/artifacts",
      "302 artifacts/{artifact_id}/{archive_format}",
    ]);
    expect(local.artifactStorage.requests).toHaveLength(unchanged + 1);
    const again = local.requests.mark();
    expect(await collectAll(...wants)).toEqual(found);
    expect(routes(again)).toEqual(["304 workflows/{workflow_id}/runs", "304 runs/{run_id}/artifacts"]);
    expect(local.artifactStorage.requests).toHaveLength(unchanged + 1);
  });

  it("is downloaded anew where the text is too large to be kept", async () => {
    const { id } = local.runWorkflow({ workflow, headSha });
    local.uploadArtifact(id, { name: "reports", files: { "summary.json": "x".repeat(300_000) } });
    const mark = local.artifactStorage.requests.length;
    const found = await collect();
    expect(found).toMatchObject({ state: "found" });
    expect(await collect()).toEqual(found);
    expect(local.artifactStorage.requests).toHaveLength(mark + 2);
  });

  it("sends no token of ours to where the archive is", async () => {
    aRun({ workflow, headSha });
    await collect();
    const request = local.artifactStorage.requests.at(-1);
    expect(request?.path).toContain("sig=");
    expect(Object.keys(request?.headers ?? {})).not.toContain("authorization");
    expect(JSON.stringify(request?.headers)).not.toMatch(/ghs_|token/i);
  });

  it.for<number | "break-off">([500, 403, 404, "break-off"])(
    "is an error and nothing else where the download ends with %s",
    async (how) => {
      aRun({ workflow, headSha });
      local.artifactStorage.failNext(how);
      await expect(collect()).rejects.toThrow("could not be downloaded");
      expect(await collect()).toMatchObject({ state: "found" });
    },
  );

  it.for([
    { route: "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", status: 500 },
    { route: "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", status: 403 },
    { route: "/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", status: 404 },
    { route: "/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}", status: 500 },
  ])("is an error where $route answers $status", async ({ route, status }) => {
    aRun({ workflow, headSha });
    local.faults.next({ kind: "status", status, route });
    await expect(collect()).rejects.toThrow(`Injected fault ${status}`);
  });

  it("is over where GitHub has deleted the archive since it was listed", async () => {
    aRun({ workflow, headSha });
    const route = "/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";
    local.faults.next({ kind: "status", status: 410, route });
    expect(await collect()).toMatchObject({ state: "expired" });
  });

  it("ends at the limit where the archive is larger than GitHub said", async () => {
    const { id } = local.runWorkflow({ workflow, headSha });
    const archive = Buffer.alloc(5_000_000);
    const artifact = local.uploadArtifact(id, { name: "reports", files: archive, bytes: 10 });
    const download = await downloadArchive(artifact.id, app.at, app.octokit, 100_000);
    if (download.state !== "too-large") throw new Error(`it is ${download.state}`);
    expect(download.bytes).toBeGreaterThan(100_000);
    expect(download.bytes).toBeLessThan(1_000_000);
  });
});
