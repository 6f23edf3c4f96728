import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { doesRead, isReader, recordReads } from "../../../src/github/heads/read-index.ts";
import type { Listened } from "../../../src/policy/listened.ts";
import type { JobRequest } from "../../../src/queue/job.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `
version: 1
gates:
  risky: { manual: Somebody looked at the risk, when: { labels: [risky] } }
  breaking: { manual: The migration is written, when: { title: breaking } }
pull_request: { require: [title], advise: [risky, breaking] }
`;

let local: LocalGitHub;
let desk: JobDesk;
let number: number;
let headSha: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config }, otherRepositories: ["website"] });
});
afterAll(() => local.close());

beforeEach(async () => {
  desk = await aJobDesk(local);
  ({ number, headSha } = await open());
  await desk.settle();
});

async function open() {
  opened += 1;
  const files = { [`src/${opened}.ts`]: `export const part = ${opened};\n` };
  return local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files });
}

/** As if its gates read just this. */
const reading = (words: readonly Listened[], baseBranch = "main", which = number) =>
  recordReads(desk.app.store, { repositoryId: local.repositoryId, number: which }, { baseBranch, words });

/** What these events lead to: jobs that cost requests, and the requests that were made. */
async function after(events: () => Promise<unknown>) {
  const mark = local.requests.mark();
  const before = desk.asked.length;
  await events();
  await desk.settle();
  const asked = desk.asked.slice(before);
  const of = (job: string) => asked.filter((each) => each.job === job);
  return {
    looks: of("evaluate-pull-request").map(({ payload }) => payload["number"]),
    sweeps: asked.filter(({ job }) => job.startsWith("sweep")),
    requests: local.requests.since(mark).all().length,
  };
}

const times = (count: number, act: () => Promise<unknown>) => async () => {
  for (let time = 0; time < count; time += 1) await act();
};
const rounds = (requests: readonly JobRequest[]) => new Set(requests.map(({ id }) => id)).size;

const pull = () => ({ number, head: { sha: headSha }, base: { ref: "main" }, updated_at: "2026-11-20T09:00:00Z" });
const told = {
  body: () =>
    local.tell("pull_request", { action: "edited", number, pull_request: pull(), changes: { body: {} } }, "dan"),
  labels: () =>
    local.tell(
      "pull_request",
      { action: "labeled", number, pull_request: pull(), label: { name: "x" } },
      "ci-runner[bot]",
    ),
  threads: () => local.tellThread(number, "resolved", { login: "ana" }),
  issues: () => local.tell("issues", { action: "labeled", issue: { number: 1 } }, "ana"),
  tags: () => local.tell("push", aPush({ ref: "refs/tags/v1.0.0", created: true }), "ana"),
  comment: (login = "ana") => local.tell("issue_comment", aComment(login), "ana"),
  review: (login = "ana") => local.tell("pull_request_review", aRemark(login), "ana"),
  run: (over: object = {}, action = "completed") => local.tell("workflow_run", { ...aRun(over), action }, "ana"),
  deletedRemark: () =>
    local.tell(
      "pull_request_review_comment",
      { action: "deleted", comment: { id: 1 }, pull_request: { number } },
      "ana",
    ),
  label: () => local.tell("label", { action: "deleted", label: { name: "P0" } }, "ana"),
  milestone: () => local.tell("milestone", { action: "deleted", milestone: { title: "v1" } }, "ana"),
  code: (branch = "main") =>
    local.tell("push", aPush({ ref: `refs/heads/${branch}`, commits: touching("src/a.ts") }), "ana"),
  owners: (branch: string) =>
    local.tell("push", aPush({ ref: `refs/heads/${branch}`, commits: touching("CODEOWNERS") }), "ana"),
  forced: (branch: string) => local.tell("push", aPush({ ref: `refs/heads/${branch}`, forced: true }), "ana"),
  rules: (branch: string) =>
    local.tell("push", aPush({ ref: `refs/heads/${branch}`, commits: touching(".github/gatehouse.yml") }), "ana"),
};

function touching(path: string) {
  return [{ added: [], modified: [path], removed: [] }];
}
function aPush(over: object) {
  return { ref: "refs/heads/main", created: false, deleted: false, forced: false, commits: [], pusher: {}, ...over };
}
function aRun(over: object) {
  const at = { head_sha: headSha, head_branch: "topic", event: "pull_request", path: ".github/workflows/ci.yml" };
  return { workflow_run: { ...at, head_repository: { id: local.repositoryId }, ...over } };
}
function aComment(login: string) {
  const user = { id: 31, login, type: login.endsWith("[bot]") ? "Bot" : "User" };
  const comment = { id: 900, body: "Looks good.", created_at: "2026-11-20T09:00:00Z", user };
  return { action: "created", issue: { number, pull_request: {} }, comment };
}
function aRemark(login: string) {
  const review = { id: 700, state: "commented", body: "Looks good.", user: { id: 31, login } };
  return { action: "submitted", pull_request: { number }, review };
}

describe("what nobody reads", () => {
  it.for([
    { title: "a description", event: () => told.body() },
    { title: "a label", event: () => told.labels() },
    { title: "a review thread", event: () => told.threads() },
    { title: "a remark", event: () => told.comment() },
    { title: "a review that remarks", event: () => told.review() },
    { title: "an issue", event: () => told.issues() },
    { title: "a tag", event: () => told.tags() },
    { title: "a run at the head", event: () => told.run() },
    { title: "a run of the base branch", event: () => told.run({ event: "schedule", head_branch: "main" }) },
    { title: "a label that is deleted", event: () => told.label() },
    { title: "a push of code", event: () => told.code() },
    { title: "a push of CODEOWNERS to nobody's base", event: () => told.owners("topic") },
    { title: "a forced push to nobody's base", event: () => told.forced("topic") },
  ])("$title a hundred times costs no request, no look and no sweep", async ({ event }) => {
    await reading([]);
    expect(await after(times(100, event))).toEqual({ looks: [], sweeps: [], requests: 0 });
  });

  it("includes what another pull request, another reviewer and another workflow is read for", async () => {
    const { number: other } = await open();
    await desk.settle();
    await reading(["remarks:codex", "artifacts:nightly.yml"]);
    await reading(["body", "labels", "threads"], "main", other);
    const all = [told.body, told.labels, told.threads, told.comment, told.review, told.run];
    const found = await after(async () => {
      for (const event of all) await event();
    });
    expect(found).toEqual({ looks: [], sweeps: [], requests: 0 });
  });
});

describe("what a gate of the pull request reads", () => {
  const cases: readonly { title: string; word: Listened; event: () => Promise<unknown> }[] = [
    { title: "the description", word: "body", event: () => told.body() },
    { title: "a label that a bot sets", word: "labels", event: () => told.labels() },
    { title: "a review thread", word: "threads", event: () => told.threads() },
    { title: "a remark of anybody, which may begin a thread", word: "threads", event: () => told.review("mallory") },
    { title: "a remark that is deleted, and its thread with it", word: "threads", event: () => told.deletedRemark() },
    { title: "a comment of the reviewer", word: "remarks:codex", event: () => told.comment("codex[bot]") },
    { title: "a review of the reviewer", word: "remarks:codex", event: () => told.review("Codex") },
    { title: "a run at its head", word: "artifacts:ci.yml", event: () => told.run() },
  ];

  it.for(cases)("$title leads to exactly one look", async ({ word, event }) => {
    await reading([word]);
    const { looks, sweeps } = await after(event);
    expect(looks).toEqual([number]);
    expect(sweeps).toEqual([]);
  });

  it("is known from the last look, whether the gate applies at the moment or not", async () => {
    const place = { repositoryId: local.repositoryId, number };
    for (const word of ["body", "labels"] as const) expect(await doesRead(desk.app.store, place, word)).toBe(true);
    expect((await after(() => local.as("dan").setBody(number, "Why."))).looks).toEqual([number]);
    expect((await after(() => local.as("dan").label(number, "risky"))).looks).toContain(number);
    const report = (await local.checkRuns(headSha)).find(({ name }) => name === "gatehouse");
    expect(report?.output.summary).toContain("Somebody looked at the risk");
  });

  it("delivered again, in any order, leads to the same looks and writes nothing", async () => {
    await local.as("dan").setBody(number, "Why.");
    await local.as("dan").label(number, "risky");
    await desk.settle();
    for (const order of [
      <Item>(items: readonly Item[]) => items,
      <Item>(items: readonly Item[]) => items.toReversed(),
    ]) {
      const mark = local.requests.mark();
      const before = desk.asked.length;
      await desk.replay(order);
      expect(local.requests.since(mark).writes()).toEqual([]);
      expect(desk.asked.slice(before).some(({ job }) => job === "evaluate-pull-request")).toBe(true);
    }
  });
});

describe("what belongs to the repository", () => {
  it.for([
    { word: "issues", event: () => told.issues() },
    { word: "issues", event: () => told.label() },
    { word: "issues", event: () => told.milestone() },
    { word: "tags", event: () => told.tags() },
    { word: "tags:main", event: () => told.code() },
    {
      word: "artifacts:ci.yml",
      event: () => told.run({ event: "schedule", head_branch: "main", head_sha: "a".repeat(40) }),
    },
  ] as const)("$word that change fifty times are one round of looks, soon", async ({ word, event }) => {
    const { number: other } = await open();
    await desk.settle();
    await reading([word], "main", other);
    const one = async () => {
      await event();
      await desk.settle();
    };
    const { looks, sweeps, requests } = await after(times(50, one));
    expect(sweeps).toHaveLength(50);
    expect({ looks, requests }).toEqual({ looks: [], requests: 0 });
    expect(rounds(sweeps)).toBe(1);
    expect(sweeps[0]).toMatchObject({ job: "sweep-repository", delayMs: 3000 });
    const round = await after(() => desk.run("sweep-repository", sweeps[0]?.payload ?? {}));
    // Who reads it is in the index; GitHub is asked for no list.
    expect(round).toMatchObject({ looks: [other], requests: 0 });
  });

  it("has another round no sooner than a minute later", async () => {
    await reading(["issues"]);
    const first = await after(told.issues);
    desk.app.advance(10_000);
    const second = await after(told.issues);
    expect(rounds([...first.sweeps, ...second.sweeps])).toBe(2);
    expect(second.sweeps[0]?.delayMs).toBe(53_000);
    desk.app.advance(3_600_000);
    expect((await after(told.issues)).sweeps[0]?.delayMs).toBe(3000);
  });

  it("is not read at another base branch, or in a fork's run", async () => {
    await reading(["artifacts:ci.yml"], "release");
    const elsewhere = { head_sha: "a".repeat(40), event: "schedule", head_branch: "main" };
    const ofFork = { ...elsewhere, head_branch: "release", head_repository: { id: 990_001 } };
    for (const over of [elsewhere, ofFork, { ...elsewhere, head_branch: "release", event: "pull_request" }]) {
      expect(await after(() => told.run(over))).toEqual({ looks: [], sweeps: [], requests: 0 });
    }
  });

  it("is not a branch that the tag needs not be on", async () => {
    await reading(["tags", "tags:release"]);
    expect(await after(() => told.code())).toEqual({ looks: [], sweeps: [], requests: 0 });
    expect((await after(() => told.code("release"))).sweeps).toHaveLength(1);
  });

  it("is a run of the base branch that is over, not one that begins, unless it takes back what it said", async () => {
    await reading(["artifacts:ci.yml"]);
    const nightly = { head_sha: "a".repeat(40), event: "schedule", head_branch: "main" };
    for (const action of ["requested", "in_progress"]) {
      expect((await after(() => told.run(nightly, action))).sweeps).toEqual([]);
      expect((await after(() => told.run({ ...nightly, run_attempt: 2 }, action))).sweeps).toHaveLength(1);
    }
    expect((await after(() => told.run(nightly))).sweeps).toHaveLength(1);
  });

  it("is read no more by a pull request that is closed, and again by one that is open again", async () => {
    await reading(["issues"]);
    const place = { repositoryId: local.repositoryId, number };
    expect((await after(() => local.as("dan").close(number))).looks).toEqual([number]);
    expect(await isReader(desk.app.store, place)).toBe(false);
    expect((await after(told.issues)).sweeps).toEqual([]);
    expect((await after(() => local.as("dan").reopen(number))).looks).toContain(number);
    expect(await doesRead(desk.app.store, place, "body")).toBe(true);
  });

  it("does not have a closed pull request looked at that reads none of it", async () => {
    expect((await after(() => local.as("dan").close(number))).looks).toEqual([]);
  });
});

describe("the rules of a branch", () => {
  it.for([
    { title: "CODEOWNERS", event: () => told.owners("main"), asked: 0 },
    // Once whether it scans for advisories, and by which rules.
    { title: "a forced push", event: () => told.forced("main"), asked: 2 },
    { title: "the configuration", event: () => told.rules("main"), asked: 2 },
  ])("by $title, have all pull requests into it looked at, however often they change", async ({ event, asked }) => {
    const { sweeps, requests } = await after(times(20, event));
    expect(rounds(sweeps)).toBe(1);
    expect(requests).toBe(asked);
    expect(sweeps[0]?.payload).toMatchObject({ scope: "open", baseBranch: "main", reads: null, asksForConfigAt: null });
    const round = await after(() => desk.run("sweep-repository", sweeps[0]?.payload ?? {}));
    expect(round.looks).toContain(number);
  });

  it("concern no pull request into another branch", async () => {
    await local.as("olga").push({ branch: "next", files: { "next.txt": "n\n" } });
    const files = { [`next/${opened}.ts`]: "n\n" };
    const into = await local.as("dan").openPullRequest({ title: `feat: next ${opened}`, base: "next", files });
    await desk.settle();
    const { sweeps } = await after(() => told.rules("next"));
    const round = await after(() => desk.run("sweep-repository", sweeps[0]?.payload ?? {}));
    expect(round.looks).toEqual([into.number]);
  });

  it("are asked for once where no pull request is known to be merged", async () => {
    const { sweeps, looks } = await after(() => told.rules("topic"));
    expect(looks).toEqual([]);
    expect(sweeps[0]?.payload).toMatchObject({ baseBranch: "topic", asksForConfigAt: "topic" });
    const round = await after(() => desk.run("sweep-repository", sweeps[0]?.payload ?? {}));
    expect(round.looks).toEqual([]);
  });

  it("that come for the first time wake the pull requests that were there before", async () => {
    const bare = await startLocalGitHub({});
    const bareDesk = await aJobDesk(bare);
    const pullRequest = await bare.as("dan").openPullRequest({ title: "feat: early", files: { "a.ts": "a\n" } });
    await bareDesk.settle();
    expect(await bare.checkRuns(pullRequest.headSha)).toEqual([]);
    await bare.as("olga").push({ files: { ".github/gatehouse.yml": config } });
    await bareDesk.settle();
    const [sweep, ...others] = bareDesk.asked.filter(({ job }) => job === "sweep-repository");
    expect(others).toEqual([]);
    expect(sweep?.payload).toMatchObject({ asksForConfigAt: "main" });
    await bareDesk.run("sweep-repository", sweep?.payload ?? {});
    const looks = bareDesk.asked.filter(({ job }) => job === "evaluate-pull-request");
    await bareDesk.run("evaluate-pull-request", looks.at(-1)?.payload ?? {});
    expect((await bare.checkRuns(pullRequest.headSha)).map(({ name }) => name)).toContain("gatehouse");
    await bare.close();
  });
});

describe("the configuration that an owner keeps for all repositories", () => {
  it("has all of them looked at when it changes, also those that had none", async () => {
    const { installationId, owner, repositoryId } = local;
    const where = { installationId, owner, repo: ".github", repositoryId };
    const { sweeps } = await after(times(3, () => desk.run("note-owner-config", where)));
    expect(rounds(sweeps)).toBe(1);
    expect(sweeps[0]).toMatchObject({ job: "sweep-installation", payload: { installationId, includesUnknown: true } });
    const { sweeps: each } = await after(() => desk.run("sweep-installation", sweeps[0]?.payload ?? {}));
    const asked = new Map(each.map(({ payload }) => [payload["repo"], payload["asksForConfigAt"]]));
    expect(asked.get("engine")).toBe(null);
    expect(asked.get("website")).toBe("main");
  });

  it("is asked for again at once, although there was none a moment ago", async () => {
    const { installationId, owner, repositoryId } = local;
    await desk.app.store.put(`owner-config-absent/${owner}`, true);
    await desk.run("note-owner-config", { installationId, owner, repo: ".github", repositoryId });
    expect(await desk.app.store.get(`owner-config-absent/${owner}`)).toBeUndefined();
  });

  it("is no reason to look at unknown repositories when people change", async () => {
    const payload = { installationId: local.installationId, scope: "open" };
    const { sweeps } = await after(() => desk.run("sweep-installation", payload));
    expect(sweeps.map(({ payload: { repo } }) => repo)).not.toContain("website");
  });
});
