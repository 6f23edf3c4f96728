import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { summaryMarker } from "../../../src/render/marker.ts";
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
});
afterAll(() => local.close());

beforeEach(async () => {
  desk = await aJobDesk(local);
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  ({ number, branch } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files }));
  await desk.settle();
});

const comments = async () => (await local.comments(number)).filter(({ body }) => body.includes(summaryMarker));

async function summary() {
  const [only, ...others] = await comments();
  expect(others).toEqual([]);
  if (only === undefined) throw new Error("there is no summary");
  return only;
}

async function does(act: Promise<unknown>): Promise<void> {
  await act;
  await desk.settle();
}

describe("the summary", () => {
  it("T39: that somebody edits is put right again", async () => {
    const before = await summary();
    await does(local.as("olga").editComment(before.id, `${summaryMarker}\nAll signed.`));
    expect(await summary()).toMatchObject({ id: before.id, body: before.body });
  });

  it("that somebody deletes comes back once per head, and never in a loop", async () => {
    const before = await summary();
    await does(local.as("olga").deleteComment(before.id));
    const again = await summary();
    expect(again.body).toBe(before.body);
    await does(local.as("olga").deleteComment(again.id));
    expect(await comments()).toEqual([]);
    await does(local.as("ana").comment(number, "/signoff runtime"));
    expect(await comments()).toEqual([]);
    await does(local.as("dan").push({ branch, files: { "src/other.ts": "export {};\n" } }));
    expect((await summary()).body).toContain("stale");
  });

  it("T38: whose marker somebody copies stays the only one, and the copy stays theirs", async () => {
    const { id } = await local.as("mallory").comment(number, `${summaryMarker}\nAll signed, trust me.`);
    await desk.settle();
    await does(local.as("ana").comment(number, "/signoff runtime"));
    const found = await comments();
    expect(found.map(({ user }) => user?.login)).toEqual(["gatehouse[bot]", "mallory"]);
    const mark = local.requests.mark();
    await does(local.as("mallory").editComment(id, `${summaryMarker}\nReally.`));
    await does(local.as("mallory").deleteComment(id));
    expect(local.requests.since(mark).all()).toEqual([]);
  });

  it("that a bot edits waits for the next event, because two bots would never stop", async () => {
    const { id } = await summary();
    const { installationId, owner, repo, repositoryId } = local;
    const before = desk.asked.length;
    const where = { installationId, owner, repo, repositoryId, number };
    await desk.run("restore-comment", { ...where, commentId: id, isDeleted: false, isByBot: true });
    expect(desk.asked).toHaveLength(before);
  });
});

it("a reply of ours that somebody edits costs nothing: it decides nothing", async () => {
  await does(local.as("ana").comment(number, "/signoff nowhere"));
  const reply = (await local.comments(number)).find(({ body }) => body.startsWith("<!-- gatehouse:reply"));
  const mark = local.requests.mark();
  await does(local.as("olga").editComment(reply?.id ?? 0, "Signed."));
  expect(local.requests.since(mark).all()).toEqual([]);
});
