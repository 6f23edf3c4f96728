import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
pull_request: { require: [title] }
`;

let world: World;
let page: PullRequestPage;
/** How many deliveries there were before the pull request. */
let earlier: number;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
});
afterAll(() => world.close());
beforeEach(async () => {
  earlier = world.github.deliveries.all().length;
  page = await openPage(world, { title: "Feature: faster start" });
});

const titleOf = async () => (await world.github.pullRequest(page.number)).title;

/** What came of a comment: on GitHub, and in requests. */
async function say(login: string, body: string) {
  const mark = world.github.requests.mark();
  const id = await page.say(login, body);
  const made = world.github.requests.since(mark);
  const [reply, ...more] = await page.repliesTo(id);
  expect(more).toEqual([]);
  return {
    id,
    made: made.all(),
    writes: made.writes().map(({ route }) => route),
    answer: page.reactions(id),
    reply: reply ?? "",
    title: await titleOf(),
  };
}

const repository = "/repos/{owner}/{repo}";
const getPullRequest = `GET ${repository}/pulls/{pull_number}`;
const setTitle = `PATCH ${repository}/pulls/{pull_number}`;
const answers = [
  `POST ${repository}/issues/comments/{comment_id}/reactions`,
  `POST ${repository}/issues/{issue_number}/comments`,
];
const setCheck = `PATCH ${repository}/check-runs/{check_run_id}`;

/** What is written when everything that was delivered of this pull request comes once more, the newest first. */
async function replay(): Promise<readonly unknown[]> {
  const { github } = world;
  const guids = new Set(
    github.deliveries
      .all()
      .slice(earlier)
      .map(({ guid }) => guid),
  );
  const mark = github.requests.mark();
  await Promise.all([...guids].toReversed().map((guid) => github.redeliver(guid)));
  await world.settled();
  return github.requests.since(mark).writes();
}

describe("the author", () => {
  it("takes the suggestion of the check, which is judged once afterwards", async () => {
    const check = await page.check("gatehouse/title");
    expect(check).toMatchObject({ state: "failure", text: expect.stringContaining("feat: faster start") });
    const { title, answer, reply, writes, made } = await say("dan", "/retitle");
    expect(title).toBe("feat: faster start");
    expect([answer, reply]).toEqual([["+1"], expect.stringContaining("The title is now `feat: faster start`.")]);
    expect(await page.check("gatehouse/title")).toMatchObject({ state: "success" });
    // What the command does, and then what the look finds that GitHub's event asks for: each check once.
    expect(writes).toEqual([setTitle, ...answers, setCheck, setCheck]);
    const isSet = made.findIndex(({ route }) => route === setTitle);
    const [before, after] = [made.slice(0, isSet), made.slice(isSet)];
    const counted = before.filter(({ kind, status }) => kind === "read" && status !== 304);
    expect(counted.map(({ route }) => route)).toEqual([getPullRequest, "POST /graphql"]);
    // One look, which reads it at its beginning and at its end.
    expect(after.filter(({ route }) => route === getPullRequest)).toHaveLength(2);
  });

  it("sets a title of their own, and once only, whatever is delivered again", async () => {
    const { id, title } = await say("dan", "/retitle fix(start):  no delay\n\nIt reads better.");
    expect(title).toBe("fix(start): no delay");
    await world.github.as("dan").setTitle(page.number, "fix(start): no delay at all");
    await world.settled();
    expect(await replay()).toEqual([]);
    await page.edit("dan", id, "/retitle fix(start): something else");
    expect(await titleOf()).toBe("fix(start): no delay at all");
    expect(await page.repliesTo(id)).toHaveLength(1);
  });

  it("is told of the title that is there already, and of one that passes, and nothing else is written", async () => {
    const same = await say("dan", "/retitle Feature: faster start");
    expect([same.answer, same.reply]).toEqual([["+1"], expect.stringContaining("That is the title already.")]);
    await say("dan", "/retitle");
    const passing = await say("dan", "/retitle");
    expect([passing.answer, passing.reply]).toEqual([["+1"], expect.stringContaining("nothing was changed")]);
    expect([same.writes, passing.writes]).toEqual([answers, answers]);
    expect(passing.title).toBe("feat: faster start");
  });

  it("is refused a title that does not pass, with the next best thing, also by force", async () => {
    const wrong = await say("dan", "/retitle Feat:slower start");
    expect(wrong.answer).toEqual(["confused"]);
    expect(wrong.reply).toContain("Write the type in lower case: `feat`.");
    expect(wrong.reply).toContain("Comment `/retitle feat: slower start`.");
    const forced = await say("dan", "/retitle --force Slower start");
    expect([forced.answer, forced.reply]).toEqual([["confused"], expect.stringContaining("maintain permission")]);
    expect([wrong.writes, forced.writes]).toEqual([answers, answers]);
    expect(forced.title).toBe("Feature: faster start");
  });
});

it("a stranger changes nothing, also not to what the check suggests", async () => {
  for (const body of ["/retitle", "/retitle feat: mine", "/retitle --force mine"]) {
    const { title, answer, reply, writes } = await say("mallory", body);
    expect([title, answer]).toEqual(["Feature: faster start", ["confused"]]);
    expect(reply).toContain("`mallory` may not");
    expect(writes).toEqual(answers);
  }
});

it("a maintainer forces a title, which is known later, also once the store is lost, and still does not pass", async () => {
  const { title, answer, reply, writes } = await say("ana", "/retitle --force Release day");
  expect([title, answer]).toEqual(["Release day", ["+1"]]);
  expect(writes.filter((write) => write === setTitle)).toHaveLength(1);
  expect(reply).toContain("The title is now `Release day`: `ana` forced it at `20");
  expect(reply).toContain("although it does not pass");
  const record = /"from":"Feature: faster start","kind":"retitled",.*"to":"Release day"/;
  expect((await page.check())?.details).toMatch(record);
  expect(await page.check("gatehouse/title")).toMatchObject({ state: "failure" });
  expect(await replay()).toEqual([]);
  await world.restartWithoutData();
  await page.push({ "src/runtime/more.ts": "export {};\n" });
  expect((await page.check())?.details).toMatch(record);
  expect(await titleOf()).toBe("Release day");
});

it("in the merge queue it is refused with the way out, and taken once it is out", async () => {
  const group = await world.github.mergeGroup(page.number);
  await world.settled();
  const queued = await say("dan", "/retitle");
  expect([queued.title, queued.answer]).toEqual(["Feature: faster start", ["confused"]]);
  expect(queued.reply).toContain("Take it out of the queue, then comment `/retitle`.");
  expect(queued.writes).toEqual(answers);
  await world.github.destroyMergeGroup(group, "dequeued");
  expect((await say("dan", "/retitle")).title).toBe("feat: faster start");
});

it("closed, it keeps its title", async () => {
  await world.github.as("dan").close(page.number);
  await world.settled();
  const { title, answer, reply, writes } = await say("dan", "/retitle feat: too late");
  expect([title, answer]).toEqual(["Feature: faster start", ["confused"]]);
  expect(reply).toContain("closed");
  expect(reply).toContain("title.retitle_closed: allow");
  expect(writes).toEqual(answers);
});

it("GitHub is asked as its description says", () => {
  expect(world.github.violations).toEqual([]);
});
