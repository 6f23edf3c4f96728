import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana], paths: [src/**] }
  docs: { owners: ["@acme/runtime"], paths: [docs/**] }
signoffs: { grace: 0s }
pull_request: { require: [title, touched] }
`;
const waitsForCi = config.replace("require: [title, touched]", "require: [title, touched, ci]");
const withCi = `${waitsForCi}gates: { ci: { checks: ["build*"] } }\n`;

let world: World;
let page: PullRequestPage;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
  await world.github.as("olga").push({ branch: "with-ci", files: { ".github/gatehouse.yml": withCi } });
});
afterAll(() => world.close());

/** `reads` are the ones that count against the rate limit: a 304 does not. */
async function costOf(work: () => Promise<unknown>) {
  const mark = world.github.requests.mark();
  await work();
  await world.settled();
  const made = world.github.requests.since(mark);
  const reads = made.reads().filter(({ status }) => status !== 304);
  return { reads: reads.map(nameOf), writes: made.writes().map(nameOf), asked: made.all().length };
}

const names: readonly (readonly [route: RegExp, name: string])[] = [
  [/\/pulls\/\{pull_number\}$/, "pull request"],
  [/\/files$/, "files"],
  [/\/pulls\/\{pull_number\}\/commits$/, "commits"],
  [/\/reviews$/, "reviews"],
  [/\/commits\/\{ref\}\/check-runs$/, "checks"],
  [/\/statuses$/, "statuses"],
  [/\/teams\/\{team_slug\}$/, "team"],
  [/\/members$/, "team members"],
  [/\/memberships\/\{username\}$/, "membership"],
  [/^GET \/user\/\{account_id\}$/, "account"],
  [/\/reactions$/, "reaction"],
  [/^POST .*\/comments$/, "comment"],
  [/^PATCH .*\/comments\/\{comment_id\}$/, "summary"],
  [/^POST .*\/check-runs$/, "new check"],
  [/^PATCH .*\/check-runs\//, "check"],
  [/\/requested_reviewers$/, "review request"],
];

function nameOf({ method, route }: { readonly method: string; readonly route: string }): string {
  const full = route.startsWith(method) ? route : `${method} ${route}`;
  return names.find(([pattern]) => pattern.test(full))?.[1] ?? full;
}

const nothing = { reads: [], writes: [], asked: 0 };
const changed = (text: string) => ({ "src/runtime/start.ts": `export const a = "${text}";\n` });

// What each event costs, request by request: the budgets of the design, and what goes beyond them beside its reason.
// The configuration is read every time, and was never changed, so it never counts.
describe("where people sign", () => {
  beforeEach(async () => {
    page = await openPage(world);
  });

  it("a comment without a command of ours: nothing", async () => {
    expect(await costOf(() => page.say("ana", "Looks good to me."))).toEqual(nothing);
    expect(await costOf(() => page.say("ana", "/azp run"))).toEqual(nothing);
  });

  it("an edit that changes no command: nothing, whoever makes it", async () => {
    const talk = await page.say("ana", "Looks goood to me.");
    const command = await page.say("ana", "Read it twise.\n\n/signoff runtime");
    expect(await costOf(() => page.edit("ana", talk, "Looks good to me."))).toEqual(nothing);
    expect(await costOf(() => page.edit("bea", command, "Read it twice.\n\n/SignOff  runtime "))).toEqual(nothing);
  });

  it("a label that stands for no hold: whether the configuration still says so, which counts for nothing", async () => {
    expect(await costOf(() => world.github.as("bea").label(page.number, "bug"))).toEqual({ ...nothing, asked: 1 });
  });

  it("a description that is edited: one look, because it may say that something breaks", async () => {
    const cost = await costOf(() => world.github.as("dan").setBody(page.number, "Faster."));
    expect(cost).toMatchObject({ reads: ["pull request"], writes: [] });
  });

  it("another base while the check shows a success: that it is looked at again, besides what a look finds", async () => {
    await page.say("ana", "/signoff runtime");
    const { writes } = await costOf(() => world.github.as("dan").setBase(page.number, "with-ci"));
    // GitHub keeps the conclusion of a completed run, so taking it back needs another one.
    // The title's check is another one, too: which version comes next is counted on the default branch alone.
    expect(writes).toEqual(["check", "new check", "check", "check", "summary", "review request"]);
    const again = await costOf(() => world.github.as("dan").setBase(page.number, "main"));
    expect(again.writes).toEqual(["check", "check", "summary"]);
  });

  it("/signoff status: a reaction", async () => {
    // One comment more makes another pull request of it.
    const cost = await costOf(() => page.say("mallory", "/signoff status"));
    expect(cost).toMatchObject({ reads: ["pull request"], writes: ["reaction"] });
  });

  it("an accepted /signoff: reaction, check and summary", async () => {
    const cost = await costOf(() => page.say("ana", "/signoff runtime"));
    expect(cost).toMatchObject({ reads: ["pull request"], writes: ["reaction", "check", "summary"] });
  });

  it("the same /signoff again: a reaction, and the check, which holds a copy of the ledger", async () => {
    // Both sign-offs are recorded: the second one stands when the first is deleted.
    await page.say("ana", "/signoff runtime");
    const cost = await costOf(() => page.say("ana", "/signoff runtime"));
    expect(cost).toMatchObject({ reads: ["pull request"], writes: ["reaction", "check"] });
  });

  it("a refusal: reaction and reply, and no look, because nothing was decided", async () => {
    const cost = await costOf(() => page.say("mallory", "/signoff runtime"));
    expect(cost).toMatchObject({ reads: ["pull request"], writes: ["reaction", "comment"] });
  });

  it("a pull request that is opened: a check for the title and one for all, and the summary", async () => {
    // The commits because this repository also merges and rebases, which keeps their subjects.
    // Reviews because a request for changes closes the gate; from now on they cost only when there is a new one.
    const cost = await costOf(() => openPage(world));
    expect(cost).toMatchObject({
      reads: ["pull request", "files", "commits", "reviews"],
      writes: ["new check", "new check", "comment"],
    });
  });

  it("a push: two checks on the new head, the summary, and whose sign-off is stale is asked, once", async () => {
    await page.say("ana", "/signoff runtime");
    const checks = ["new check", "new check", "summary"];
    const reads = ["pull request", "files", "commits"];
    const first = await costOf(() => page.push(changed("one")));
    expect(first).toMatchObject({ reads, writes: [...checks, "review request"] });
    const second = await costOf(() => page.push(changed("two")));
    expect(second).toMatchObject({ reads, writes: checks });
  });

  it("a push where a squash takes title and description: no commits", async () => {
    const squash = { allow_squash_merge: true, allow_merge_commit: false, allow_rebase_merge: false };
    world.github.setMerging({
      ...squash,
      squash_merge_commit_title: "PR_TITLE",
      squash_merge_commit_message: "PR_BODY",
    });
    const cost = await costOf(() => page.push(changed("squashed")));
    expect(cost.reads).toEqual(["pull request", "files"]);
    world.github.setMerging({ ...squash, allow_merge_commit: true, allow_rebase_merge: true });
  });

  it("a push with an identical diff: two checks on the new head", async () => {
    await page.say("ana", "/signoff runtime");
    // Says once that the sign-off was carried over, and to no head by name.
    const first = await costOf(() => page.push({}));
    expect(first.writes).toEqual(["new check", "new check", "summary"]);
    const second = await costOf(() => page.push({}));
    expect(second.reads).toEqual(["pull request", "files", "commits"]);
    expect(second.writes).toEqual(["new check", "new check"]);
  });

  it("a push to a pull request of 150 files: a page more", async () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`notes/${index}.md`, "1\n"]));
    const cost = await costOf(() => page.push(many));
    expect(cost.reads).toEqual(["pull request", "files", "files", "commits"]);
  });

  it("a member of a team signs: their account and their membership, known for five minutes", async () => {
    page = await openPage(world, { files: { "docs/start.md": "Start.\n" } });
    // By the account's number its present name, or somebody could take over the name of a member who changed it.
    const first = await costOf(() => page.say("ana", "/signoff docs"));
    expect(first).toMatchObject({
      reads: ["pull request", "account", "membership"],
      writes: ["reaction", "check", "summary"],
    });
    const again = await costOf(() => page.say("ana", "/signoff docs"));
    expect(again.reads).toEqual(["pull request"]);
  });

  it("a delivery that comes again: no write, and of a comment nothing at all", async () => {
    await page.say("ana", "/signoff runtime");
    const again = (event: string) => async () => {
      const guid = world.github.deliveries.all().findLast((each) => each.event === event)?.guid ?? "";
      await world.github.redeliver(guid);
    };
    expect(await costOf(again("issue_comment"))).toEqual(nothing);
    // Our summary is a comment more than when we looked last.
    const cost = await costOf(again("pull_request"));
    expect(cost.writes).toEqual([]);
    expect(cost.reads.length).toBeLessThanOrEqual(1);
  });
});

