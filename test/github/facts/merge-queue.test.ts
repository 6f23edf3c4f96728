import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { isInMergeQueue } from "../../../src/github/facts/merge-queue.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { declaredPermissionsAndEvents } from "../../support/github/app-manifest.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const route = "POST /graphql";

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  const branch = crypto.randomUUID();
  ({ number } = await local
    .as("dan")
    .openPullRequest({ title: `feat: ${branch}`, branch, files: { [branch]: "1\n" } }));
});

const isQueued = (of = number) => isInMergeQueue(of, app.at, app);

it("a pull request is in the queue from its group on until it is taken out, and costs one read", async () => {
  expect(await isQueued()).toBe(false);
  const group = await local.mergeGroup(number);
  const mark = local.requests.mark();
  expect(await isQueued()).toBe(true);
  const asked = local.requests.since(mark);
  expect([asked.reads().map((each) => each.route), asked.writes()]).toEqual([[route], []]);
  // The queue makes its group anew.
  await local.destroyMergeGroup(group, "invalidated");
  expect(await isQueued()).toBe(true);
  await local.destroyMergeGroup(await local.mergeGroup(number), "dequeued");
  expect(await isQueued()).toBe(false);
});

it("what GitHub does not say is no answer", async () => {
  await expect(isQueued(4_711)).rejects.toThrow("Could not resolve to a PullRequest");
  local.faults.next({ kind: "status", status: 502, route });
  await expect(isQueued()).rejects.toThrow("502");
});

it("a limit of GitHub is waited for", async () => {
  local.faults.next({ kind: "secondary-limit", route, retryAfterSeconds: 60 });
  await expect(isQueued()).rejects.toThrow(RetryLater);
});

it("a GitHub that has no queues holds nothing in one", async () => {
  await local.mergeGroup(number);
  local.forgetMergeQueues();
  expect(await isQueued()).toBe(false);
});

it("a GitHub that may not tell us holds nothing in one: what lands is judged in the queue all the same", async () => {
  const { merge_queues: _, ...permissions } = declaredPermissionsAndEvents().permissions;
  const closed = await startLocalGitHub({ permissions });
  try {
    const { octokit, at, now } = await anAppOn(closed);
    const opened = await closed.as("dan").openPullRequest({ title: "feat: a", files: { "a.txt": "a\n" } });
    expect(await isInMergeQueue(opened.number, at, { octokit, now })).toBe(false);
    closed.faults.next({ kind: "secondary-limit", route, retryAfterSeconds: 60 });
    await expect(isInMergeQueue(opened.number, at, { octokit, now })).rejects.toThrow(RetryLater);
  } finally {
    await closed.close();
  }
});
