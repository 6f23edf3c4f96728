import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { collectCommandContext } from "../../../src/github/facts/command-context.ts";
import { recordMovement } from "../../../src/github/heads/heads.ts";
import { appendEntries } from "../../../src/github/ledger/ledger.ts";
import { getPullRequest } from "../../../src/github/facts/pull-request.ts";
import { ensureBirth } from "../../../src/github/ledger/restore-ledger.ts";
import { commands } from "../../../src/policy/commands/index.ts";
import type { PullRequest } from "../../../src/policy/facts.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import { readCommands } from "../../../src/policy/comment/run-commands.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { aStamp } from "../../support/builders.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana], paths: [src/**] }
  docs: { owners: [bea, "@acme/runtime"], paths: [docs/**] }
gates:
  ci: { checks: [build], area: runtime }
  read: { manual: "Tier <tier> was read", area: docs }
pull_request: { require: [title, touched], advise: [ci] }
programs: { tiers: { when: { title: "docs: tier <tier>*" }, require: [read] } }
`;

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;
let headSha: string;
let branch: string;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  await ensureBirth(app.store, new Date(0));
  branch = crypto.randomUUID();
  const title = `feat: ${branch}`;
  ({ number, headSha } = await local.as("dan").openPullRequest({ title, branch, files: { "src/a.ts": `${title}\n` } }));
});

const place = () => ({ repositoryId: app.at.repositoryId, number });
const told = (sha: string, at: Date) =>
  recordMovement(app.store, place(), { headSha: sha, baseBranch: "main", seenAt: at.toISOString() });

interface Given {
  readonly at?: Date;
  readonly viaAppId?: number;
  readonly review?: string;
  readonly isGhost?: boolean;
  readonly pullRequest?: PullRequest;
  readonly titleThen?: string;
}

async function collect(login: string, body: string, given: Given = {}) {
  const loaded = loadConfig(config);
  const read = readCommands(body, commands);
  if (!loaded.ok || read.state !== "lines") throw new Error("the configuration or the comment of this test is broken");
  const { at = app.now(), viaAppId = null, review, isGhost = false } = given;
  const { id, type } = await local.account(login);
  const asked = {
    ...app.at,
    installationId: local.installationId,
    pullRequest: given.pullRequest ?? (await getPullRequest(number, app.at, app.octokit)),
    lines: read.lines,
    config: loaded.config,
    source: {
      kind: review === undefined ? ("comment" as const) : ("review" as const),
      id: 99,
      bodySha256: "50d4",
      at,
      title: given.titleThen,
      headSha: review,
      author: isGhost ? null : { id, login, isBot: type === "Bot" },
      viaAppId,
    },
  };
  const enqueue = () => Promise.resolve();
  const mark = local.requests.mark();
  const context = await collectCommandContext(asked, { ...app, enqueue, dryRun: false });
  const asks = local.requests.since(mark).reads();
  return { context, routes: asks.map(({ route }) => route.replace(/^.*(?=\/)/, "")) };
}

describe("what is asked for a command", () => {
  it.for<{ name: string; login: string; body: string; routes: readonly string[] }>([
    { name: "nothing for help", login: "mallory", body: "/help", routes: [] },
    { name: "nothing for a look", login: "mallory", body: "/gates", routes: [] },
    {
      name: "nothing of other areas for a sign-off of one",
      login: "ana",
      body: "/signoff runtime",
      routes: ["/files", "/reviews", "/{username}", "/{pull_number}"],
    },
    {
      name: "the owners of the area that is named, also where it is not touched",
      login: "ana",
      body: "/signoff docs",
      routes: [
        "/files",
        "/reviews",
        "/{username}",
        "/{username}",
        "/{team_slug}",
        "/{account_id}",
        "/{username}",
        "/{pull_number}",
      ],
    },
    {
      name: "the owners of every area where any of them may act, and what the actor may do",
      login: "ana",
      body: "/hold until the canary is done",
      routes: [
        "/files",
        "/reviews",
        "/{username}",
        "/{username}",
        "/{team_slug}",
        "/{account_id}",
        "/{username}",
        "/permission",
        "/{pull_number}",
      ],
    },
  ])("$name", async ({ login, body, routes }) => {
    const found = await collect(login, body);
    expect(found.routes).toEqual(routes);
  });

  it.for([
    {
      name: "the queue, once for all titles in a comment",
      body: "/retitle fix: a\n/retitle fix: b",
      routes: ["/graphql"],
    },
    { name: "nothing for a title that would not be set", body: "/retitle Faster start", routes: [] },
    { name: "nothing for a title that needs no other", body: "/retitle", routes: [] },
    { name: "nothing for a title that comes back", body: "/retitle fix: a\n/retitle PRESENT", routes: [] },
    { name: "the permission to force, and no queue without it", body: "/retitle --force x", routes: ["/permission"] },
  ])("$name", async ({ body, routes }) => {
    const found = await collect("dan", body.replace("PRESENT", `feat: ${branch}`));
    expect(found.routes).toEqual(routes);
    expect(found.context.isQueued).toBe(false);
  });

  it("is known the second time, but for what may have moved", async () => {
    await collect("ana", "/hold");
    const { routes } = await collect("ana", "/hold");
    expect(routes).toEqual(["/files", "/reviews", "/permission", "/{pull_number}"]);
  });
});

describe("what a command is decided on", () => {
  it("has the gates with their areas, and the ledger", async () => {
    const entries = [{ kind: "held" as const, ...aStamp() }];
    await appendEntries(app.store, app.at.repositoryId, number, entries);
    const { context } = await collect("ana", "/hold");
    expect(context.ledger).toEqual(entries);
    expect(context.gates).toEqual([
      { name: "title", kind: "title", use: "require", area: undefined },
      { name: "touched", kind: "touched", use: "require", area: undefined },
      { name: "ci", kind: "checks", use: "advise", area: "runtime" },
    ]);
    expect(context.permission).toBe("maintain");
    expect(context.areas.map(({ area, state }) => [area.name, state])).toEqual([
      ["runtime", "unsigned"],
      ["docs", "not-required"],
    ]);
  });

  it.for([
    { name: "another tier", titleThen: "docs: tier 1", filledThen: "tier=1" },
    { name: "the same tier in other words", titleThen: "docs: tier 9 once more", filledThen: "tier=9" },
    { name: "no such gate", titleThen: "docs: a typo", filledThen: undefined },
    { name: "a title that nobody knows", titleThen: undefined, filledThen: undefined },
  ])("T1: has what the title made of a gate when the comment was written: $name", async ({ titleThen, filledThen }) => {
    await local.as("dan").setTitle(number, "docs: tier 9");
    const { context } = await collect("ana", "/pass read -- x", titleThen === undefined ? {} : { titleThen });
    expect(context.gates.find(({ name }) => name === "read")).toEqual({
      name: "read",
      kind: "manual",
      use: "require",
      area: "docs",
      filled: "tier=9",
      filledThen,
    });
    expect(context.gates.find(({ name }) => name === "ci")).toMatchObject({ filled: undefined, filledThen: undefined });
  });

  it("knows that the merge queue holds it", async () => {
    await local.mergeGroup(number);
    expect((await collect("dan", "/retitle fix: a")).context.isQueued).toBe(true);
  });

  it("T7: knows a comment that an App posted for somebody, and a bot, as a machine's", async () => {
    expect((await collect("ana", "/help", { viaAppId: 5 })).context.actor.isMachine).toBe(true);
    expect((await collect("ci-runner[bot]", "/help")).context.actor.isMachine).toBe(true);
    expect((await collect("ana", "/help")).context.actor.isMachine).toBe(false);
  });

  it("T49: has nobody for a deleted account, who may do nothing", async () => {
    const { context } = await collect("ana", "/signoff runtime", { isGhost: true });
    expect(context.actor).toEqual({ id: 0, login: "ghost", isMachine: true });
    expect(context.areas.flatMap(({ people }) => people.signers)).toEqual([]);
  });
});

describe("T15: a comment in the moment of a push", () => {
  it("can be bound to the head before it, with what that one changed", async () => {
    const start = app.now();
    await told(headSha, start);
    const before = (await collect("mallory", "/signoff runtime")).context.heads.present;
    app.advance(60_000);
    const commentAt = app.now();
    app.advance(3000);
    const pushed = await local.as("dan").push({ branch, files: { "src/b.ts": "b\n" } });
    await told(pushed, app.now());
    const { heads } = (await collect("ana", "/signoff runtime", { at: commentAt })).context;
    expect(heads.present).toMatchObject({ sha: pushed, since: new Date(commentAt.getTime() + 3000) });
    expect(heads.earlier).toEqual([{ sha: headSha, baseBranch: "main", since: start, diff: before.diff }]);
    expect(heads.present.diff).not.toEqual(before.diff);
  });

  it("is decided anew when the push comes while it is read", async () => {
    const before = await getPullRequest(number, app.at, app.octokit);
    const pushed = await local.as("dan").push({ branch, files: { "src/b.ts": "b\n" } });
    const pullRequest = { ...before, changedFiles: 2 };
    await expect(collect("ana", "/signoff runtime", { pullRequest })).rejects.toThrow(RetryLater);
    app.advance(1000);
    // What the new head changes was not noted down as what the old one changed.
    await told(pushed, app.now());
    const { heads } = (await collect("ana", "/signoff runtime")).context;
    expect(heads.earlier).toMatchObject([{ sha: headSha, diff: undefined }]);
  });

  it("T16: no date of a commit is ever read, whatever it says", async () => {
    const { context, routes } = await collect("ana", "/signoff all");
    expect(context.heads.present.since).toEqual(app.now());
    expect(routes.filter((route) => route.includes("commit"))).toEqual([]);
  });

  it("T23: a review brings the commit that it was written for", async () => {
    const { context } = await collect("ana", "/signoff runtime", { review: headSha });
    expect(context.source).toMatchObject({ kind: "review", headSha });
  });
});
