import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Octokit } from "../../../src/github/client/octokit.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;

beforeAll(async () => {
  local = await startLocalGitHub();
  ({ number } = await local.as("dan").openIssue({ title: "a place to talk" }));
});
afterAll(() => local.close());

beforeEach(async () => {
  app = await anAppOn(local);
});

function comment(octokit: Octokit) {
  const { owner, repo } = app.at;
  return octokit.rest.issues.createComment({ owner, repo, issue_number: number, body: "hello" });
}

describe("content is created at most once a second per installation", () => {
  it("by all processes together", async () => {
    const other = await app.another();
    await comment(app.octokit);
    await comment(other.octokit);
    await comment(app.octokit);
    expect(app.sleeps).toEqual([2000]);
    expect(other.sleeps).toEqual([1000]);
  });

  it("also when all begin at the same moment: each gets a turn of its own", async () => {
    await Promise.all([comment(app.octokit), comment(app.octokit), comment(app.octokit)]);
    expect(new Set(app.sleeps)).toEqual(new Set([1000, 2000]));
  });

  it("without waiting when the last one is long ago", async () => {
    await comment(app.octokit);
    app.advance(1000);
    await comment(app.octokit);
    expect(app.sleeps).toEqual([]);
  });

  it("while nothing else waits", async () => {
    const { owner, repo } = app.at;
    const { data } = await comment(app.octokit);
    await app.octokit.rest.issues.updateComment({ owner, repo, comment_id: data.id, body: "better" });
    await app.octokit.rest.issues.get({ owner, repo, issue_number: number });
    expect(app.sleeps).toEqual([]);
  });

  it("and whoever would wait too long is put back until the turn comes, without a request", async () => {
    for (let turn = 0; turn < 6; turn += 1) await comment(app.octokit);
    const mark = local.requests.mark();
    const turnAt = new Date(app.now().getTime() + 6000);
    await expect(comment(app.octokit)).rejects.toMatchObject({ name: "RetryLater", retryAt: turnAt });
    expect(local.requests.since(mark).all()).toEqual([]);
    // Who was put back has taken no turn from anybody.
    await expect(comment(app.octokit)).rejects.toMatchObject({ retryAt: turnAt });
  });
});
