import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commandLimit } from "../../src/policy/comment/run-commands.ts";
import { type PullRequestPage, openPage } from "../support/pull-request-page.ts";
import { deliveryHeaders, sign } from "../support/webhook-door.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana, bea], aliases: [rt], paths: [src/runtime/**] }
  docs: { owners: [olga], paths: [docs/**] }
  build: { owners: ["@acme/gone"], paths: [build/**] }
signoffs: { grace: 0s }
pull_request: { require: [title, touched] }
`;

let world: World;
let page: PullRequestPage;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
});
afterAll(() => world.close());

async function openFresh(): Promise<void> {
  page = await openPage(world);
}

interface Answer {
  readonly reactions: readonly string[];
  readonly replies: readonly string[];
}

async function answerTo(login: string, body: string): Promise<Answer> {
  const id = await page.say(login, body);
  return { reactions: page.reactions(id), replies: await page.repliesTo(id) };
}

const isSigned = async () => (await page.summaries()).join("\n").includes("Signed by");

describe("/signoff is refused in one reply that says what would help", () => {
  // A refusal leaves the pull request as it is, so these share one.
  beforeAll(openFresh);

  it.for([
    { by: "mallory", says: "/signoff runtime", because: "is not an owner of" },
    { by: "dan", says: "/signoff runtime", because: "is not an owner of" },
    { by: "ana", says: "/signoff runtme", because: "Did you mean `/signoff runtime`" },
    { by: "ana", says: "/signoff runtime not yet", because: "is not an area here" },
    { by: "ana", says: "/signoff kitchen", because: "is not an area here" },
    { by: "ana", says: "/signoff", because: "Say which area you sign" },
    { by: "ana", says: "/signoff docs", because: "is not an owner of" },
    { by: "ana", says: "/signoff build", because: "cannot tell who owns this area" },
    { by: "olga", says: "/signoff all", because: "No area waits for" },
    { by: "mallory", says: "/signoff all", because: "owns none of the areas" },
    { by: "ana", says: "/signoff runtime @0123456789ab", because: "is not the head" },
    { by: "ana", says: `/signoff runtime -- ${"x".repeat(281)}`, because: "the limit is 280" },
    { by: "ana", says: "/sgnoff runtime", because: "Did you mean `/signoff runtime`" },
    { by: "ana", says: "/signoff runtime\n".repeat(commandLimit + 1), because: "none was run" },
    { by: "ana", says: `${"> ".repeat(21)}x\n\n/signoff runtime`, because: "nested too deeply" },
  ])("$by: $says", async ({ by, says, because }) => {
    const { reactions, replies } = await answerTo(by, says);
    expect(reactions).toEqual(["confused"]);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain(because);
    expect(await isSigned()).toBe(false);
  });
});

describe("/signoff is refused", () => {
  beforeEach(openFresh);

  it("to the author, for their own pull request", async () => {
    page = await openPage(world, { by: "ana" });
    const { reactions, replies } = await answerTo("ana", "/signoff runtime");
    expect(reactions).toEqual(["confused"]);
    expect(replies[0]).toContain("opened this pull request");
    expect(await isSigned()).toBe(false);
  });

  it("when the pull request is closed, which leaves its checks and its summary alone", async () => {
    await world.github.as("dan").close(page.number);
    await world.settled();
    const before = { summaries: await page.summaries(), check: await page.check() };
    const { reactions, replies } = await answerTo("ana", "/signoff runtime");
    expect(reactions).toEqual(["confused"]);
    expect(replies[0]).toContain("is closed");
    expect({ summaries: await page.summaries(), check: await page.check() }).toEqual(before);
  });

  it("to an App that writes for a person", async () => {
    const { id: commentId } = await world.github.as("ana").comment(page.number, "nothing yet");
    const response = await deliver(await byAnApp(commentId, "/signoff runtime"));
    expect(await response.json()).toEqual({ accepted: 1 });
    await world.settled();
    expect(page.reactions(commentId)).toEqual(["confused"]);
    expect((await page.repliesTo(commentId))[0]).toContain("only people sign off");
    expect(await isSigned()).toBe(false);
  });
});

describe("/signoff counts", () => {
  beforeEach(openFresh);

  it.for(["/signoff runtime", "/SignOff Runtime", "/sign-off rt", "/signoff all", "/signoff runtime -- on canary"])(
    "as %s",
    async (says) => {
      expect(await answerTo("ana", says)).toEqual({ reactions: ["+1"], replies: [] });
      expect(await isSigned()).toBe(true);
      expect(await page.check()).toMatchObject({ state: "success" });
    },
  );

  it("with the start of the head's sha", async () => {
    const sha = (await page.headSha()).slice(0, 7);
    expect(await answerTo("ana", `/signoff runtime @${sha}`)).toEqual({ reactions: ["+1"], replies: [] });
    expect(await isSigned()).toBe(true);
  });

  it("for each area by itself: what may be signed is signed, and one reply tells the rest", async () => {
    const { reactions, replies } = await answerTo("ana", "/signoff runtime docs");
    expect(reactions).toEqual(["confused"]);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain("is not an owner of `docs`");
    expect(await isSigned()).toBe(true);
  });
});

describe("a comment", () => {
  beforeEach(openFresh);

  it("with several commands gets one reply that names each line", async () => {
    const { reactions, replies } = await answerTo("mallory", "/signoff runtime\n/signoff kitchen\n/recheck");
    expect(reactions).toEqual(["confused"]);
    expect(replies).toHaveLength(1);
    for (const line of ["/signoff runtime", "/signoff kitchen", "/recheck"]) expect(replies[0]).toContain(line);
  });

  it("of a bot that no area names is not answered", async () => {
    const { id: commentId } = await world.github.as("ana").comment(page.number, "nothing yet");
    const { comment, ...rest } = await byAnApp(commentId, "/signoff runtime");
    const user = { id: 9, login: "renovate[bot]", type: "Bot" };
    const mark = world.github.requests.mark();
    const response = await deliver({ ...rest, comment: { ...comment, user } });
    // The command, and that a bot said something.
    expect(await response.json()).toEqual({ accepted: 2 });
    await world.settled();
    // The pull request names the branch, and the configuration there the bots that may sign.
    expect(world.github.requests.since(mark).all()).toHaveLength(2);
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect(await isSigned()).toBe(false);
  });

  it("that is edited to hold a command signs nothing, and its author is told so once", async () => {
    const id = await page.say("ana", "I will look at it.");
    for (const text of ["/signoff runtime", "/signoff runtime -- please"]) await page.edit("ana", id, text);
    expect(page.reactions(id)).toEqual(["confused"]);
    expect(await page.repliesTo(id)).toEqual([expect.stringContaining("not read")]);
    expect(await isSigned()).toBe(false);
  });

  it("that somebody else edits to hold a command signs nothing, and nobody is told", async () => {
    const id = await page.say("ana", "I will look at it.");
    await page.edit("bea", id, "/signoff runtime");
    expect({ reactions: page.reactions(id), replies: await page.repliesTo(id) }).toEqual({
      reactions: [],
      replies: [],
    });
    expect(await isSigned()).toBe(false);
  });

  it("on an issue that is no pull request does nothing", async () => {
    const { number } = await world.github.as("ana").openIssue({ title: "a question" });
    await world.github.as("ana").comment(number, "/signoff runtime");
    await world.settled();
    expect(await world.github.comments(number)).toHaveLength(1);
  });

  it("is answered without a line that would be a command when a mail quotes it", async () => {
    const [help, refusal] = [await answerTo("mallory", "/help"), await answerTo("mallory", "/signoff runtme\n/sgnoff")];
    expect(help.reactions).toEqual(["+1"]);
    expect(help.replies[0]).toContain("Areas and their owners");
    expect(help.replies[0]).toContain("/retitle");
    const lines = [...help.replies, ...refusal.replies, ...(await page.summaries())].flatMap((body) =>
      body.split("\n"),
    );
    expect(lines.filter((line) => /^[\s>*+-]*\//.test(line))).toEqual([]);
  });

  it("that shouts at a team is answered without calling it", async () => {
    const { replies } = await answerTo("mallory", "/signoff @acme/runtime <!-- --> @olga");
    expect(replies).toHaveLength(1);
    expect(replies[0]?.replaceAll(/(`+)[^`]*\1/g, "")).not.toMatch(/@(acme|olga)/);
  });
});

describe("where no area has to sign", () => {
  beforeAll(async () => {
    page = await openPage(world, { files: { "readme.md": "More.\n" } });
  });

  it("the summary is posted once somebody uses a command, and not before", async () => {
    await page.push({ "readme.md": "And more.\n" });
    await page.say("mallory", "/signoff kitchen");
    expect(await page.summaries()).toEqual([]);
    const { reactions, replies } = await answerTo("mallory", "/gates");
    expect({ reactions, replies }).toEqual({ reactions: ["+1"], replies: [] });
    expect(await page.summaries()).toHaveLength(1);
  });
});

describe("a sign-off soon after a push", () => {
  const slow = config.replace("grace: 0s", "grace: 100s");
  beforeEach(openFresh);

  it("is refused, because nobody has read the push yet, with the line that signs it", async () => {
    // On a branch of its own: a change of the rules has every open pull request of the branch looked at.
    await world.github.as("olga").push({ branch: "slow", files: { ".github/gatehouse.yml": slow } });
    page = await openPage(world, { base: "slow" });
    const sha = (await page.push({ "src/runtime/start.ts": "export const sly = 1;\n" })).slice(0, 7);
    const { reactions, replies } = await answerTo("ana", "/signoff rt -- on canary");
    expect(reactions).toEqual(["confused"]);
    expect(replies[0]).toContain("100 s");
    const line = `/signoff rt @${sha} -- on canary`;
    expect(replies[0]).toContain(`\`${line}\``);
    expect(await isSigned()).toBe(false);
    expect(await answerTo("ana", line)).toEqual({ reactions: ["+1"], replies: [] });
    expect(await isSigned()).toBe(true);
  });

  it("is refused after a new base too, because the diff is another one although the head stays", async () => {
    await world.github.as("olga").push({
      branch: "lax",
      files: { ".github/gatehouse.yml": slow, "src/runtime/evil.ts": "export const evil = 1;\n" },
    });
    await world.github.as("dan").setBase(page.number, "lax");
    await world.settled();
    const { reactions, replies } = await answerTo("ana", "/signoff runtime");
    expect(reactions).toEqual(["confused"]);
    expect(replies[0]).toContain("so you may not have seen it");
  });
});

/** A delivery that the local GitHub would never send by itself. */
function deliver(payload: object) {
  const { owner, repo, repositoryId, installationId, webhookSecret } = world.github;
  const repository = { id: repositoryId, name: repo, owner: { login: owner } };
  const body = JSON.stringify({ ...payload, repository, installation: { id: installationId } });
  const headers = { ...deliveryHeaders("issue_comment", sign(body, webhookSecret)), "x-github-delivery": randomUUID() };
  return fetch(`${world.gatehouse.url}/api/github/webhooks`, { method: "POST", body, headers });
}

/** A comment's delivery as GitHub sends it when an App posted the comment for somebody. */
async function byAnApp(commentId: number, body: string) {
  const user = await world.github.account("ana");
  return {
    action: "created",
    issue: { number: page.number, pull_request: {} },
    comment: {
      id: commentId,
      body,
      created_at: new Date().toISOString(),
      user: { ...user, type: "User" },
      performed_via_github_app: { id: 4711 },
    },
  };
}
