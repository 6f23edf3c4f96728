import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noticeMarker } from "../../../src/render/marker.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";
import { nextSecond } from "../../support/next-second.ts";

const config = `version: 1
title: { comment: on_failure, ignore: [bea], skip_labels: [no-title] }
pull_request: { require: [title] }
`;

let local: LocalGitHub;
let desk: JobDesk;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
  const never = config.replace("on_failure", "never");
  await local.as("olga").push({ branch: "never", files: { ".github/gatehouse.yml": never } });
  const untitled = "version: 1\npull_request: { require: [touched] }\nareas: { a: { owners: [ana], paths: [a] } }\n";
  await local.as("olga").push({ branch: "untitled", files: { ".github/gatehouse.yml": untitled } });
});
afterAll(() => local.close());
beforeEach(async () => {
  desk = await aJobDesk(local);
});

async function open(title: string, { by = "dan", base = "main" } = {}): Promise<number> {
  const branch = `branch-${crypto.randomUUID()}`;
  const files = { "a.txt": `${branch}\n` };
  const message = "feat: start faster";
  const { number } = await local.as(by).openPullRequest({ title, branch, base, files, message });
  await desk.settle();
  return number;
}

const marker = `${noticeMarker("title")}\n`;

async function comments(number: number) {
  return (await local.comments(number)).filter(({ body }) => body.startsWith(marker));
}

async function said(number: number): Promise<readonly string[]> {
  return (await comments(number)).map(({ body }) => body.replace(marker, "").split("\n", 1)[0] ?? "");
}

async function does(act: Promise<unknown>): Promise<void> {
  await act;
  await desk.settle();
}

const failing = "❌ The title has 1 problem.";
const fixed = "✅ The title passes now; nothing is left to do about it.";

describe("the comment on a title", () => {
  it("is posted when the check fails, changes with the title, and says when it passes", async () => {
    const number = await open("Feature: start faster");
    const [first] = await comments(number);
    expect(first?.body).toContain("`/retitle feat: start faster`");
    await does(local.as("dan").setTitle(number, "feat start faster"));
    expect((await comments(number))[0]?.body).toContain("Expected `:` at column 5.");
    await does(local.as("dan").setTitle(number, "feat: start faster"));
    expect(await said(number)).toEqual([fixed]);
    await does(local.as("dan").setTitle(number, "Start faster"));
    expect(await said(number)).toEqual([failing]);
    expect((await comments(number))[0]?.id).toBe(first?.id);
  });

  it("costs nothing while nothing changes", async () => {
    const number = await open("Feature: start faster");
    const mark = local.requests.mark();
    const at = { ...desk.app.at, installationId: local.installationId, number };
    await desk.run("evaluate-pull-request", at);
    await desk.replay((deliveries) => deliveries.toReversed());
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await said(number)).toEqual([failing]);
  });

  it.for([
    { name: "for a title that passes", title: "feat: start faster", given: {} },
    { name: "for an author who is ignored", title: "Start faster", given: { by: "bea" } },
    { name: "where nobody asks for it", title: "Start faster", given: { base: "never" } },
    { name: "where titles are not judged", title: "Start faster", given: { base: "untitled" } },
  ])("is not posted $name", async ({ title, given }) => {
    const number = await open(title, given);
    await does(local.as("dan").setTitle(number, `${title} still`));
    expect(await comments(number)).toEqual([]);
  });

  it.for([
    { name: "under a label", act: (number: number) => local.as("olga").label(number, "no-title") },
    { name: "on another base", act: (number: number) => local.as("dan").setBase(number, "untitled") },
  ])("says that the title is not judged any more $name", async ({ act }) => {
    const number = await open("Start faster");
    await does(act(number));
    expect(await said(number)).toEqual([expect.stringMatching(/^➖ The title is not judged now/)]);
  });

  it("is kept true where nobody asks for it any more", async () => {
    const number = await open("Start faster");
    await does(local.as("dan").setBase(number, "never"));
    expect(await said(number)).toEqual([failing]);
    await does(local.as("dan").setTitle(number, "feat: start faster"));
    expect(await said(number)).toEqual([fixed]);
  });
});

it("of a store that was lost is found again, and says when the title passes", async () => {
  const number = await open("Start faster");
  const [before] = await comments(number);
  await local.as("dan").setTitle(number, "feat: start faster");
  await nextSecond();
  const other = await aJobDesk(local);
  const at = { ...desk.app.at, installationId: local.installationId, number };
  await other.run("evaluate-pull-request", at);
  expect(await comments(number)).toMatchObject([{ id: before?.id, body: `${marker}${fixed}` }]);
});

describe("somebody else's hand on it", () => {
  it("that edits it is put right", async () => {
    const number = await open("Start faster");
    const [before] = await comments(number);
    await does(local.as("olga").editComment(before?.id ?? 0, `${marker}All good.`));
    expect(await comments(number)).toMatchObject([{ id: before?.id, body: before?.body }]);
  });

  it("that deletes it has read it: it does not come back, and the check says the same", async () => {
    const number = await open("Start faster");
    const mark = local.requests.mark();
    await does(local.as("olga").deleteComment((await comments(number))[0]?.id ?? 0));
    expect(local.requests.since(mark).all()).toEqual([]);
    await does(local.as("dan").setTitle(number, "Start much faster"));
    await does(local.as("dan").setTitle(number, "feat: start faster"));
    expect(await comments(number)).toEqual([]);
  });

  it("that writes its first line into a comment of their own keeps that comment", async () => {
    const number = await open("feat: start faster");
    const { id } = await local.as("mallory").comment(number, `${marker}mine`);
    await desk.settle();
    await does(local.as("dan").setTitle(number, "Start faster"));
    expect(await said(number)).toEqual(["mine", failing]);
    await does(local.as("mallory").deleteComment(id));
    await does(local.as("dan").setTitle(number, "feat: start faster"));
    expect(await said(number)).toEqual([fixed]);
  });
});
