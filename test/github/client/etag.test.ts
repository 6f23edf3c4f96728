import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Octokit } from "../../../src/github/client/octokit.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;

beforeAll(async () => {
  local = await startLocalGitHub();
  const dan = local.as("dan");
  ({ number } = await dan.openIssue({ title: "a long talk" }));
  for (let count = 1; count <= 5; count += 1) await dan.comment(number, `comment ${count}`);
});
afterAll(() => local.close());

beforeEach(async () => {
  app = await anAppOn(local);
});

async function listPages(octokit: Octokit): Promise<readonly (string | undefined)[]> {
  const { owner, repo } = app.at;
  const parameters = { owner, repo, issue_number: number, per_page: 2 };
  const comments = await octokit.paginate(octokit.rest.issues.listComments, parameters);
  return comments.map(({ body }) => body);
}

describe("a read that was made before", () => {
  it("costs nothing while nothing changed, on every page of a list, and is as complete as the first time", async () => {
    const first = await listPages(app.octokit);
    expect(first).toHaveLength(5);
    const mark = local.requests.mark();
    expect(await listPages(app.octokit)).toEqual(first);
    expect(
      local.requests
        .since(mark)
        .all()
        .map(({ status }) => status),
    ).toEqual([304, 304, 304]);
  });

  it("is shared by the processes of the App", async () => {
    await listPages(app.octokit);
    const other = await app.another();
    const mark = local.requests.mark();
    expect(await listPages(other.octokit)).toHaveLength(5);
    expect(local.requests.since(mark).notModified()).toHaveLength(3);
  });

  it("shows what changed since", async () => {
    const [before] = await listPages(app.octokit);
    const [comment] = await local.comments(number);
    await local.as("dan").editComment(comment?.id ?? 0, `${before}, edited`);
    expect((await listPages(app.octokit))[0]).toBe(`${before}, edited`);
  });

  it("is made in full again after three days", async () => {
    await listPages(app.octokit);
    app.advance(3 * 24 * 3_600_000);
    const mark = local.requests.mark();
    expect(await listPages(app.octokit)).toHaveLength(5);
    expect(local.requests.since(mark).notModified()).toEqual([]);
  });
});

describe("an answer", () => {
  it("that is an error is not remembered", async () => {
    const { owner, repo } = app.at;
    const read = () => app.octokit.rest.issues.get({ owner, repo, issue_number: number });
    local.faults.next({ kind: "status", status: 500, headers: { etag: '"oops"' }, method: "GET" });
    await expect(read()).rejects.toMatchObject({ status: 500 });
    expect((await read()).data.title).toBe("a long talk");
  });

  it("larger than 256 KB is not kept in the store", async () => {
    await local.as("dan").push({ files: { "large.txt": "x".repeat(300_000) } });
    const { owner, repo } = app.at;
    const read = () => app.octokit.rest.repos.getContent({ owner, repo, path: "large.txt", ref: "main" });
    await read();
    const mark = local.requests.mark();
    await read();
    expect(local.requests.since(mark).all()).toMatchObject([{ status: 200 }]);
  });
});
