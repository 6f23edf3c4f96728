import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ledgerSubject } from "../../../src/github/ledger/ledger.ts";
import { readSnapshot } from "../../../src/policy/ledger/snapshot.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana, dan], quorum: 2, self_signoff: allow, paths: [src/**] } }
signoffs: { grace: 0s }
gates: { bench: { manual: The benchmark was looked at, area: runtime } }
pull_request: { require: [touched, bench] }
`;

let local: LocalGitHub;
let desk: JobDesk;
let number: number;
let headSha: string;
let branch: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
});
afterAll(() => local.close());

beforeEach(async () => {
  local.faults.clear();
  desk = await aJobDesk(local);
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  ({ number, headSha, branch } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files }));
  await desk.settle();
});

function where() {
  const { installationId, owner, repo, repositoryId } = local;
  return { installationId, owner, repo, repositoryId, number };
}

async function check() {
  const run = (await local.checkRuns(headSha)).find(({ name }) => name === "gatehouse");
  return run && { state: run.conclusion ?? run.status, title: run.output.title, text: run.output.text };
}

const say = async (login: string, body: string) => {
  await local.as(login).comment(number, body);
  await desk.settle();
};

describe("a look that GitHub does not let happen", () => {
  const failing = async (attempt: number) => {
    local.faults.next({ kind: "status", status: 502, method: "GET" });
    await expect(desk.run("evaluate-pull-request", where(), { attempt })).rejects.toThrow("502");
  };

  it("says nothing the first time, that it tries again from the second on, and gives up at the sixth", async () => {
    const before = await check();
    await failing(1);
    expect(await check()).toEqual(before);
    await failing(2);
    expect(await check()).toMatchObject({ state: "in_progress", title: expect.stringContaining("trying again") });
    const mark = local.requests.mark();
    await failing(3);
    expect(local.requests.since(mark).writes()).toEqual([]);
    await failing(6);
    expect(await check()).toMatchObject({ state: "timed_out" });
    await desk.run("evaluate-pull-request", where(), { attempt: 7 });
    expect(await check()).toEqual(before);
  });

  it("takes a success back, and gives it again", async () => {
    await say("ana", "/signoff runtime");
    await say("dan", "/signoff runtime");
    await say("ana", "/pass bench -- looked at it");
    expect(await check()).toMatchObject({ state: "success" });
    await failing(2);
    expect(await check()).toMatchObject({ state: "in_progress" });
    await desk.run("evaluate-pull-request", where());
    expect(await check()).toMatchObject({ state: "success" });
  });

  it("fails with its own error when GitHub does not take that news either", async () => {
    const before = await check();
    local.faults.next({ kind: "status", status: 503, method: "GET" });
    local.faults.next({ kind: "status", status: 500, method: "PATCH" });
    await expect(desk.run("evaluate-pull-request", where(), { attempt: 4 })).rejects.toThrow("503");
    expect(await check()).toEqual(before);
  });

  /** GitHub, or one of us, wants the look to wait; what is said then goes through. */
  const waiting = async (ms: number) => {
    let asked = 0;
    const installation = async (id: number) => {
      asked += 1;
      if (asked === 1) throw new RetryLater("wait", new Date(desk.app.now().getTime() + ms));
      return desk.app.github.installation(id);
    };
    const github = { ...desk.app.github, installation };
    await expect(desk.run("evaluate-pull-request", where(), { attempt: 4, github })).rejects.toThrow("wait");
  };

  it("waits without a word when a moment is enough", async () => {
    const before = await check();
    await waiting(2000);
    expect(await check()).toEqual(before);
  });

  it("says that it waits when GitHub wants it to wait for long", async () => {
    await waiting(600_000);
    expect(await check()).toMatchObject({ state: "in_progress", title: expect.stringContaining("trying again") });
  });

  it("keeps the ledger in its check", async () => {
    await say("ana", "/hold");
    await failing(2);
    const snapshot = readSnapshot((await check())?.text ?? "", number);
    expect(snapshot).toMatchObject({ entries: [{ kind: "held" }], isComplete: true });
  });

  it("says that it is our own trouble when it is, and not that GitHub does not answer", async () => {
    await desk.app.store.append(ledgerSubject(local.repositoryId, number), { id: "x", value: { kind: "endorsed" } });
    await expect(desk.run("evaluate-pull-request", where(), { attempt: 2 })).rejects.toThrow("kind");
    expect(await check()).toMatchObject({
      state: "in_progress",
      title: expect.stringContaining("could not be judged"),
    });
    await expect(desk.run("evaluate-pull-request", where(), { attempt: 6 })).rejects.toThrow("kind");
    expect(await check()).toMatchObject({ state: "timed_out", title: expect.not.stringContaining("GitHub") });
  });
});

describe("a summary that GitHub does not take", () => {
  const refuse = () => {
    const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
    local.faults.next({ kind: "status", status: 403, route });
  };

  it("is tried again, and takes no verdict away", async () => {
    await say("ana", "/signoff runtime");
    await say("dan", "/signoff runtime");
    refuse();
    await expect(say("ana", "/pass bench -- looked at it")).rejects.toThrow("403");
    expect(await check()).toMatchObject({ state: "success" });
    refuse();
    await expect(desk.run("evaluate-pull-request", where(), { attempt: 6 })).rejects.toThrow("403");
    expect(await check()).toMatchObject({ state: "success" });
    const mark = local.requests.mark();
    await desk.run("evaluate-pull-request", where(), { attempt: 7 });
    expect(local.requests.since(mark).writes()).toHaveLength(1);
  });
});

describe("a sign-off that a push made stale", () => {
  const push = async (path: string) => {
    await local.as("dan").push({ branch, files: { [path]: `export const at = ${Math.random()};\n` } });
    await desk.settle();
  };

  it("asks its author for a review, once per head, and never the author of the pull request", async () => {
    await say("ana", "/signoff runtime");
    await say("dan", "/signoff runtime");
    expect(await local.requestedReviewers(number)).toEqual([]);
    await push("src/start.ts");
    expect(await local.requestedReviewers(number)).toEqual(["ana"]);
    await local.as("dan").unrequestReview(number, "ana");
    await desk.settle();
    await desk.run("evaluate-pull-request", where());
    expect(await local.requestedReviewers(number)).toEqual([]);
    await push("src/start.ts");
    expect(await local.requestedReviewers(number)).toEqual(["ana"]);
  });

  it("asks nobody while it is carried over", async () => {
    await say("ana", "/signoff runtime");
    await push("docs/readme.md");
    expect(await local.requestedReviewers(number)).toEqual([]);
  });
});

describe("a waiver", () => {
  it("has the pull request looked at when it is over, and not again after that", async () => {
    await say("ana", "/waive bench until 36h -- no benchmark machine");
    const later = desk.asked.filter(({ delayMs }) => delayMs !== undefined);
    expect(later).toMatchObject([{ job: "evaluate-pull-request", payload: { number } }]);
    const hours = (later[0]?.delayMs ?? 0) / 3_600_000;
    expect(hours).toBeGreaterThan(35.9);
    expect(hours).toBeLessThan(36.1);
    desk.app.advance(37 * 3_600_000);
    const before = desk.asked.length;
    await desk.run("evaluate-pull-request", where());
    expect(desk.asked.slice(before)).toEqual([]);
  });
});

describe("a check that was not reported", () => {
  it("has the pull request looked at an hour after the push, and is said to be missing then", async () => {
    const text = "version: 1\ngates: { ci: { checks: [build] } }\npull_request: { require: [ci] }\n";
    await local.as("olga").push({ branch: "with-ci", files: { ".github/gatehouse.yml": text } });
    const files = { "src/start.ts": "export const waits = true;\n" };
    const opening = { title: "feat: needs ci", base: "with-ci", files };
    ({ number, headSha } = await local.as("dan").openPullRequest(opening));
    await desk.settle();
    expect(await check()).toMatchObject({ state: "in_progress" });
    const [later] = desk.asked.filter(({ delayMs }) => delayMs !== undefined);
    expect(later).toMatchObject({ job: "evaluate-pull-request", payload: { number }, delayMs: 3_600_000 });
    desk.app.advance(3_600_000);
    const before = desk.asked.length;
    await desk.run("evaluate-pull-request", where());
    expect(await check()).toMatchObject({ state: "action_required", title: expect.stringContaining("has no data") });
    expect(desk.asked.slice(before)).toEqual([]);
  });
});

it("every delivery again, in any order, writes nothing", async () => {
  await say("ana", "/signoff runtime\n/hold");
  await say("dan", "/signoff nowhere");
  await local.as("ana").review(number, { state: "request-changes", body: "Not yet.\n\n/concern latency" });
  await desk.settle();
  await say("ana", "/unhold\n/resolve latency");
  for (const order of [forwards, backwards, twice]) {
    const mark = local.requests.mark();
    await desk.replay(order);
    expect(local.requests.since(mark).writes()).toEqual([]);
  }
});

function forwards<Item>(items: readonly Item[]): readonly Item[] {
  return items;
}

function backwards<Item>(items: readonly Item[]): readonly Item[] {
  return items.toReversed();
}

function twice<Item>(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => [item, item]);
}
