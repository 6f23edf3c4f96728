import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nextSecond } from "../support/next-second.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { deliveryHeaders, sign } from "../support/webhook-door.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana, bea], paths: [src/**] }
  governance: { owners: [olga] }
signoffs: { grace: 0s }
gates:
  ci: { checks: [build], app: ci-runner }
pull_request: { require: [touched] }
`;
const configPath = ".github/gatehouse.yml";
const oldFile = Array.from({ length: 20 }, (_, line) => `export const line${line} = ${line};\n`).join("");

let world: World;
let page: PullRequestPage;

// The configuration is that of the base branch, so each variant has a branch of its own.
beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0, files: { "src/old.ts": oldFile } });
  const { github } = world;
  await github.registerUser("eve", "write");
  await github.as("olga").push({ branch: "release", files: { "notes.txt": "Release.\n" } });
  const checked = config.replace("[touched]", "[touched, ci]");
  await github.as("olga").push({ branch: "checked", files: { [configPath]: checked } });
  const patient = config.replace("grace: 0s", "grace: 60s");
  await github.as("olga").push({ branch: "patient", files: { [configPath]: patient } });
});
afterAll(() => world.close());

const state = async () => (await page.check())?.state;
const summary = async () => (await page.summaries()).join("\n");

async function answerTo(login: string, body: string) {
  const id = await page.say(login, body);
  return { reactions: page.reactions(id), replies: await page.repliesTo(id) };
}

async function report(conclusion: string, headSha?: string): Promise<void> {
  await world.github.reportCheck({ name: "build", headSha: headSha ?? (await page.headSha()), conclusion });
  await world.settled();
}

describe("a sign-off of one change", () => {
  beforeEach(async () => {
    page = await openPage(world);
  });

  it("T15: that was written before a push is for what stood there then, whenever it is delivered", async () => {
    const { github } = world;
    const before = (await page.headSha()).slice(0, 7);
    github.deliveries.lose(1, ({ event, action }) => event === "issue_comment" && action === "created");
    await nextSecond();
    const id = await page.say("ana", "/signoff runtime");
    await nextSecond();
    await page.push({ "src/start.ts": "export const evil = true;\n" });
    const { guid = "" } = github.deliveries.all().findLast(({ event }) => event === "issue_comment") ?? {};
    expect(github.deliveries.all().find((each) => each.guid === guid)?.status).toBe(502);
    await github.redeliver(guid);
    await world.settled();
    expect(await state()).toBe("action_required");
    expect((await page.repliesTo(id)).join("\n")).toMatch(new RegExp(`Recorded for \`?${before}`));
  });

  it("T15: soon after a push is not for that push, unless it names it", async () => {
    page = await openPage(world, { base: "patient" });
    const { reactions, replies } = await answerTo("ana", "/signoff runtime");
    expect(reactions).toEqual(["confused"]);
    expect(replies.join("\n")).toContain("60 s");
    expect(await state()).toBe("in_progress");
    const sha = (await page.headSha()).slice(0, 7);
    expect(await answerTo("ana", `/signoff runtime @${sha}`)).toEqual({ reactions: ["+1"], replies: [] });
    expect(await state()).toBe("success");
  });

  it("T18: does not count against another base, and counts again against the first", async () => {
    await page.say("ana", "/signoff runtime");
    expect(await state()).toBe("success");
    await world.github.as("dan").setBase(page.number, "release");
    await world.settled();
    expect(await state()).toBe("action_required");
    expect(await summary()).toContain("`ana` signed against `main`; the pull request now targets `release`");
  });

  it("T19: survives a clean merge of the base, and not one that hides a change", async () => {
    const { github } = world;
    await page.say("ana", "/signoff runtime");
    await github.as("olga").push({ files: { "docs/other.md": `${randomUUID()}\n` } });
    await github.as("dan").push({ branch: page.branch, merging: "main", files: {}, message: "Merge branch 'main'" });
    await world.settled();
    expect(await state()).toBe("success");
    expect(await summary()).toContain("carried over");
    await github.as("olga").push({ files: { "docs/other.md": `${randomUUID()}\n` } });
    const files = { "src/runtime/start.ts": "export const evil = true;\n" };
    await github.as("dan").push({ branch: page.branch, merging: "main", files, message: "Merge branch 'main'" });
    await world.settled();
    expect(await state()).toBe("action_required");
    expect(await summary()).toContain("`src/runtime/start.ts` changed in");
  });

  it("T21: is asked for when a file leaves the area, and not kept when one leaves later", async () => {
    page = await openPage(world, { files: { "src/old.ts": null, "attic/old.ts": oldFile } });
    expect(await state()).toBe("in_progress");
    expect(await summary()).toContain("`runtime`");
    page = await openPage(world, { files: { "src/fresh.ts": "export {};\n" } });
    await page.say("ana", "/signoff runtime");
    await page.push({ "src/old.ts": null, "attic/old.ts": oldFile });
    expect(await state()).toBe("action_required");
  });
});

describe("the rules", () => {
  it("T27: that a pull request brings along do not count for it, and governance has to sign them", async () => {
    const lax = "version: 1\nareas: { runtime: { owners: [eve], paths: [nowhere/**] } }\n";
    page = await openPage(world, { by: "eve", files: { [configPath]: lax, "src/start.ts": "export {};\n" } });
    expect(await page.check()).toMatchObject({ state: "in_progress", title: expect.stringContaining("governance") });
    expect((await answerTo("eve", "/signoff runtime")).reactions).toEqual(["confused"]);
    await page.say("ana", "/signoff runtime");
    expect((await answerTo("ana", "/signoff governance")).reactions).toEqual(["confused"]);
    expect(await state()).toBe("in_progress");
    await page.say("olga", "/signoff governance");
    expect(await state()).toBe("success");
  });

  it("T28: that are gone from the base branch open nothing that was closed, and keep nothing open", async () => {
    const { github } = world;
    await github.as("olga").push({ branch: "lawless", files: { "notes.txt": "Soon.\n" } });
    page = await openPage(world, { base: "lawless" });
    await page.say("ana", "/signoff runtime");
    expect(await state()).toBe("success");
    await github.as("olga").push({ branch: "lawless", files: { [configPath]: null } });
    await page.say("mallory", "/recheck");
    await page.push({ "src/start.ts": "export const evil = true;\n" });
    expect(await state()).toBe("action_required");
    expect((await page.check())?.text).toContain("Restore it");
  });

  it("T48: are not bent by the buttons of our check, whoever presses them", async () => {
    page = await openPage(world);
    const run = (await world.github.checkRuns(await page.headSha())).find(({ name }) => name === "gatehouse");
    const before = await page.everything();
    for (const login of ["eve", "ana"]) {
      for (const identifier of ["recheck", "sign", "signoff", "runtime"]) {
        await world.github.as(login).requestAction(run?.id ?? 0, identifier);
      }
      await world.github.as(login).rerequestCheck(run?.id ?? 0);
    }
    await world.settled();
    expect(await page.everything()).toEqual(before);
    expect(await state()).toBe("in_progress");
  });

  it("T38: do not follow from a copy of our summary, which stays its author's", async () => {
    page = await openPage(world);
    const [ours = ""] = await page.summaries();
    const forged = ours.replaceAll("⏳ not signed", "✅ signed").replaceAll("nobody", "Signed by `ana`");
    expect(forged).not.toBe(ours);
    const { id } = await world.github.as("dan").comment(page.number, forged);
    await page.say("bea", "/signoff runtime");
    const copy = (await world.github.comments(page.number)).find((each) => each.id === id);
    expect(copy?.body).toBe(forged);
    expect(await page.summaries()).toHaveLength(1);
    expect(await summary()).toContain("Signed by `bea`");
  });
});

describe("a gate that rests on the reports of CI", () => {
  it("T30: hears of a report that names no pull request, because it comes from a fork", async () => {
    page = await openPage(world, { by: "mallory", base: "checked" });
    await page.say("ana", "/signoff runtime");
    expect(await state()).toBe("in_progress");
    await report("success");
    const { payload } = world.github.deliveries.all().findLast(({ event }) => event === "check_run") ?? {};
    expect(payload).toMatchObject({ check_run: { pull_requests: [] } });
    expect(await state()).toBe("success");
  });

  it("T33: takes the newest report of the named App at this very head", async () => {
    page = await openPage(world, { base: "checked" });
    await page.say("ana", "/signoff runtime");
    const first = await page.headSha();
    await world.github.reportStatus({ headSha: first, context: "build", state: "success" });
    await world.settled();
    expect(await state()).toBe("in_progress");
    await report("success");
    expect(await state()).toBe("success");
    await report("failure");
    expect(await state()).toBe("failure");
    await page.push({ "notes.txt": "More.\n" });
    expect(await state()).toBe("in_progress");
    await report("success", first);
    expect(await state()).toBe("in_progress");
    for (const conclusion of ["neutral", "skipped", "cancelled"]) {
      await report(conclusion);
      expect(await state()).toBe("failure");
    }
    await report("success");
    expect(await state()).toBe("success");
  });
});

describe("a delivery", () => {
  beforeEach(async () => {
    page = await openPage(world);
  });

  it("T42: that GitHub did not sign is refused, and does nothing", async () => {
    await page.say("ana", "Let me see.");
    const original = world.github.deliveries.all().findLast(({ event }) => event === "issue_comment");
    const body = JSON.stringify(original?.payload).replaceAll("Let me see.", "/signoff runtime");
    const mark = world.github.requests.mark();
    for (const secret of ["development", "", `${world.github.webhookSecret}x`]) {
      const headers = { ...deliveryHeaders("issue_comment", sign(body, secret)), "x-github-delivery": randomUUID() };
      const response = await fetch(`${world.gatehouse.url}/api/github/webhooks`, { method: "POST", body, headers });
      expect(response.status).toBe(401);
    }
    await world.settled();
    expect(world.github.requests.since(mark).all()).toEqual([]);
    expect(await state()).toBe("in_progress");
  });

  it("T43: that is replayed brings nothing back that was taken back since", async () => {
    await page.say("ana", "/signoff runtime");
    const { guid = "" } = world.github.deliveries.all().findLast(({ event }) => event === "issue_comment") ?? {};
    const signed = world.github.deliveries.all().filter(({ event }) => event === "issue_comment");
    await page.say("ana", "/unsignoff runtime");
    expect(await state()).toBe("in_progress");
    const mark = world.github.requests.mark();
    await world.github.redeliver(guid, 3);
    for (const each of signed) await replayUnderNewId(each.payload);
    await world.settled();
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect(await state()).toBe("in_progress");
  });

  it("T49: of a comment whose author is gone does nothing, and the pull request of one who is gone is still judged", async () => {
    await world.github.registerUser("zoe", "write");
    page = await openPage(world, { by: "zoe" });
    await page.say("ana", "Let me see.");
    const original = world.github.deliveries.all().findLast(({ event }) => event === "issue_comment");
    const { comment, ...rest } = original?.payload ?? {};
    world.github.deleteUser("zoe");
    const mark = world.github.requests.mark();
    const ghost = { ...Object(comment), id: 4_000_000_001, user: null, body: "/signoff runtime\n/hold" };
    await world.github.tell("issue_comment", { ...rest, comment: ghost }, "ana");
    await world.settled();
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    await page.say("mallory", "/recheck");
    expect(await state()).toBe("in_progress");
    await page.say("ana", "/signoff runtime");
    expect(await state()).toBe("success");
  });
});

/** The same body with a delivery id that nobody has seen. */
async function replayUnderNewId(payload: object): Promise<void> {
  const body = JSON.stringify(payload);
  const signature = sign(body, world.github.webhookSecret);
  const headers = { ...deliveryHeaders("issue_comment", signature), "x-github-delivery": randomUUID() };
  await fetch(`${world.gatehouse.url}/api/github/webhooks`, { method: "POST", body, headers });
}
