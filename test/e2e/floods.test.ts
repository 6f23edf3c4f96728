import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commentsPerHour } from "../../src/jobs/comment/command-rate.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
gates: { ci: { checks: ["ci / *"] } }
pull_request: { require: [touched] }
`;

let world: World;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
  const files = { ".github/gatehouse.yml": config.replace("[touched]", "[touched, ci]") };
  await world.github.as("olga").push({ branch: "checked", files });
});
afterAll(() => world.close());

async function costOf(work: () => Promise<unknown>) {
  const mark = world.github.requests.mark();
  await work();
  await world.settled();
  return world.github.requests.since(mark);
}

/** Deliveries of comments as one that was really made, each with a number of its own. */
async function deliverComments(page: PullRequestPage, login: string, bodies: readonly string[]): Promise<void> {
  const { github } = world;
  github.deliveries.lose(1, ({ event }) => event === "issue_comment");
  await github.as(login).comment(page.number, "a comment like the others");
  await world.settled();
  const { payload = {} } = github.deliveries.all().findLast(({ event }) => event === "issue_comment") ?? {};
  for (const [index, body] of bodies.entries()) {
    const comment = { ...Object(payload["comment"]), id: 5_000_000_000 + page.number * 10_000 + index, body };
    await github.tell("issue_comment", { ...payload, comment }, login);
    // GitHub does not send more than so many at once either.
    if (index % 50 === 0) await github.settled();
  }
}

describe("T45: a thousand comments", { timeout: 60_000 }, () => {
  it("without a command cost nothing", async () => {
    const page = await openPage(world);
    const bodies = Array.from({ length: 1000 }, (_, index) => `Thought ${index}: /azp run later, or/and never.`);
    const made = await costOf(() => deliverComments(page, "mallory", bodies));
    expect(made.all()).toEqual([]);
  });

  it("with commands of one stranger are answered as far as the limit of an hour, which is said once", async () => {
    const page = await openPage(world);
    const { github } = world;
    const real = await costOf(async () => {
      for (let index = 0; index < commentsPerHour + 10; index += 1) {
        await github.as("mallory").comment(page.number, "/signoff runtime");
      }
    });
    const bodies = Array.from({ length: 1000 }, () => "/signoff runtime\n/hold\n/help");
    const more = await costOf(() => deliverComments(page, "mallory", bodies));
    // A reaction and a reply to each that is run, and to the one that is told of the limit. The summary was there.
    expect(real.writes().length).toBeLessThanOrEqual(2 * (commentsPerHour + 1));
    expect(more.all()).toEqual([]);
    const replies = (await github.comments(page.number)).filter(({ body }) => body.startsWith("<!-- gatehouse:reply"));
    expect(replies).toHaveLength(commentsPerHour + 1);
    expect(replies.filter(({ body }) => body.includes("within an hour"))).toHaveLength(1);
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    // Others are not held up by it.
    await page.say("ana", "/signoff runtime");
    expect(await page.check()).toMatchObject({ state: "success" });
  });

  it("of which GitHub never told are read once, page by page, and the one that signs is found", async () => {
    const page = await openPage(world);
    const { github } = world;
    const { installationId, owner, repo, repositoryId } = github;
    await github.commentsUntold(
      page.number,
      Array.from({ length: 1000 }, (_, index) => `Thought ${index}.`),
    );
    github.deliveries.lose(1, ({ event }) => event === "issue_comment");
    await page.say("ana", "/signoff runtime");
    const payload = { installationId, owner, repo, repositoryId, number: page.number };
    const reconcile = () => world.gatehouse.enqueue([{ job: "reconcile-pull-request", payload }]);
    const first = await costOf(reconcile);
    expect(await page.check()).toMatchObject({ state: "success" });
    const pages = first.reads().filter(({ path }) => path.endsWith(`/issues/${page.number}/comments`));
    expect(pages.length).toBeLessThanOrEqual(11);
    // The comparison, the command and two looks: each reads the pull request (once more before it decides), the
    // configuration, the reviews and the files, mostly as 304, and three writes tell of it.
    expect(first.all().length).toBeLessThanOrEqual(11 + 4 * 5 + 3);
    const second = await costOf(reconcile);
    expect(second.writes()).toEqual([]);
    // What our own writes have changed: the pull request, the page with its summary and the one with the reaction.
    expect(second.reads().filter(({ status }) => status !== 304).length).toBeLessThanOrEqual(3);
  });
});

describe("T20: 3,500 files", { timeout: 60_000 }, () => {
  it("are more than GitHub lists, so nobody knows which areas they touch, and nothing opens", async () => {
    const files = Object.fromEntries(Array.from({ length: 3500 }, (_, index) => [`many/${index}.txt`, "same\n"]));
    const before = world.github.requests.mark();
    const page = await openPage(world, { files });
    expect(await page.check()).toMatchObject({ state: "action_required" });
    expect((await page.summaries()).join("\n")).toContain("Split the pull request");
    const asked = world.github.requests.since(before).reads();
    expect(asked.filter(({ path }) => path.endsWith("/files")).length).toBeLessThanOrEqual(30);
    expect(asked.length).toBeLessThanOrEqual(30 + 12);
    const id = await page.say("ana", "/signoff runtime");
    expect(await page.check()).toMatchObject({ state: "action_required" });
    expect(page.reactions(id)).toEqual(["confused"]);
  });
});

describe("T45: 32 reports at once", () => {
  it("are a few looks and one write", async () => {
    const page = await openPage(world, { base: "checked" });
    await page.say("ana", "/signoff runtime");
    const { github } = world;
    const headSha = await page.headSha();
    const earlier = new Set(github.deliveries.all().map(({ guid }) => guid));
    github.deliveries.lose(Infinity, ({ event }) => event === "check_run" || event === "check_suite");
    const names = Array.from({ length: 32 }, (_, index) => `ci / ${index}`);
    for (const name of names) await github.reportCheck({ name, headSha, conclusion: "success" });
    await world.settled();
    github.deliveries.loseNoMore();
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    const fresh = github.deliveries
      .all()
      .filter(({ guid, event, action }) => !earlier.has(guid) && event === "check_run" && action === "completed")
      .map(({ guid }) => guid);
    expect(fresh).toHaveLength(32);
    const made = await costOf(() => Promise.all(fresh.map((guid) => github.redeliver(guid))));
    expect(await page.check()).toMatchObject({ state: "success" });
    // The check, and the summary.
    expect(made.writes().length).toBeLessThanOrEqual(2);
    // As the queue hands them out: at once, in a second batch, and once for what came in during the last look.
    expect(made.all().length).toBeLessThanOrEqual(3 * 10);
  });
});

describe("65,536 characters of commands", () => {
  const line = "/signoff runtime\n";
  const body = line.repeat(Math.floor(65_536 / line.length));

  it("in a comment are refused in one reply, and none is run", async () => {
    const page = await openPage(world);
    const made = await costOf(() => page.say("ana", body));
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    expect(made.writes()).toHaveLength(2);
    const replies = (await world.github.comments(page.number)).filter((each) => each.body.includes("gatehouse:reply"));
    expect(replies).toHaveLength(1);
    expect(replies[0]?.body.length).toBeLessThan(2000);
  });

  it("in a review are refused in one reply, and neither counts the review", async () => {
    const page = await openPage(world);
    const id = await page.review("ana", { state: "approve", body });
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    expect(await page.repliesTo(id, "review")).toHaveLength(1);
  });

  it("that a comment is changed to take back what it signed", async () => {
    const page = await openPage(world);
    const id = await page.say("ana", "/signoff runtime");
    await page.edit("dan", id, body);
    expect(await page.check()).toMatchObject({ state: "action_required" });
    expect(await page.repliesTo(id)).toEqual([]);
  });
});
