import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { nextSecond } from "../support/next-second.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana, bea], paths: [src/**] }
  canaries: { owners: [ana], paths: [canary/**] }
signoffs: { grace: 0s }
gates:
  ci: { checks: [build], area: runtime }
  canary: { manual: Run it on the canary for an hour, area: canaries }
pull_request: { require: [touched], hold_label: on-hold }
`;
const withGates = config.replace("[touched]", "[touched, ci, canary]");
const waiting = config.replace("hold_label: on-hold", "draft: wait");

let world: World;
let page: PullRequestPage;
/** How far Gatehouse's clock is ahead of GitHub's. */
let aheadMs = 0;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0, now: () => new Date(Date.now() + aheadMs) });
  await world.github.registerUser("tim", "triage");
  await world.github.registerUser("mia", "maintain");
  for (const [branch, text] of [
    ["gates", withGates],
    ["drafts", waiting],
  ] as const) {
    await world.github.as("olga").push({ branch, files: { ".github/gatehouse.yml": text } });
  }
});
afterAll(() => world.close());
afterEach(() => {
  aheadMs = 0;
});

const state = async () => (await page.check())?.state;
const summary = async () => (await page.summaries()).join("\n");

async function answerTo(login: string, body: string) {
  const id = await page.say(login, body);
  return { reactions: page.reactions(id), replies: await page.repliesTo(id) };
}
const done = { reactions: ["+1"], replies: [] };

async function expectRefusal(login: string, body: string, because: string): Promise<void> {
  const { reactions, replies } = await answerTo(login, body);
  expect(reactions).toEqual(["confused"]);
  expect(replies).toHaveLength(1);
  expect(replies[0]).toContain(because);
}

const labels = async () => (await world.github.pullRequest(page.number)).labels.map(({ name }) => name);

describe("a hold", () => {
  beforeEach(async () => {
    page = await openPage(world);
    await page.say("bea", "/signoff runtime");
  });

  it("blocks what is signed, shows its label, and goes with both when its holder lifts it", async () => {
    expect(await state()).toBe("success");
    expect(await answerTo("tim", "/hold waiting for the benchmark")).toEqual(done);
    expect(await page.check()).toMatchObject({
      state: "action_required",
      title: "❌ On hold by tim: waiting for the benchmark",
    });
    expect(await summary()).toContain("`waiting for the benchmark`");
    expect(await labels()).toEqual(["on-hold"]);
    expect(await answerTo("tim", "/unhold")).toEqual(done);
    expect(await state()).toBe("success");
    expect(await labels()).toEqual([]);
  });

  it("of one person is one, with the latest reason; those of several stack", async () => {
    await page.say("dan", "/hold first");
    await page.say("dan", "/hold second");
    await page.say("tim", "/hold third");
    const said = await summary();
    expect(said).not.toContain("`first`");
    expect(said).toContain("On hold by `dan` and 1 more");
    expect(said).toContain("`second`");
    expect(said).toContain("`third`");
    expect(await page.summaries()).toHaveLength(1);
    expect(await world.github.comments(page.number)).toHaveLength(5);
    await page.say("dan", "/hold cancel");
    expect(await state()).toBe("action_required");
    expect(await summary()).not.toContain("`second`");
  });

  it("cannot be put there by anybody, nor lifted by the author or by whoever may only triage", async () => {
    await expectRefusal("mallory", "/hold", "`mallory` may not hold up this pull request");
    expect(await state()).toBe("success");
    await page.say("bea", "/hold");
    await expectRefusal("dan", "/unhold", "may not lift the hold of `bea`");
    await expectRefusal("tim", "/unhold", "may not lift the hold of `bea`");
    expect(await state()).toBe("action_required");
    expect(await answerTo("mia", "/unhold")).toEqual(done);
    expect(await state()).toBe("success");
  });

  it("nets to the last of one comment", async () => {
    expect(await answerTo("tim", "/hold\n/unhold")).toEqual(done);
    expect(await state()).toBe("success");
    expect(await answerTo("tim", "/unhold\n/hold")).toMatchObject({ reactions: ["+1"] });
    expect(await state()).toBe("action_required");
  });

  it("T31: survives a push, closing and reopening, and cannot be waived", async () => {
    await page.say("tim", "/hold");
    await page.push({ "notes.txt": "More.\n" });
    expect(await state()).toBe("action_required");
    await world.github.as("dan").close(page.number);
    await world.settled();
    await expectRefusal("tim", "/unhold", "This pull request is closed");
    await expectRefusal("bea", "/concern late", "This pull request is closed");
    await world.github.as("dan").reopen(page.number);
    await world.settled();
    expect(await state()).toBe("action_required");
    await expectRefusal("bea", "/waive hold until 1d -- we are late", "Holds and concerns cannot be waived");
    expect(await summary()).toContain("On hold by `tim`");
    expect(await summary()).toContain("Signed by `bea`");
  });

  it("T29: is set by whoever adds the label, is not lifted by taking it off, and a lifted one takes it along", async () => {
    await world.github.as("dan").label(page.number, "on-hold", "unrelated");
    await world.settled();
    expect(await state()).toBe("action_required");
    expect(await summary()).toContain("On hold by `dan`");
    await world.github.as("dan").unlabel(page.number, "on-hold");
    await world.settled();
    expect(await state()).toBe("action_required");
    expect(await labels()).toContain("on-hold");
    await nextSecond();
    await page.say("dan", "/unhold");
    expect(await state()).toBe("success");
    expect(await labels()).toEqual(["unrelated"]);
  });
});

