import { RequestError } from "@octokit/request-error";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Octokit } from "../../../src/github/client/octokit.ts";
import { installationClient } from "./client.ts";
import { startLocalGitHub } from "./start.ts";
import type { LocalGitHub } from "./start.ts";

let github: LocalGitHub;
let octokit: Octokit;
const at = { owner: "acme", repo: "engine" };

beforeAll(async () => {
  github = await startLocalGitHub();
  octokit = installationClient(github);
});
afterAll(() => github.close());

async function aHead(): Promise<string> {
  return github.as("dan").commitFiles({ files: { "file.txt": `${github.requests.mark()}\n` } });
}

async function statusOf(request: Promise<{ readonly status: number }>): Promise<number> {
  return request.then(
    ({ status }) => status,
    (error: unknown) => {
      if (error instanceof RequestError) return error.status;
      throw error;
    },
  );
}

describe("check runs", () => {
  it("belong to the App that made them, which alone may change them", async () => {
    const headSha = await aHead();
    const { data: ours } = await octokit.rest.checks.create({
      ...at,
      name: "gatehouse",
      head_sha: headSha,
      status: "in_progress",
    });
    const theirs = await github.reportCheck({ name: "ci / test", headSha, conclusion: "success" });
    expect((await github.checkRuns(headSha)).map(({ name, app }) => [name, app.slug])).toEqual([
      ["ci / test", "ci-runner"],
      ["gatehouse", "gatehouse"],
    ]);
    expect(await statusOf(octokit.rest.checks.update({ ...at, check_run_id: theirs.id, name: "mine" }))).toBe(403);
    const done = { ...at, check_run_id: ours.id, conclusion: "success" } as const;
    expect((await octokit.rest.checks.update(done)).data).toMatchObject({ status: "completed", conclusion: "success" });
  });

  it("give title, summary and text back, one by one and in the list", async () => {
    const headSha = await aHead();
    const output = { title: "t", summary: "s".repeat(65_535), text: `é${"x".repeat(65_533)}` };
    const { data } = await octokit.rest.checks.create({ ...at, name: "gatehouse", head_sha: headSha, output });
    const { data: list } = await octokit.rest.checks.listForRef({ ...at, ref: headSha });
    expect(list.check_runs.map((run) => run.output)).toMatchObject([output]);
    const { data: one } = await octokit.rest.checks.get({ ...at, check_run_id: data.id });
    expect(one.output).toMatchObject(output);
  });

  it("list the latest of each name unless all are asked for", async () => {
    const headSha = await aHead();
    for (const conclusion of ["failure", "success"]) await github.reportCheck({ name: "ci", headSha, conclusion });
    const list = async (filter: "latest" | "all") => {
      const { data } = await octokit.rest.checks.listForRef({ ...at, ref: headSha, filter, per_page: 1 });
      return [data.total_count, data.check_runs.map(({ conclusion }) => conclusion)];
    };
    expect(await list("latest")).toEqual([1, ["success"]]);
    expect(await list("all")).toEqual([2, ["success"]]);
    const { data: none } = await octokit.rest.checks.listForRef({ ...at, ref: headSha, app_id: github.appId });
    expect(none.total_count).toBe(0);
  });

  it("keep one suite for each App, which is queued until the App reports", async () => {
    const headSha = await aHead();
    await github.reportCheck({ name: "ci", headSha, conclusion: "failure" });
    const { data } = await octokit.rest.checks.listSuitesForRef({ ...at, ref: headSha });
    expect(data.check_suites.map(({ app, status, conclusion }) => [app?.slug, status, conclusion])).toEqual([
      ["gatehouse", "queued", null],
      ["ci-runner", "completed", "failure"],
    ]);
  });

  it("name the open pull requests at their commit, but not those from forks", async () => {
    const inside = await github.as("dan").openPullRequest({ title: "feat: in", files: { "in.txt": "in" } });
    const outside = await github.as("mallory").openPullRequest({ title: "feat: out", files: { "out.txt": "out" } });
    const pullsOf = async (headSha: string) => {
      const { data } = await octokit.rest.checks.create({ ...at, name: "gatehouse", head_sha: headSha });
      return data.pull_requests.map(({ number }) => number);
    };
    expect(await pullsOf(inside.headSha)).toEqual([inside.number]);
    expect(await pullsOf(outside.headSha)).toEqual([]);
  });

  it.for([
    { title: "a summary of 65536 characters", body: { output: { title: "t", summary: "x".repeat(65_536) } } },
    { title: "a summary of 65536 bytes", body: { output: { title: "t", summary: "é".repeat(32_768) } } },
    { title: "a text of 65536 characters", body: { output: { title: "t", summary: "s", text: "x".repeat(65_536) } } },
    { title: "a text of 65536 bytes", body: { output: { title: "t", summary: "s", text: "é".repeat(32_768) } } },
    { title: "51 annotations", body: { output: { title: "t", summary: "s", annotations: annotations(51) } } },
    {
      title: "a button label of 21 characters",
      body: { actions: [{ label: "x".repeat(21), identifier: "i", description: "d" }] },
    },
    {
      title: "a button description of 41 characters",
      body: { actions: [{ label: "l", identifier: "i", description: "x".repeat(41) }] },
    },
    { title: "a commit that is not there", body: { head_sha: "0".repeat(40) } },
    { title: "completed without conclusion", body: { status: "completed" } as const },
  ])("are refused with $title", async ({ body }) => {
    const headSha = await aHead();
    expect(await statusOf(octokit.rest.checks.create({ ...at, name: "gatehouse", head_sha: headSha, ...body }))).toBe(
      422,
    );
    expect(await github.checkRuns(headSha)).toEqual([]);
    expect(github.violations).toEqual([]);
  });

  it("take 50 annotations at a time and add them up", async () => {
    const headSha = await aHead();
    const output = { title: "t", summary: "s", annotations: annotations(50) };
    const { data } = await octokit.rest.checks.create({ ...at, name: "gatehouse", head_sha: headSha, output });
    const updated = await octokit.rest.checks.update({ ...at, check_run_id: data.id, output });
    expect(updated.data.output.annotations_count).toBe(100);
  });
});

describe("commit statuses", () => {
  it("combine the latest of each context; none at all is pending", async () => {
    const headSha = await aHead();
    const combined = async () => (await octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: headSha })).data;
    expect(await combined()).toMatchObject({ state: "pending", total_count: 0 });
    await github.reportStatus({ headSha, context: "build", state: "failure" });
    await github.reportStatus({ headSha, context: "build", state: "success" });
    expect(await combined()).toMatchObject({ state: "success", total_count: 1, statuses: [{ context: "build" }] });
    const { data: all } = await octokit.rest.repos.listCommitStatusesForRef({ ...at, ref: headSha });
    expect(all.map(({ state }) => state)).toEqual(["success", "failure"]);
  });

  it("are not for an App that may only read them", async () => {
    const headSha = await aHead();
    expect(await statusOf(octokit.rest.repos.createCommitStatus({ ...at, sha: headSha, state: "success" }))).toBe(403);
  });
});

function annotations(count: number) {
  const one = { path: "file.txt", start_line: 1, end_line: 1, annotation_level: "notice", message: "m" } as const;
  return Array.from({ length: count }, () => ({ ...one }));
}