describe("where a gate waits for CI", () => {
  beforeEach(async () => {
    page = await openPage(world, { base: "with-ci" });
  });

  it("a check that no gate refers to: nothing", async () => {
    const headSha = await page.headSha();
    const report = () => world.github.reportCheck({ name: "spelling", headSha, conclusion: "success" });
    expect(await costOf(report)).toEqual(nothing);
  });

  it("a push: the check runs and the statuses of the new head besides", async () => {
    const cost = await costOf(() => page.push(changed("three")));
    expect(cost).toMatchObject({
      reads: ["pull request", "files", "checks", "statuses", "commits"],
      // Nobody has signed, so nothing of the summary is another.
      writes: ["new check", "new check"],
    });
  });

  it("thirty reports in one moment: what they say is read once, and once more because it changed our check", async () => {
    const { github } = world;
    const headSha = await page.headSha();
    const guids = await deliveredLate(async () => {
      for (let index = 0; index < 30; index += 1) {
        await github.reportCheck({ name: `build (${index})`, headSha, conclusion: "success" });
      }
    });
    expect(guids.length).toBeGreaterThanOrEqual(30);
    // As slow as the real one, or there would be many looks in the time that one takes.
    const slow = { kind: "delay", delayMs: 300, method: "GET", times: 14 } as const;
    github.faults.next(slow);
    const cost = await costOf(() => Promise.all(guids.map((guid) => github.redeliver(guid))));
    github.faults.clear();
    const counted = cost.reads.filter((name) => name !== "pull request");
    expect(counted.length).toBeLessThanOrEqual(2);
    expect(counted.filter((name) => name !== "checks")).toEqual([]);
    expect(cost.writes).toEqual(["check", "summary"]);
    // A look is seven requests. What comes in during the first asks for a second, and some may come in during that.
    expect(cost.asked).toBeLessThanOrEqual(3 * 7 + cost.writes.length);
  });
});

/** Lets things happen of which Gatehouse hears nothing, and gives the deliveries that it would have heard of. */
async function deliveredLate(happen: () => Promise<void>): Promise<readonly string[]> {
  const { github, gatehouse } = world;
  github.deliverTo("http://127.0.0.1:1/");
  const before = new Set(github.deliveries.all().map(({ guid }) => guid));
  await happen();
  await github.settled();
  github.deliverTo(`${gatehouse.url}/api/github/webhooks`);
  return [...new Set(github.deliveries.all().map(({ guid }) => guid))].filter((guid) => !before.has(guid));
}
