import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
gates: { ci: { checks: [build] } }
pull_request: { require: [title, touched, ci] }
`;

let world: World;
let page: PullRequestPage;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
});
afterAll(() => world.close());
beforeEach(async () => {
  page = await openPage(world);
});

/** `reads` are the ones that count against the rate limit: a 304 does not. */
async function costOf(work: () => Promise<unknown>) {
  const mark = world.github.requests.mark();
  await work();
  await world.settled();
  const made = world.github.requests.since(mark);
  const reads = made.reads().filter(({ status }) => status !== 304);
  const writes = made.writes();
  return { reads: reads.length, writes: writes.length, asked: made.all().length, made };
}

async function report(name: string, conclusion = "success"): Promise<void> {
  await world.github.reportCheck({ name, headSha: await page.headSha(), conclusion });
}

// Each number stands beside what it is made of. They are the budgets of the design, but for two of our own making: the
// title has a check of its own, and the head is read again before anything is said about it.
describe("what an event costs", () => {
  it("a comment without a command of ours: nothing", async () => {
    expect((await costOf(() => page.say("ana", "Looks good to me."))).asked).toBe(0);
    expect((await costOf(() => page.say("ana", "/azp run"))).asked).toBe(0);
  });

  it("an edited comment: nothing", async () => {
    const id = await page.say("ana", "Looks goood to me.");
    expect((await costOf(() => world.github.as("ana").editComment(id, "Looks good to me."))).asked).toBe(0);
  });

  it("a check that no gate refers to: nothing", async () => {
    expect((await costOf(() => report("spelling"))).asked).toBe(0);
  });

  it("/signoff status: a reaction, and reads of what changed since", async () => {
    // Read: the pull request, which has one comment more.
    const { reads, writes } = await costOf(() => page.say("mallory", "/signoff status"));
    expect(writes).toBe(1);
    expect(reads).toBeLessThanOrEqual(2);
  });

  it("an accepted /signoff: reaction, summary and check", async () => {
    // Read: the pull request, one page of files, the owner. The config and the checks are known by their ETags.
    const { reads, writes } = await costOf(() => page.say("ana", "/signoff runtime"));
    expect(writes).toBe(3);
    expect(reads).toBeLessThanOrEqual(3);
  });

  it("the same /signoff again: a reaction", async () => {
    await page.say("ana", "/signoff runtime");
    const { reads, writes } = await costOf(() => page.say("ana", "/signoff runtime"));
    expect(writes).toBe(1);
    expect(reads).toBeLessThanOrEqual(2);
  });

  it("a refusal: reaction and reply", async () => {
    // Read: the pull request, which has one comment more. Nothing is looked at again, because nothing was decided.
    const { reads, writes } = await costOf(() => page.say("mallory", "/signoff runtime"));
    expect(writes).toBe(2);
    expect(reads).toBeLessThanOrEqual(1);
  });

  it("a pull request that is opened: two checks and the summary", async () => {
    const { reads, writes } = await costOf(() => openPage(world));
    expect(writes).toBe(3);
    // The pull request, one page of files, the check runs and the statuses of its head.
    expect(reads).toBeLessThanOrEqual(4);
  });

  it("a push: two checks on the new head and the summary", async () => {
    await page.say("ana", "/signoff runtime");
    const { reads, writes } = await costOf(() => page.push({ "src/runtime/start.ts": "export const a = 1;\n" }));
    expect(writes).toBe(3);
    expect(reads).toBeLessThanOrEqual(4);
  });

  it("thirty reports in one moment of the check that a gate refers to: three looks at most", async () => {
    const { installationId, owner, repo, repositoryId } = world.github;
    const headSha = await page.headSha();
    const payload = { installationId, owner, repo, repositoryId, headSha, reported: { name: "build", appId: null } };
    await report("spelling");
    const { asked, writes } = await costOf(() =>
      world.gatehouse.enqueue(Array.from({ length: 30 }, () => ({ job: "evaluate-head", payload }))),
    );
    // A look is the pull request twice, the config, the files, the check runs and the statuses. What comes in during a
    // look asks for one more, and the thirty may be handed out in two batches.
    expect(asked).toBeLessThanOrEqual(3 * 6);
    expect(writes).toBe(0);
  });

  it("an event that changes nothing: no write, and one read that counts at most", async () => {
    await report("build");
    await world.settled();
    const guid = world.github.deliveries.all().findLast(({ event }) => event === "pull_request")?.guid ?? "";
    const { reads, writes } = await costOf(() => world.github.redeliver(guid));
    expect(writes).toBe(0);
    expect(reads).toBeLessThanOrEqual(1);
  });
});
