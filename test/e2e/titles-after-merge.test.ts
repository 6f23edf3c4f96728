import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticeMarker } from "../../src/render/marker.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `version: 1
title: { comment: on_failure }
pull_request: { require: [title] }
`;

let world: World;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
  const underPath = config.replace("[title]", "[{ title: { when: { paths: [lib/**] } } }]");
  await world.github.as("olga").push({ branch: "by-path", files: { ".github/gatehouse.yml": underPath } });
});
afterAll(() => world.close());

async function merge(page: PullRequestPage, method: "merge" | "squash" | "rebase", subject?: string): Promise<string> {
  const { sha } = await world.github.as("olga").merge(page.number, method, { subject });
  await world.settled();
  return sha;
}

async function notices(number: number, topic: string): Promise<readonly string[]> {
  const marker = `${noticeMarker(topic)}\n`;
  const all = (await world.github.comments(number)).filter(({ body }) => body.startsWith(marker));
  return all.map(({ body }) => body.replace(marker, ""));
}

async function isLabeled(number: number): Promise<boolean> {
  return (await world.github.pullRequest(number)).labels.some(({ name }) => name === "title-drift");
}

/** Everything that was delivered so far, once more. */
async function replay(): Promise<void> {
  for (const { guid } of world.github.deliveries.all()) await world.github.redeliver(guid);
  await world.settled();
}

describe("a title after the merge", () => {
  it("that somebody wrote otherwise in the dialog is told once, with a label", async () => {
    const page = await openPage(world, { title: "feat: start faster" });
    const sha = await merge(page, "squash", "Start faster, at last");
    const [told = "", ...others] = await notices(page.number, "title-drift");
    expect(others).toEqual([]);
    expect(told.replaceAll("`", "")).toContain(
      `the commit of the merge, ${sha.slice(0, 7)}, has a subject that does not`,
    );
    expect(told).toContain("Start faster, at last\n^^^^^\n");
    expect(told).toContain("BEGIN_COMMIT_OVERRIDE\nfeat: start faster\nEND_COMMIT_OVERRIDE");
    expect(await isLabeled(page.number)).toBe(true);

    const before = await page.everything();
    const mark = world.github.requests.mark();
    await replay();
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect(await page.everything()).toEqual(before);
  });

  it.for([
    { method: "squash", subject: undefined },
    { method: "rebase", subject: undefined },
    { method: "merge", subject: "Bring it in" },
  ] as const)("is not spoken of after a $method that keeps it, or never had it", async ({ method, subject }) => {
    const page = await openPage(world, { title: `feat: by ${method}` });
    await page.push({ "src/more.ts": `export const by = "${method}";\n` });
    const mark = world.github.requests.mark();
    await merge(page, method, subject);
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect(await notices(page.number, "title-drift")).toEqual([]);
    expect(await isLabeled(page.number)).toBe(false);
  });
});

describe("a title that counts for some files only", () => {
  const files = { "docs/start.md": "Start.\n" };

  it("is neither red nor commented nor told of after the merge where none of them changes", async () => {
    const page = await openPage(world, { title: "Start faster", base: "by-path", files });
    expect(await page.check()).toMatchObject({ state: "success" });
    const title = await page.check("gatehouse/title");
    expect([title?.state, title?.summary]).toEqual(["neutral", expect.stringContaining("a change of lib/**")]);
    const passes = await openPage(world, { title: "feat: start faster", base: "by-path", files });
    await merge(passes, "squash", "Start faster, at last");
    for (const { number } of [page, passes]) expect(await world.github.comments(number)).toEqual([]);
    expect(await isLabeled(passes.number)).toBe(false);
  });

  it("turns red with the first of them, and neutral again when it is taken out", async () => {
    const page = await openPage(world, { title: "Start faster", base: "by-path", files });
    const before = await page.headSha();
    await page.push({ "lib/start.ts": "export {};\n" });
    expect(await page.check("gatehouse/title")).toMatchObject({ state: "failure" });
    expect(await notices(page.number, "title")).toHaveLength(1);
    await page.forcePush(before);
    expect(await page.check("gatehouse/title")).toMatchObject({ state: "neutral" });
    expect(await notices(page.number, "title")).toEqual([expect.stringContaining("➖ The title is not judged now")]);
  });
});

describe("a comment on a title", () => {
  it("is posted when it fails and edited when it passes", async () => {
    const page = await openPage(world, { title: "Feature: start faster" });
    const [told = "", ...others] = await notices(page.number, "title");
    expect(others).toEqual([]);
    expect(told).toContain("Feature: start faster\n^^^^^^^\n");
    expect((await page.check("gatehouse/title"))?.state).toBe("failure");
    const ids = async () => (await world.github.comments(page.number)).map(({ id }) => id);
    const before = await ids();
    await world.github.as("dan").setTitle(page.number, "feat: start faster");
    await world.settled();
    expect(await notices(page.number, "title")).toEqual(["✅ The title passes now; nothing is left to do about it."]);
    expect(await ids()).toEqual(before);
    expect((await page.check("gatehouse/title"))?.state).toBe("success");
  });
});