describe("a concern", () => {
  beforeEach(async () => {
    page = await openPage(world);
    await page.say("bea", "/signoff runtime");
  });

  it("blocks until whoever raised it resolves it", async () => {
    expect(await answerTo("tim", "/concern latency -- the canary got slower")).toEqual(done);
    expect(await page.check()).toMatchObject({ state: "action_required" });
    expect(await summary()).toContain("Concern `latency`, raised by `tim`");
    expect(await summary()).toContain("`the canary got slower`");
    expect(await answerTo("tim", "/resolve latency")).toEqual(done);
    expect(await state()).toBe("success");
  });

  it("is resolved by an area owner, and by nobody else: not the author, not by raising it again", async () => {
    await page.say("tim", "/concern latency");
    await expectRefusal("dan", "/resolve latency", "`dan` may not resolve `latency`");
    expect(await answerTo("dan", "/concern latency -- never mind")).toEqual(done);
    const { replies } = await answerTo("dan", "/resolve latency");
    expect(replies[0]).toContain("what `tim` raised as `latency` stays");
    expect(await summary()).toContain("Concern `latency`, raised by `tim`");
    expect(await summary()).not.toContain("never mind");
    await expectRefusal("mia", "/resolve latency", "`mia` may not resolve `latency`");
    await expectRefusal("ana", "/resolve latency not yet", "Did you mean `/resolve latency`?");
    await expectRefusal("mallory", "/concern me", "may not hold up");
    expect(await state()).toBe("action_required");
    expect(await answerTo("ana", "/resolve latency")).toEqual(done);
    expect(await state()).toBe("success");
  });
});

describe("a gate that people answer for", () => {
  beforeEach(async () => {
    page = await openPage(world, { base: "gates" });
    await page.say("bea", "/signoff runtime");
    await world.github.reportCheck({ name: "build", headSha: await page.headSha(), conclusion: "success" });
    await world.settled();
  });

  it("holds when an owner says what they saw, until the code is another", async () => {
    await expectRefusal("ana", "/pass canary", "Name one gate, and say what you saw");
    await expectRefusal("bea", "/pass canary -- ran it", "`bea` may not decide about `canary`");
    await expectRefusal("dan", "/pass canary -- ran it", "`dan` may not decide about `canary`");
    await expectRefusal("ana", "/pass ci -- looks green", "nobody can say that it holds or not");
    expect(await state()).toBe("in_progress");
    expect(await answerTo("ana", "/pass canary -- ran for two hours")).toEqual(done);
    expect(await state()).toBe("success");
    expect(await summary()).toContain("`ran for two hours`");
    await page.push({ "notes.txt": "More.\n" });
    await world.github.reportCheck({ name: "build", headSha: await page.headSha(), conclusion: "success" });
    await world.settled();
    expect(await state()).toBe("action_required");
    expect(await summary()).toContain("the code is another now");
  });

  it("fails when an owner says so, until one says otherwise", async () => {
    expect(await answerTo("ana", "/fail canary -- crashed after a minute")).toEqual(done);
    expect(await page.check()).toMatchObject({ state: "failure" });
    expect(await summary()).toContain("`crashed after a minute`");
    await page.say("ana", "/pass canary -- fixed on the host");
    expect(await state()).toBe("success");
  });
});

