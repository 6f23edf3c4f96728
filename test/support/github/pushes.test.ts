import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Octokit } from "../../../src/github/client/octokit.ts";
import { installationClient } from "./client.ts";
import { startLocalGitHub } from "./start.ts";
import type { LocalGitHub } from "./start.ts";

let github: LocalGitHub;
let octokit: Octokit;
const at = { owner: "acme", repo: "engine" };

beforeEach(async () => {
  github = await startLocalGitHub({
    events: ["merge_group", "pull_request", "push"],
    files: { "src/a.ts": "a\n", ".github/CODEOWNERS": "* @ana\n" },
  });
  octokit = installationClient(github);
});
afterEach(() => github.close());

const open = () => github.as("dan").openPullRequest({ title: "feat: x", branch: "x", files: { "x.txt": "1\n" } });
const files = async (number: number) =>
  (await octokit.rest.pulls.listFiles({ ...at, pull_number: number })).data.map(({ filename }) => filename);
const text = async (path: string, ref = "main") => {
  const { data } = await octokit.rest.repos.getContent({ ...at, path, ref });
  if (Array.isArray(data) || !("content" in data)) throw new Error(`${path} is no file`);
  return Buffer.from(data.content, "base64").toString("utf8");
};

async function told(event: string, action: string | null) {
  await github.settled();
  return github.deliveries.all().flatMap((one) => (one.event === event && one.action === action ? [one.payload] : []));
}

describe("a push", () => {
  it("back to an earlier head is told with both ends, and every earlier commit stays", async () => {
    const { number, headSha } = await open();
    const second = await github.as("dan").push({ branch: "x", files: { "y.txt": "2\n" } });
    await github.as("dan").forcePush("x", headSha);
    expect(await github.pullRequest(number)).toMatchObject({ head: { sha: headSha }, commits: 1 });
    expect(await files(number)).toEqual(["x.txt"]);
    expect((await octokit.rest.repos.getCommit({ ...at, ref: second })).data.sha).toBe(second);
    const moves = (await told("pull_request", "synchronize")).map(({ before, after }) => [before, after]);
    expect(moves).toEqual([
      [headSha, second],
      [second, headSha],
    ]);
    expect((await told("push", null)).map(({ forced }) => forced)).toEqual([false, false, true]);
  });

  it("to where the branch is already is none", async () => {
    const { headSha } = await open();
    await github.as("dan").forcePush("x", headSha);
    expect(await told("pull_request", "synchronize")).toEqual([]);
  });

  it("can bring the base branch into the head, which leaves the pull request's own change as it was", async () => {
    const { number } = await open();
    await github.as("olga").commitTo("main", { "src/a.ts": "b\n", "src/new.ts": "n\n" });
    const before = await octokit.rest.pulls.listFiles({ ...at, pull_number: number });
    const sha = await github.as("dan").push({ branch: "x", files: {}, merging: "main", message: "Merge main" });
    const after = await octokit.rest.pulls.listFiles({ ...at, pull_number: number });
    expect(after.data.map(({ filename, patch }) => [filename, patch])).toEqual(
      before.data.map(({ filename, patch }) => [filename, patch]),
    );
    expect(await text("src/a.ts", sha)).toBe("b\n");
    expect((await octokit.rest.repos.getCommit({ ...at, ref: sha })).data.parents).toHaveLength(2);
  });

  it("can hide a change in such a merge, which the list of files shows", async () => {
    const { number } = await open();
    await github.as("olga").commitTo("main", { "src/new.ts": "n\n" });
    await github.as("dan").push({ branch: "x", files: { "src/a.ts": "evil\n" }, merging: "main" });
    expect(await files(number)).toEqual(["src/a.ts", "x.txt"]);
  });

  it("to the base branch changes what is read there, and no pull request moves", async () => {
    await open();
    expect(await text(".github/CODEOWNERS")).toBe("* @ana\n");
    await github.as("olga").commitTo("main", { ".github/CODEOWNERS": "* @bea\n" });
    expect(await text(".github/CODEOWNERS")).toBe("* @bea\n");
    expect(await told("pull_request", "synchronize")).toEqual([]);
  });
});

