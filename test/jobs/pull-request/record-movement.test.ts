import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findMergeSettings } from "../../../src/github/facts/merge-settings.ts";
import { findNewestPlace } from "../../../src/github/heads/heads.ts";
import { readSnapshot } from "../../../src/policy/ledger/snapshot.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;

let local: LocalGitHub;
let desk: JobDesk;
let number: number;
let branch: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
  await local.as("olga").push({ branch: "lax", files: { ".github/gatehouse.yml": "version: 1\n" } });
});
afterAll(() => local.close());

beforeEach(async () => {
  local.faults.clear();
  desk = await aJobDesk(local);
});

async function openInto(base: string): Promise<void> {
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  const title = `feat: part ${opened}`;
  ({ number, branch } = await local.as("dan").openPullRequest({ title, base, files }));
  await desk.settle();
}

async function does(act: Promise<unknown>): Promise<void> {
  await act;
  await desk.settle();
}

/** Only the job of the newest movement, before any look at it. */
async function hearOf(over: { readonly headSha?: string; readonly at?: string } = {}): Promise<void> {
  await desk.overlook();
  desk.app.advance(1000);
  const { head, base } = await local.pullRequest(number);
  const { installationId, owner, repo, repositoryId } = local;
  const seenAt = desk.app.now().toISOString();
  const moment = { seenAt, changedAt: over.at ?? seenAt };
  const movement = { number, headSha: over.headSha ?? head.sha, baseBranch: base.ref, ...moment };
  await desk.run("record-movement", { installationId, owner, repo, repositoryId, ...movement });
}

async function check() {
  const { head } = await local.pullRequest(number);
  const run = (await local.checkRuns(head.sha)).find(({ name }) => name === "gatehouse");
  return { state: run?.conclusion ?? run?.status, title: run?.output.title, text: run?.output.text ?? "" };
}

async function costOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const mark = local.requests.mark();
  await work();
  return local.requests
    .since(mark)
    .all()
    .map(({ method, route }) => `${method} ${route.split("/").at(-1)}`);
}

const look = () => desk.run("evaluate-pull-request", { ...local, number });
const lookingAgain = { state: "in_progress", title: expect.stringContaining("Looking again") };

describe("a success of a commit that a pull request moved to", () => {
  it("T18: is taken back when it is aimed at a branch that asks for more, before anything is read", async () => {
    await openInto("lax");
    await does(local.as("ana").comment(number, "/hold"));
    await does(local.as("ana").comment(number, "/unhold"));
    expect(await check()).toMatchObject({ state: "success" });
    await local.as("dan").setBase(number, "main");
    const cost = await costOf(() => hearOf());
    // A completed run is not taken back by every GitHub, so a new one takes its place.
    expect(cost.filter((request) => request.startsWith("GET"))).toEqual([]);
    expect(await check()).toMatchObject(lookingAgain);
    expect(readSnapshot((await check()).text, number)).toMatchObject({ isComplete: true, entries: [{}, {}] });
    await look();
    expect(await check()).toMatchObject({ state: "in_progress", title: expect.stringContaining("runtime") });
  });

  it("T17: is taken back when the head comes back by a force push, and given again by the look", async () => {
    await openInto("main");
    await does(local.as("ana").comment(number, "/signoff runtime"));
    const first = (await local.pullRequest(number)).head.sha;
    await does(local.as("dan").push({ branch, files: { "src/start.ts": "export const more = 1;\n" } }));
    await local.as("dan").forcePush(branch, first);
    await hearOf();
    expect(await check()).toMatchObject(lookingAgain);
    await look();
    expect(await check()).toMatchObject({ state: "success" });
  });

  it("T17: is taken back when another pull request moves there", async () => {
    await openInto("lax");
    const { sha } = (await local.pullRequest(number)).head;
    expect(await check()).toMatchObject({ state: "success" });
    await openInto("main");
    await local.as("dan").forcePush(branch, sha);
    await hearOf();
    expect(await check()).toMatchObject(lookingAgain);
    await look();
    expect(await check()).toMatchObject({ state: "in_progress", title: expect.stringContaining("runtime") });
  });

  it("is taken back by the look where GitHub does not take the first news", async () => {
    await openInto("lax");
    await local.as("dan").setBase(number, "main");
    local.faults.next({ kind: "status", status: 502, method: "PATCH" });
    await hearOf();
    // GitHub did not take it: the look that was asked for all the same is the news.
    expect(desk.asked.at(-1)).toMatchObject({ job: "evaluate-pull-request", payload: { number } });
    await look();
    expect(await check()).toMatchObject({ state: "in_progress", title: expect.stringContaining("runtime") });
  });
});

