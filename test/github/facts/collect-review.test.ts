import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { usedGates } from "../../../src/config/used-gates.ts";
import { collectSnapshot } from "../../../src/github/facts/collect.ts";
import { getPullRequest } from "../../../src/github/facts/pull-request.ts";
import { recordCurrentState, recordMovement } from "../../../src/github/heads/heads.ts";
import type { Snapshot } from "../../../src/policy/facts.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;
let branch: string;

beforeAll(async () => {
  local = await startLocalGitHub();
  await local.registerUser("codex[bot]", "write");
  await local.registerUser("codex");
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  const title = `feat: ${crypto.randomUUID()}`;
  ({ number, branch } = await local.as("dan").openPullRequest({ title, files: { "x.txt": `${title}\n` } }));
});

type Collected = Pick<Snapshot, "threads" | "remarks"> & {
  /** Method, last word of the route, and status of each read. */
  readonly asked: readonly string[];
};

/** With this gate; the present head has been there for a minute. */
async function collect(review: string, given: { readonly number?: number } = {}): Promise<Collected> {
  const loaded = loadConfig(
    `version: 1\ngates: { codex: { review: ${review} } }\npull_request: { require: [codex] }\n`,
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { config } = loaded;
  const pullRequest = await getPullRequest(number, app.at, app.octokit);
  const { repositoryId } = app.at;
  const seen = new Date(Date.now() - 60_000);
  const heads = await recordCurrentState(app.store, pullRequest, { repositoryId, now: seen });
  const used = usedGates(config, pullRequest).filter(({ name }) => name === "codex");
  const scene = { pullRequest: { ...pullRequest, ...given }, ledger: [], heads, config, used };
  const mark = local.requests.mark();
  const { threads, remarks } = await collectSnapshot(scene, app.at, pullRequest.headSha, {
    ...app,
    appId: app.github.appId,
  });
  const asked = local.requests.since(mark).reads();
  return {
    threads,
    remarks,
    asked: asked.map(({ route, status }) => `${route.replace(/^.*(?=\/)/, "")} ${status}`),
  };
}

const byCodex = '{ by: codex, at: head, clean: "No issues" }';

describe("review threads", () => {
  it("are those that are not resolved, outdated ones too, with who began them", async () => {
    const settled = await local.beginThread(number, { login: "ana", path: "a.ts" });
    await local.beginThread(number, { login: "codex[bot]", path: "b.ts", line: 7 });
    await local.beginThread(number, { login: "ana", path: "c.ts", line: null, isOutdated: true });
    await local.resolveThread("dan", settled);
    const { threads, asked } = await collect("{ threads: resolved }");
    expect(threads).toEqual({
      total: 3,
      unresolved: [
        { path: "b.ts", line: 7, by: "codex", isOutdated: false },
        { path: "c.ts", line: undefined, by: "ana", isOutdated: true },
      ],
    });
    expect(asked).toEqual(["/graphql 200"]);
  });

  it("count again when they are opened again", async () => {
    const id = await local.beginThread(number, { login: "ana", path: "a.ts" });
    await local.resolveThread("dan", id);
    expect((await collect("{ threads: resolved }")).threads?.unresolved).toEqual([]);
    await local.unresolveThread("ana", id);
    expect((await collect("{ threads: resolved }")).threads?.unresolved).toHaveLength(1);
  });

  it("T49: of a deleted account are nobody's", async () => {
    await local.registerUser("zoe");
    await local.beginThread(number, { login: "zoe", path: "a.ts" });
    local.deleteUser("zoe");
    expect((await collect("{ threads: resolved }")).threads?.unresolved).toMatchObject([{ by: undefined }]);
  });

  it("T20: are read to the last page", async () => {
    for (let index = 0; index < 205; index += 1) local.beginThreadUntold(number, { login: "ana", path: `${index}.ts` });
    const { threads, asked } = await collect("{ threads: resolved }");
    expect(threads?.total).toBe(205);
    expect(new Set(threads?.unresolved.map(({ path }) => path)).size).toBe(205);
    expect(asked).toEqual(["/graphql 200", "/graphql 200", "/graphql 200"]);
  });

  it("are not none where GitHub answers 200 with errors", async () => {
    await expect(collect("{ threads: resolved }", { number: 4711 })).rejects.toThrow("Could not resolve");
  });

  it("are not none where GitHub answers 500", async () => {
    local.faults.next({ kind: "status", status: 500, route: "POST /graphql" });
    await expect(collect("{ threads: resolved }")).rejects.toThrow("500");
  });

  it("are not asked for where only a reviewer is waited for", async () => {
    await local.beginThread(number, { login: "ana", path: "a.ts" });
    const { threads, asked } = await collect(byCodex);
    expect(threads).toBeUndefined();
    expect(asked).not.toContain("/graphql 200");
  });
});

describe("what a reviewer says", () => {
  it("is not asked for where only threads are waited for", async () => {
    await local.as("codex[bot]").comment(number, "No issues");
    expect((await collect("{ threads: resolved }")).remarks).toEqual([]);
  });

  it("is told with state, text and the head that it is about", async () => {
    const { headSha } = await getPullRequest(number, app.at, app.octokit);
    await local.as("codex[bot]").review(number, { state: "approve", body: "Fine." });
    const { remarks } = await collect(byCodex);
    expect(remarks).toEqual([
      { by: "codex", isBot: true, state: "approved", text: "Fine.", headSha, isUnedited: false, at: expect.any(Date) },
    ]);
  });

  it("is told of their own comments only, not of a person with the name of the bot", async () => {
    await local.as("codex").comment(number, "No issues");
    await local.as("ana").comment(number, "No issues");
    expect((await collect(byCodex)).remarks).toEqual([]);
    await local.as("codex[bot]").comment(number, "No issues");
    expect((await collect(byCodex)).remarks).toMatchObject([{ by: "codex", isBot: true, state: "comment" }]);
  });

  it("is a person's where there is no bot of that name", async () => {
    await local.as("ana").comment(number, "No issues");
    expect((await collect("{ by: Ana }")).remarks).toMatchObject([{ by: "ana", isBot: false }]);
  });

  it("T49: does not pass to somebody who takes over the login", async () => {
    await local.registerUser("nightly[bot]");
    await local.as("nightly[bot]").comment(number, "No issues");
    expect((await collect("{ by: nightly }")).remarks).toHaveLength(1);
    local.deleteUser("nightly[bot]");
    await local.registerUser("nightly");
    app.advance(25 * 3600 * 1000);
    await local.as("nightly").comment(number, "No issues");
    expect((await collect("{ by: nightly }")).remarks).toEqual([]);
  });

  it("in a comment is about the head that was there, and after a push about the one before", async () => {
    const { headSha } = await getPullRequest(number, app.at, app.octokit);
    await local.as("codex[bot]").comment(number, "No issues");
    expect((await collect(byCodex)).remarks).toMatchObject([{ headSha, isUnedited: true }]);
    const pushed = await local.as("dan").push({ branch, files: { "y.txt": "y\n" } });
    const subject = { repositoryId: app.at.repositoryId, number };
    const seenAt = new Date(Date.now() + 1000).toISOString();
    await recordMovement(app.store, subject, { headSha: pushed, baseBranch: "main", seenAt });
    expect((await collect(byCodex)).remarks).toMatchObject([{ headSha, isUnedited: false }]);
  });
});

describe("a text that somebody edited", () => {
  it("is known, also where it was edited within the second of the comment", async () => {
    const { id } = await local.as("codex[bot]").comment(number, "I found something.");
    local.keepSecond(id);
    await local.as("olga").editComment(id, "No issues");
    expect((await collect(byCodex)).remarks).toMatchObject([{ text: "No issues", isUnedited: false }]);
  });

  it("is known of a review, of which REST says nothing", async () => {
    const { id } = await local.as("codex[bot]").review(number, { state: "comment", body: "I found something." });
    expect((await collect(byCodex)).remarks).toMatchObject([{ state: "commented", isUnedited: true }]);
    await local.as("olga").editReview(number, id, "No issues");
    expect((await collect(byCodex)).remarks).toMatchObject([{ text: "No issues", isUnedited: false }]);
  });

  it("is asked for of the newest only, in one request", async () => {
    for (const text of ["One", "Two", "No issues"]) await local.as("codex[bot]").comment(number, text);
    const { asked } = await collect(byCodex);
    expect(asked.filter((each) => each.startsWith("/graphql"))).toEqual(["/graphql 200"]);
  });

  it("that cannot be told is an error", async () => {
    await local.as("codex[bot]").comment(number, "No issues");
    local.faults.next({ kind: "status", status: 500, route: "POST /graphql" });
    await expect(collect(byCodex)).rejects.toThrow("500");
  });
});

describe("what it costs", () => {
  it("two lists and the account, then two lists that have not changed", async () => {
    await local.as("codex[bot]").review(number, { state: "approve" });
    expect((await collect(byCodex)).asked).toEqual(["/{username} 200", "/comments 200", "/reviews 200"]);
    expect((await collect(byCodex)).asked).toEqual(["/comments 304", "/reviews 304"]);
  });

  it("one question more where the newest word on this head is a text", async () => {
    await local.as("codex[bot]").comment(number, "No issues");
    await collect(byCodex);
    expect((await collect(byCodex)).asked).toEqual(["/comments 304", "/reviews 304", "/graphql 200"]);
  });

  it("nothing more for a person than for a bot, once it is known that it is one", async () => {
    await local.as("ana").review(number, { state: "approve" });
    await collect("{ by: ana }");
    expect((await collect("{ by: ana }")).asked).toEqual(["/comments 304", "/reviews 304"]);
  });

  it("T20: all pages", { timeout: 60_000 }, async () => {
    const texts = Array.from({ length: 101 }, (_, index) => `Remark ${index}`);
    await local.commentsUntold(number, texts);
    await local.as("codex[bot]").comment(number, "No issues");
    expect((await collect(byCodex)).remarks).toMatchObject([{ text: "No issues" }]);
  });
});