describe("the commits of a pull request", () => {
  it("come in pages, and name the account behind an e-mail, or nobody", async () => {
    const { number } = await open();
    const ana = { login: "ana" };
    const nobody = { name: "Ana", email: "ana@laptop.local" };
    await github.as("dan").push({ branch: "x", files: { "a.txt": "a" }, author: ana });
    await github.as("dan").push({ branch: "x", files: { "b.txt": "b" }, author: nobody });
    await github.as("dan").push({ branch: "x", files: { "c.txt": "c" }, author: ana, committer: nobody });
    const request = { ...at, pull_number: number, per_page: 3 };
    const commits = await octokit.paginate(octokit.rest.pulls.listCommits, request);
    expect(commits.map(({ author, committer }) => [author?.login, committer?.login])).toEqual([
      ["dan", "dan"],
      ["ana", "ana"],
      [undefined, undefined],
      ["ana", undefined],
    ]);
    expect(commits[2]).toMatchObject({ author: null, commit: { author: nobody } });
    expect((await github.pullRequest(number)).commits).toBe(4);
  });

  it("keep their message with its trailers", async () => {
    const { number } = await open();
    const message = "fix: y\n\nCo-authored-by: Bea <bea@users.noreply.github.com>";
    await github.as("dan").push({ branch: "x", files: { "y.txt": "y" }, message });
    const { data } = await octokit.rest.pulls.listCommits({ ...at, pull_number: number });
    expect(data.at(-1)?.commit.message).toBe(message);
  });

  it("of an account that is deleted name nobody", async () => {
    const { number } = await open();
    await github.as("dan").push({ branch: "x", files: { "a.txt": "a" }, author: { login: "ana" } });
    github.deleteUser("ana");
    const { data } = await octokit.rest.pulls.listCommits({ ...at, pull_number: number });
    expect(data.map(({ author }) => author?.login)).toEqual(["dan", undefined]);
  });
});

describe("a merge group", () => {
  it("is the pull request's change on top of the base, on a branch of the queue, and asks for checks", async () => {
    const { number, headSha: opened } = await open();
    const baseSha = await github.as("olga").commitTo("main", { "src/a.ts": "b\n" });
    const group = await github.mergeGroup(number);
    const ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${baseSha}`;
    expect(group).toMatchObject({ baseSha, headRef: ref });
    expect([await text("x.txt", group.headSha), await text("src/a.ts", group.headSha)]).toEqual(["1\n", "b\n"]);
    const { headSha } = group;
    const { data: commit } = await octokit.rest.repos.getCommit({ ...at, ref: headSha });
    expect(commit.parents.map(({ sha }) => sha)).toEqual([baseSha, opened]);
    expect(await told("merge_group", "checks_requested")).toMatchObject([
      {
        merge_group: { head_sha: headSha, head_ref: ref, base_sha: baseSha, base_ref: "refs/heads/main" },
        sender: { login: "github-merge-queue[bot]", type: "Bot" },
      },
    ]);
    expect((await github.pullRequest(number)).head.sha).not.toBe(headSha);
    expect(await told("pull_request", "synchronize")).toEqual([]);
  });

  it("can stand on the group before it", async () => {
    const first = await github.mergeGroup((await open()).number);
    const other = await github.as("bea").openPullRequest({ title: "feat: z", files: { "z.txt": "z\n" } });
    const second = await github.mergeGroup(other.number, { onto: first });
    expect(second.baseSha).toBe(first.headSha);
    expect([await text("x.txt", second.headSha), await text("z.txt", second.headSha)]).toEqual(["1\n", "z\n"]);
  });

  it("carries check runs, statuses and contents like any commit, and they survive its end", async () => {
    const group = await github.mergeGroup((await open()).number);
    await octokit.rest.checks.create({ ...at, name: "gatehouse", head_sha: group.headSha });
    await github.reportCheck({ name: "ci", headSha: group.headSha, conclusion: "success" });
    await github.reportStatus({ headSha: group.headSha, context: "lint", state: "success" });
    await github.destroyMergeGroup(group, "dequeued");
    expect((await github.checkRuns(group.headSha)).map(({ name }) => name).sort()).toEqual(["ci", "gatehouse"]);
    const { data } = await octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: group.headSha });
    expect(data.statuses).toMatchObject([{ context: "lint" }]);
    expect(await told("merge_group", "destroyed")).toMatchObject([
      { reason: "dequeued", merge_group: { head_sha: group.headSha } },
    ]);
  });
});
