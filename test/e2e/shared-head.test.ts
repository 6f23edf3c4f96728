import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const strict = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;

let world: World;
let page: PullRequestPage;
let lax: number;

// Somebody who may push opens a second pull request of the same commits, into a branch of their own making.
beforeAll(async () => {
  world = await startWorld({ config: strict, creationPaceMs: 0 });
  const files = { ".github/gatehouse.yml": "version: 1\n" };
  await world.github.as("dan").push({ branch: "lax", files });
  page = await openPage(world);
  const again = { title: "feat: the same", branch: page.branch, base: "lax", files: {} };
  ({ number: lax } = await world.github.as("dan").openPullRequest(again));
  await world.settled();
});
afterAll(() => world.close());

describe("a pull request into a branch that asks for nothing", () => {
  it("does not open the gate of one with the same head that waits for somebody", async () => {
    expect((await world.github.pullRequest(lax)).head.sha).toBe(await page.headSha());
    for (const number of [page.number, lax, page.number]) {
      await world.github.as("dan").comment(number, "/recheck");
      await world.settled();
      expect(await page.check()).toMatchObject({ state: "in_progress" });
    }
    expect((await page.check())?.text).toContain(`#${lax} into \`lax\``);
  });

  it("passes with it when that one is signed", async () => {
    await page.say("ana", "/signoff runtime");
    expect(await page.check()).toMatchObject({ state: "success" });
  });

  it("counts alone when the other one is closed", async () => {
    await page.push({ "src/runtime/start.ts": "export const later = 1;\n" });
    expect(await page.check()).toMatchObject({ state: "action_required" });
    await world.github.as("dan").close(page.number);
    await world.github.as("dan").comment(lax, "/recheck");
    await world.settled();
    expect(await page.check()).toMatchObject({ state: "success" });
  });
});
