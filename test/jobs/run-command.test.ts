import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Deps } from "../../src/jobs/deps.ts";
import { recordMovement } from "../../src/github/facts/current-state.ts";
import { runCommandJob } from "../../src/jobs/run-command.ts";
import type { JobRequest } from "../../src/queue/job.ts";
import { type AppOnGitHub, anAppOn, silent } from "../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../support/github/start.ts";
import type { Comment } from "../support/github/shapes.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;
let asked: JobRequest[];
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
});
afterAll(() => local.close());

beforeEach(async () => {
  local.faults.clear();
  app = await anAppOn(local);
  asked = [];
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  ({ number } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files }));
});

function run(comment: Comment, over: Partial<Deps> = {}, user: Comment["user"] | null = comment.user) {
  const { installationId, owner, repo, repositoryId } = local;
  const { id, body, created_at: createdAt } = comment;
  const author = user === null ? null : { id: user.id, login: user.login, isBot: false };
  const payload = { installationId, owner, repo, repositoryId, number };
  const deps: Deps = {
    github: app.github,
    chat: undefined,
    advisories: { name: "none", query: () => Promise.reject(new Error("not asked here")) },
    store: app.store,
    enqueue: async (requests) => void asked.push(...requests),
    now: app.now,
    log: silent,
    dryRun: false,
    ...over,
  };
  return runCommandJob.run({ ...payload, comment: { id, body, createdAt, author, viaAppId: null } }, deps);
}

const signOffs = () => app.store.read(`pull-request/${local.repositoryId}/${number}`);

async function signing(body = "/signoff runtime"): Promise<Comment> {
  // The head must have been seen before the comment was written.
  const { head } = await local.pullRequest(number);
  const seenAt = new Date(app.now().getTime() - 60_000).toISOString();
  const { repositoryId } = local;
  await recordMovement(app.store, { repositoryId, number }, { headSha: head.sha, baseBranch: "main", seenAt });
  return local.as("ana").comment(number, body);
}

describe("a comment with a command", () => {
  it("is recorded once and answered once, however often its job runs", async () => {
    const comment = await signing();
    for (let time = 0; time < 3; time += 1) await run(comment);
    expect(await signOffs()).toHaveLength(1);
    expect(local.reactions(comment.id).map(({ content }) => content)).toEqual(["+1"]);
    expect(asked).toMatchObject([{ job: "evaluate-pull-request", payload: { number } }]);
  });

  it("is not refused by a second attempt for what the first one recorded", async () => {
    const comment = await signing("/signoff all");
    local.faults.next({ kind: "status", status: 502, method: "POST" });
    await expect(run(comment)).rejects.toThrow("502");
    await run(comment);
    expect(local.reactions(comment.id).map(({ content }) => content)).toEqual(["+1"]);
    expect((await local.comments(number)).map(({ id }) => id)).toEqual([comment.id]);
  });

  it("asks for a look again when the queue did not take the first request", async () => {
    const comment = await signing();
    await expect(run(comment, { enqueue: () => Promise.reject(new Error("queue down")) })).rejects.toThrow(
      "queue down",
    );
    await run(comment);
    expect(asked).toHaveLength(1);
    expect(await signOffs()).toHaveLength(1);
  });

  it.for([
    // A sign-off is looked at whatever becomes of the reaction, so both attempts ask; what they ask for coalesces.
    { what: "the reaction", fault: { kind: "status-after", status: 502, method: "POST" }, looks: 2 },
    { what: "the pull request", fault: { kind: "status", status: 500, method: "GET" }, looks: 1 },
  ] as const)("that fails at $what is decided by the next attempt, once", async ({ fault, looks }) => {
    const comment = await signing();
    local.faults.next(fault);
    await expect(run(comment)).rejects.toThrow(`${fault.status}`);
    await run(comment);
    expect(await signOffs()).toHaveLength(1);
    expect(local.reactions(comment.id)).toHaveLength(1);
    expect(asked).toHaveLength(looks);
  });

  it("changes nothing in a dry run, and is still to be done when it is over", async () => {
    const comment = await signing();
    const mark = local.requests.mark();
    await run(comment, { dryRun: true });
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await signOffs()).toEqual([]);
    expect(asked).toEqual([]);
    await run(comment);
    expect(await signOffs()).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it("that was refused asks for no look", async () => {
    await run(await local.as("mallory").comment(number, "/signoff runtime"));
    expect(asked).toEqual([]);
    expect(await signOffs()).toEqual([]);
  });

  it("by a deleted account does nothing", async () => {
    const comment = await signing();
    const mark = local.requests.mark();
    await run(comment, {}, null);
    expect(local.requests.since(mark).all()).toEqual([]);
  });
});
