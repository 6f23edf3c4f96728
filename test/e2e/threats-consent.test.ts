import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

// The case of a login is not part of it.
const config = `
version: 1
areas:
  runtime: { owners: [ANA, bea], paths: [src/**] }
  crew: { owners: ["@acme/crew"], paths: [crew/**] }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;

let world: World;
let page: PullRequestPage;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
  for (const login of ["kim", "lee", "renovate[bot]"]) await world.github.registerUser(login, "write");
  await world.github.createTeam("crew", { members: ["lee"] });
});
afterAll(() => world.close());
beforeEach(async () => {
  page = await openPage(world);
});

const state = async () => (await page.check())?.state;
const summary = async () => (await page.summaries()).join("\n");

async function answerTo(login: string, body: string) {
  const id = await page.say(login, body);
  return { reactions: page.reactions(id), replies: await page.repliesTo(id) };
}
const ours = async () =>
  (await world.github.comments(page.number))
    .filter(({ user }) => user?.login === "gatehouse[bot]")
    .map(({ body }) => body);
const done = { reactions: ["+1"], replies: [] };

describe("nobody's sign-off", () => {
  it("T4: is a box that somebody ticks in what we wrote", async () => {
    await page.say("mallory", "/help\n/signoff runtime");
    const [first = "", ...others] = await ours();
    expect(others.length).toBeGreaterThan(0);
    for (const body of [first, ...others]) expect(body).not.toMatch(/^[\s>|*+-]*\[[ xX]\]/m);
    const { id = 0 } = (await world.github.comments(page.number)).find(({ body }) => body === first) ?? {};
    await page.edit("kim", id, `${first}\n\n- [x] \`runtime\`: signed by ana`);
    expect(await ours()).toEqual([first, ...others]);
    expect(await state()).toBe("in_progress");
  });

  it("T5: comes from an e-mail that quotes what we said, with or without its quotation marks", async () => {
    await page.say("mallory", "/help\n/signoff runtme\n/signof\n/waive touched");
    await page.say("ana", "/hold\n/concern latency");
    const said = await ours();
    expect(said.length).toBeGreaterThan(1);
    const mark = world.github.requests.mark();
    for (const body of said) {
      // A mail client shows the page without its marks and quotes it in its own way.
      for (const quoted of [body, body.replaceAll(/^[>\s-]+/gm, ""), body.replaceAll(/^/gm, "> ")]) {
        await world.github.as("ana").comment(page.number, `${quoted}\n\nThank you.`);
      }
    }
    await world.settled();
    expect(world.github.requests.since(mark).all()).toEqual([]);
    expect(await state()).toBe("action_required");
  });

  it("T6: hides where no reader would see a command", async () => {
    const line = "/signoff runtime";
    const hidden = [
      `\`\`\`\n${line}\n\`\`\``,
      `~~~~\n${line}\n~~~\nstill inside`,
      `\`\`\`\n${line}`,
      `Look:\n\n    ${line}`,
      `<!-- ${line} -->`,
      `<!--\n${line}\n`,
      `<div>\n${line}\n</div>`,
      `> ${line}`,
      `> He said\n${line}`,
      `- ${line}`,
      `| ${line} |\n| --- |`,
      `\`${line}\``,
      `[${line}](https://example.com)`,
      `/${line}`,
      `\\${line}`,
      `／signoff runtime`,
      "/usr/bin/signoff runtime",
    ];
    const ids = await Promise.all(
      hidden.map(async (body) => (await world.github.as("ana").comment(page.number, body)).id),
    );
    await world.settled();
    expect(await state()).toBe("in_progress");
    for (const id of ids) {
      expect(page.reactions(id)).not.toContain("+1");
      expect(await page.repliesTo(id)).toEqual([]);
    }
  });

  it("T7: is written by another App with a token of an owner", async () => {
    const { id } = await world.github.as("ana").commentThroughApp(page.number, "/signoff runtime");
    await world.settled();
    expect(page.reactions(id)).toEqual(["confused"]);
    expect((await page.repliesTo(id)).join("\n")).toContain("only people sign off");
    expect(await state()).toBe("in_progress");
  });

  it("T13: is a bot's, and T14: two bots never talk to each other", async () => {
    const mark = world.github.requests.mark();
    const answer = await answerTo("renovate[bot]", "LGTM\n\n/signoff runtime\n/help\n/nonsense");
    expect(answer).toEqual({ reactions: [], replies: [] });
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    await page.say("mallory", "/help");
    const own = world.github.deliveries.all().filter(({ payload }) => isOurs(payload["sender"]));
    expect(own.length).toBeGreaterThan(0);
    const before = world.github.requests.mark();
    for (const { guid } of own) await world.github.redeliver(guid);
    await world.settled();
    expect(world.github.requests.since(before).all()).toEqual([]);
  });

  it("T9: is refused for the case of a letter", async () => {
    expect(await answerTo("ana", "/SIGNOFF Runtime")).toEqual(done);
    expect(await state()).toBe("success");
  });

  it("T8: is inherited with a login that its owner gave up; who was renamed keeps it", async () => {
    await page.say("bea", "/signoff runtime");
    world.github.renameUser("bea", "beate");
    await world.github.registerUser("bea", "write");
    const { reactions, replies } = await answerTo("bea", "/unsignoff runtime @beate -- mine now");
    expect(reactions).toEqual(["confused"]);
    expect(replies[0]).toContain("`bea` is not an owner of `runtime`");
    expect(await state()).toBe("success");
    page = await openPage(world);
    expect((await answerTo("bea", "/signoff runtime")).reactions).toEqual(["confused"]);
    expect(await state()).toBe("in_progress");
    expect(await answerTo("beate", "/signoff runtime")).toEqual(done);
    expect(await state()).toBe("success");
  });
});

