import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { collectFiles } from "../../../src/github/facts/collect-files.ts";
import { getPullRequest, requireSameHead } from "../../../src/github/facts/pull-request.ts";
import { findRepositoryFile } from "../../../src/github/facts/repository-file.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  local = await startLocalGitHub({
    files: { "docs/guide.md": "Read me.\n", "old/name.ts": "export const one = 1;\n" },
  });
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
});

function read(number: number) {
  return getPullRequest(number, app.at, app.octokit);
}

it("a pull request tells what is needed to judge it", async () => {
  const before = new Date();
  const { number } = await local.as("dan").openPullRequest({ title: "feat: facts", files: { "facts.txt": "1\n" } });
  await local.as("olga").label(number, "hold");
  expect(await read(number)).toMatchObject({
    author: { login: "dan" },
    commits: 1,
    changedFiles: 1,
    labels: ["hold"],
    requestedReviewerIds: [],
    isPrivate: false,
    repositoryUrl: expect.stringMatching(/^https?:.*\/acme\/engine$/),
  });
  // GitHub's times have whole seconds.
  expect((await read(number)).openedAt.getTime()).toBeGreaterThanOrEqual(before.getTime() - 1000);
});

describe("the files of a pull request", () => {
  it("T20: are all listed when there are more than one page holds", async () => {
    const files = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`many/${index}.txt`, `${index}\n`]));
    const { number } = await local.as("dan").openPullRequest({ title: "feat: many", files });
    const list = await collectFiles(await read(number), app.at, app);
    expect(list.isComplete).toBe(true);
    expect(new Set(list.files.map(({ path }) => path))).toEqual(new Set(Object.keys(files)));
  });

  it("T20: are marked as incomplete when GitHub lists fewer than the pull request has", async () => {
    const { number } = await local.as("dan").openPullRequest({ title: "feat: one", files: { "one.txt": "1\n" } });
    const pullRequest = { ...(await read(number)), changedFiles: 3001 };
    const list = await collectFiles(pullRequest, app.at, app);
    expect(list).toMatchObject({ isComplete: false, files: [{ path: "one.txt" }] });
  });

  it("are not taken when they are those of another head, as when somebody pushed meanwhile", async () => {
    const { number } = await local.as("dan").openPullRequest({ title: "feat: two", files: { "two.txt": "2\n" } });
    const pullRequest = { ...(await read(number)), headSha: "0a9ddbc000000000000000000000000000000000" };
    await expect(collectFiles(pullRequest, app.at, app)).rejects.toThrow(RetryLater);
  });

  it("T21: tell a rename by both names", async () => {
    const files = { "old/name.ts": null, "new/name.ts": "export const one = 1;\n" };
    const { number } = await local.as("dan").openPullRequest({ title: "refactor: move", files });
    const list = await collectFiles(await read(number), app.at, app);
    expect(list.files).toMatchObject([
      { path: "new/name.ts", previousPath: "old/name.ts", status: "renamed", changedLines: 0 },
    ]);
  });
});

describe("a file of the repository", () => {
  const find = (path: string, maxBytes = 5_000_000) =>
    findRepositoryFile(app.octokit, { ...app.at, path, ref: "main" }, maxBytes);

  it("is found, above 1 MB as well", async () => {
    const text = "x".repeat(1_200_000);
    await local.as("dan").push({ files: { "large.txt": text } });
    expect(await find("large.txt")).toMatchObject({ state: "found", text });
    expect(await find("docs/guide.md")).toMatchObject({ state: "found", text: "Read me.\n" });
  });

  it("is too large to be read from a limit on, without reading it", async () => {
    await local.as("dan").push({ files: { "large.txt": "x".repeat(1_200_000) } });
    const mark = local.requests.mark();
    expect(await find("large.txt", 1_000_000)).toEqual({ state: "too-large", bytes: 1_200_000 });
    expect(local.requests.since(mark).reads()).toHaveLength(1);
  });

  it("is absent when there is none, or a folder", async () => {
    expect(await find("docs/none.md")).toEqual({ state: "absent" });
    expect(await find("docs")).toEqual({ state: "absent" });
  });

  it.for([{ kind: "status", status: 500 }, { kind: "status", status: 403 }, { kind: "drop" }] as const)(
    "that cannot be read ($kind $status) is an error and not absent",
    async (fault) => {
      local.faults.next({ ...fault, method: "GET" });
      await expect(find("docs/guide.md")).rejects.toThrow("could not read docs/guide.md at main of acme/engine");
    },
  );

  it("asks for patience as it is when GitHub asks for patience", async () => {
    local.faults.next({ kind: "secondary-limit", method: "GET" });
    await expect(find("docs/guide.md")).rejects.toBeInstanceOf(RetryLater);
  });
});

describe("a pull request that moves while it is read", () => {
  it.for([
    { what: "a push", move: (branch: string) => local.as("dan").push({ branch, files: { "b.txt": "b\n" } }) },
    { what: "another base", move: (_: string, number: number) => local.as("dan").setBase(number, "stable") },
  ])("by $what is read again", async ({ what, move }) => {
    await local.as("dan").push({ branch: "stable", files: { "stable.txt": `${what}\n` } });
    const { number, branch } = await local
      .as("dan")
      .openPullRequest({ title: `feat: ${what}`, files: { "a.txt": `${what}\n` } });
    const before = await read(number);
    await requireSameHead(before, app.at, app.octokit, app.now());
    await move(branch, number);
    await expect(requireSameHead(before, app.at, app.octokit, app.now())).rejects.toMatchObject({
      name: "RetryLater",
      retryAt: new Date(app.now().getTime() + 1000),
    });
  });
});