describe("a movement costs no request", () => {
  it("to a commit that nobody has judged", async () => {
    await openInto("lax");
    await local.as("dan").push({ branch, files: { "notes.txt": `${opened}\n` } });
    expect(await costOf(() => hearOf())).toEqual([]);
  });

  it("to a commit that did not pass", async () => {
    await openInto("main");
    await does(local.as("dan").setBase(number, "lax"));
    await does(local.as("dan").setBase(number, "main"));
    expect(await check()).toMatchObject({ state: "in_progress" });
    await local.as("dan").setBase(number, "lax");
    expect(await costOf(() => hearOf())).toEqual([]);
  });

  it("that was heard of before", async () => {
    await openInto("lax");
    const at = "2026-11-20T09:00:00Z";
    await local.as("dan").setBase(number, "main");
    await hearOf({ at });
    await look();
    await does(local.as("dan").setBase(number, "lax"));
    expect(await check()).toMatchObject({ state: "success" });
    const { head } = await local.pullRequest(number);
    const { installationId, owner, repo, repositoryId } = local;
    const seenAt = desk.app.now().toISOString();
    const again = { number, headSha: head.sha, baseBranch: "main", seenAt, changedAt: at };
    const cost = await costOf(() =>
      desk.run("record-movement", { installationId, owner, repo, repositoryId, ...again }),
    );
    expect(cost).toEqual([]);
    expect(await check()).toMatchObject({ state: "success" });
  });
});

it("a late movement to a commit where others stand has them looked at again", async () => {
  await openInto("lax");
  const { head } = await local.pullRequest(number);
  const settled = number;
  await openInto("lax");
  await hearOf({ headSha: head.sha });
  const asked = desk.asked.slice(-2).map(({ payload }) => payload["number"]);
  expect(new Set(asked)).toEqual(new Set([settled, number]));
});

it("whoever shared the commit that a push left is looked at again", async () => {
  await openInto("lax");
  const { head } = await local.pullRequest(number);
  await openInto("main");
  await does(local.as("dan").forcePush(branch, head.sha));
  const checkThere = async () => (await local.checkRuns(head.sha)).find(({ name }) => name === "gatehouse");
  expect((await checkThere())?.status).toBe("in_progress");
  await does(local.as("dan").push({ branch, files: { "src/start.ts": "export const moved = true;\n" } }));
  expect((await local.pullRequest(number)).head.sha).not.toBe(head.sha);
  expect((await checkThere())?.conclusion).toBe("success");
});

it("where there is no configuration nothing is remembered, and nothing is looked at", async () => {
  const bare = await startLocalGitHub();
  const fresh = await aJobDesk(bare);
  const pull = await bare.as("dan").openPullRequest({ title: "feat: x", files: { "src/start.ts": "export {};\n" } });
  const { repositoryId } = bare;
  const mark = bare.requests.mark();
  await fresh.settle();
  expect(await findNewestPlace(fresh.app.store, { repositoryId, number: pull.number })).toBeUndefined();
  expect(fresh.asked.map(({ job }) => job)).toEqual(["note-change", "record-movement"]);
  // For its own configuration, and once in ten minutes for its owner's.
  expect(bare.requests.since(mark).reads().length).toBe(2);
  await bare.close();
});

describe("how the repository merges", () => {
  const squashOnly = { allow_squash_merge: true, allow_merge_commit: false, allow_rebase_merge: false };
  const known = () => findMergeSettings(desk.app.store, local.repositoryId);

  it("is known from each delivery of a movement, without a request", async () => {
    await openInto("main");
    expect(await known()).toMatchObject({ methods: ["squash", "merge", "rebase"] });
    local.setMerging({ ...squashOnly, squash_merge_commit_title: "PR_TITLE" });
    await does(local.as("dan").push({ branch, files: { "src/start.ts": "export const merged = 1;\n" } }));
    expect(await known()).toMatchObject({ methods: ["squash"], squashTitle: "pull-request" });
  });

  it("stays known where a delivery says nothing of it, and an old one that comes again changes nothing", async () => {
    local.setMerging({ ...squashOnly, squash_merge_commit_title: "PR_TITLE" });
    await openInto("main");
    const before = await known();
    expect(before).toMatchObject({ methods: ["squash"] });
    local.setMerging({});
    await does(local.as("dan").push({ branch, files: { "src/start.ts": "export const merged = 2;\n" } }));
    const { installationId, owner, repo, repositoryId } = local;
    const { head } = await local.pullRequest(number);
    const moment = { seenAt: desk.app.now().toISOString(), changedAt: "2020-01-01T00:00:00Z" };
    const settings = { ...squashOnly, allow_rebase_merge: true };
    const movement = { number, headSha: head.sha, baseBranch: "main", ...moment, settings };
    await desk.run("record-movement", { installationId, owner, repo, repositoryId, ...movement });
    expect(await known()).toEqual(before);
  });
});