describe("a waiver", () => {
  beforeEach(async () => {
    page = await openPage(world, { base: "gates" });
    await page.say("bea", "/signoff runtime");
    await page.say("ana", "/pass canary -- ran for two hours");
    await world.github.reportCheck({ name: "build", headSha: await page.headSha(), conclusion: "failure" });
    await world.settled();
  });

  it("is refused without an end or a reason, for more than a week, and from who does not own the gate", async () => {
    await expectRefusal("bea", "/waive ci", "one gate, its end and a reason");
    await expectRefusal("bea", "/waive ci until 1d", "one gate, its end and a reason");
    await expectRefusal("bea", "/waive ci until 8d -- flaky", "A waiver lasts 7 days at most");
    await expectRefusal("bea", "/waive ci until tomorrow -- flaky", "neither a date");
    await expectRefusal("dan", "/waive ci until 1d -- flaky", "`dan` may not waive `ci`");
    await expectRefusal("olga", "/exception ci until 1d -- flaky", "`olga` may not waive `ci`");
    expect(await state()).toBe("failure");
  });

  it("lets through loudly, for this code only", async () => {
    expect(await answerTo("bea", "/waive ci until 36h -- flaky, see #12")).toEqual(done);
    expect(await page.check()).toMatchObject({ state: "success", title: expect.stringContaining("1 waived") });
    expect(await summary()).toContain("Waived by `bea` until");
    expect(await summary()).toContain("`flaky, see #12`");
    await page.push({ "src/runtime/start.ts": "export const evil = true;\n" });
    expect(await state()).not.toBe("success");
    expect(await summary()).not.toContain("Waived by");
  });

  it("T1: is over when somebody changes or deletes the comment that gave it, and so is a ruling", async () => {
    const id = await page.say("bea", "/waive ci until 36h -- flaky, see #12");
    expect(await state()).toBe("success");
    await page.edit("olga", id, "/waive ci until 7d -- flaky, see #12");
    expect(await state()).toBe("failure");
    expect(await summary()).not.toContain("Waived by");
    await page.say("bea", "/waive ci until 36h -- flaky, see #12");
    expect(await state()).toBe("success");
    const ruling = await page.say("ana", "/pass canary -- again");
    await page.remove("ana", ruling);
    expect(await state()).not.toBe("success");
    expect(await summary()).toContain("what they wrote was deleted since");
  });

  it("ends by itself, also when Gatehouse was restarted meanwhile", async () => {
    const { github } = world;
    const isNow = (wanted: string) => async () => (await state()) === wanted;
    // All but a few seconds of its minute are over when it is given.
    aheadMs = 50_000;
    await github.as("bea").comment(page.number, "/relax ci until 1m -- flaky");
    await eventually(isNow("success"), "the waiver lets through");
    await world.restart();
    expect(await state()).toBe("success");
    await eventually(isNow("failure"), "the waiver ends", 30_000);
    await world.settled();
    expect(await summary()).not.toContain("Waived by");
  }, 60_000);
});

describe("a draft", () => {
  it("waits where the configuration says so, whatever is signed, and counts elsewhere", async () => {
    page = await openPage(world, { base: "drafts", draft: true });
    await page.say("bea", "/signoff runtime");
    expect(await page.check()).toMatchObject({ state: "in_progress", title: expect.stringContaining("Draft") });
    expect(await summary()).toContain("Signed by `bea`");
    await world.github.as("dan").setDraft(page.number, false);
    await world.settled();
    expect(await state()).toBe("success");
    await world.github.as("dan").setDraft(page.number, true);
    await world.settled();
    expect(await state()).toBe("in_progress");
    page = await openPage(world, { draft: true });
    await page.say("bea", "/signoff runtime");
    expect(await state()).toBe("success");
  });
});