describe("T10: the team of an area", () => {
  beforeEach(async () => {
    page = await openPage(world, { files: { "crew/rota.md": "Mondays.\n" } });
  });

  it("has no member whose invitation waits for an answer, and loses who leaves", async () => {
    world.github.inviteToTeam("kim", "crew");
    expect((await answerTo("kim", "/signoff crew")).reactions).toEqual(["confused"]);
    expect(await state()).toBe("in_progress");
    await world.github.joinTeam("kim", "crew");
    expect(await answerTo("kim", "/signoff crew")).toEqual(done);
    expect(await state()).toBe("success");
    await world.github.leaveTeam("kim", "crew");
    await page.say("mallory", "/recheck");
    expect(await state()).toBe("action_required");
    expect(await summary()).toContain("may not sign off this area any more");
  });

  it("T49: loses who leaves the organization, or whose account is gone", async () => {
    await world.github.joinTeam("kim", "crew");
    expect(await answerTo("kim", "/signoff crew")).toEqual(done);
    await world.github.removeFromOrganization("kim");
    await page.say("mallory", "/recheck");
    expect(await state()).toBe("action_required");
    expect((await answerTo("kim", "/signoff crew")).reactions).toEqual(["confused"]);
    world.github.deleteUser("kim");
    await page.say("mallory", "/recheck");
    expect(await state()).toBe("action_required");
  });

  it("that is made anew under its name is another one, and closes the area", async () => {
    expect(await answerTo("lee", "/signoff crew")).toEqual(done);
    expect(await state()).toBe("success");
    await world.github.deleteTeam("crew");
    await page.say("mallory", "/recheck");
    expect(await state()).toBe("action_required");
    await world.github.createTeam("crew", { members: ["mallory", "lee"] });
    const { reactions, replies } = await answerTo("mallory", "/signoff crew");
    expect(reactions).toEqual(["confused"]);
    expect(replies[0]).toContain("cannot tell who owns this area");
    expect(await state()).toBe("action_required");
  });
});

function isOurs(sender: unknown): boolean {
  return typeof sender === "object" && sender !== null && "login" in sender && sender.login === "gatehouse[bot]";
}
