import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nextSecond } from "../support/next-second.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const explicit = `
version: 1
areas:
  runtime: { owners: [ana, bea], paths: [src/**] }
  docs: { owners: [ana, olga], paths: [docs/**] }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;
const implicit = explicit.replace("grace: 0s", "grace: 0s, reviews: implicit");
const both = { "src/start.ts": "export {};\n", "docs/start.md": "Start.\n" };

let world: World;
let page: PullRequestPage;

// The configuration is that of the base branch, so each mode has a branch of its own.
beforeAll(async () => {
  world = await startWorld({ config: explicit, creationPaceMs: 0 });
  await world.github.registerUser("eve", "write");
  await world.github.registerUser("copilot[bot]", "write");
  await world.github.as("olga").push({ branch: "implicit", files: { ".github/gatehouse.yml": implicit } });
});
afterAll(() => world.close());

const state = async () => (await page.check())?.state;
const summary = async () => (await page.summaries()).join("\n");

async function dismiss(login: string, id: number): Promise<void> {
  await world.github.as(login).dismissReview(page.number, id, "Outdated.");
  await world.settled();
}

async function editReview(login: string, id: number, body: string): Promise<void> {
  await world.github.as(login).editReview(page.number, id, body);
  await world.settled();
}

describe("a command in a review", () => {
  beforeEach(async () => {
    page = await openPage(world);
  });

  it("counts as one in a comment, without a reply; the approval around it signs nothing more", async () => {
    page = await openPage(world, { files: both });
    const id = await page.review("ana", { state: "approve", body: "Read it twice.\n\n/signoff runtime" });
    expect(await page.repliesTo(id, "review")).toEqual([]);
    expect(await state()).toBe("in_progress");
    const said = await summary();
    expect(said).toContain("Signed by `ana`");
    expect(said.split("\n").find((line) => line.startsWith("| `docs`"))).toContain("not signed");
  });

  it("that is refused gets one reply, also when the delivery comes again", async () => {
    const id = await page.review("mallory", { state: "comment", body: "/signoff runtime\n/signoff kitchen" });
    const { guid = "" } = world.github.deliveries.all().findLast(({ event }) => event === "pull_request_review") ?? {};
    await world.github.redeliver(guid, 2);
    await world.settled();
    const replies = await page.repliesTo(id, "review");
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain("`mallory` is not an owner of `runtime`");
    expect(replies[0]).toContain("`kitchen` is not an area here");
    expect(await state()).toBe("in_progress");
  });

  it("T23: signs the commit that was reviewed and not the head, whose change nobody has read", async () => {
    const before = await page.headSha();
    await page.push({ "src/start.ts": "export const evil = true;\n" });
    const id = await page.review("ana", { state: "approve", body: "/signoff runtime", commitSha: before });
    expect(await state()).toBe("action_required");
    // Digits alone need no code span.
    expect(await summary()).toMatch(
      new RegExp(`\`ana\` signed \`?${before.slice(0, 7)}\`?; \`src/start.ts\` changed in`),
    );
    expect(await page.repliesTo(id, "review")).toHaveLength(1);
  });

  it("signs for the head too when the commit that was reviewed changes the same in the area", async () => {
    const before = await page.headSha();
    await page.push({ "notes.txt": "More.\n" });
    const id = await page.review("ana", { state: "comment", body: "/signoff runtime", commitSha: before });
    expect(await state()).toBe("success");
    expect(await summary()).toContain("carried over");
    expect(await page.repliesTo(id, "review")).toEqual([]);
  });

  it.for([
    { name: "T1: its author adds", by: "ana", from: "Hm.", to: "/signoff runtime", is: "in_progress", replies: 1 },
    { name: "T1: somebody else adds", by: "eve", from: "Hm.", to: "/signoff runtime", is: "in_progress", replies: 0 },
    { name: "its author takes away", by: "ana", from: "/signoff runtime", to: "Hm.", is: "in_progress", replies: 0 },
    {
      name: "T3: somebody else takes away",
      by: "eve",
      from: "/signoff runtime",
      to: "Hm.",
      is: "action_required",
      says: "The review in which `ana` signed was edited by `eve`",
      replies: 0,
    },
    {
      name: "somebody else leaves as it was",
      by: "eve",
      from: "/signoff runtime",
      to: "Hm.\n\n/SignOff runtime",
      is: "success",
      replies: 0,
    },
  ])("that $name later → $is", async ({ by, from, to, is, says = "", replies }) => {
    const id = await page.review("ana", { state: "comment", body: from });
    await editReview(by, id, to);
    expect(await state()).toBe(is);
    expect(await summary()).toContain(says);
    expect(await page.repliesTo(id, "review")).toHaveLength(replies);
  });

  it("is void when the review is dismissed, under the name of who did it, and no earlier sign-off comes back", async () => {
    await page.say("ana", "/signoff runtime");
    await nextSecond();
    const id = await page.review("ana", { state: "approve", body: "/signoff runtime" });
    expect(await state()).toBe("success");
    await dismiss("eve", id);
    expect(await state()).toBe("action_required");
    expect(await summary()).toContain("The review in which `ana` signed was dismissed by `eve`");
    await nextSecond();
    await page.say("ana", "/signoff runtime");
    expect(await state()).toBe("success");
  });

  it("is void as well when its own author dismisses the review", async () => {
    const id = await page.review("ana", { state: "approve", body: "/signoff runtime" });
    await dismiss("ana", id);
    expect(await state()).toBe("action_required");
  });

  it("T13: of a bot is not read, and not answered", async () => {
    const id = await page.review("copilot[bot]", { state: "approve", body: "LGTM\n\n/signoff runtime" });
    expect(await state()).toBe("in_progress");
    expect(await page.repliesTo(id, "review")).toEqual([]);
    expect(await summary()).not.toContain("copilot");
  });
});

describe("an owner who requests changes", () => {
  beforeEach(async () => {
    page = await openPage(world);
  });

  it("takes back what they had signed, and fails the gate until they sign again", async () => {
    await page.say("ana", "/signoff runtime");
    await page.review("ana", { state: "request-changes" });
    expect(await page.check()).toMatchObject({ state: "failure" });
    expect(await summary()).toContain("`ana` asked for changes");
    await page.say("bea", "/signoff runtime");
    expect(await state()).toBe("failure");
    await nextSecond();
    await page.say("ana", "/signoff runtime");
    expect(await state()).toBe("success");
  });

  it("fails it until they approve, which by itself signs nothing here", async () => {
    await page.say("bea", "/signoff runtime");
    await page.review("ana", { state: "request-changes" });
    expect(await state()).toBe("failure");
    await page.review("ana", { state: "comment", body: "Still thinking." });
    expect(await state()).toBe("failure");
    await page.review("ana", { state: "approve" });
    expect(await state()).toBe("success");
  });

  it("fails it until the review is dismissed; their own earlier sign-off does not come back", async () => {
    await page.say("ana", "/signoff runtime");
    const id = await page.review("ana", { state: "request-changes" });
    await dismiss("eve", id);
    expect(await state()).not.toBe("success");
    expect(await state()).not.toBe("failure");
    await page.say("bea", "/signoff runtime");
    expect(await state()).toBe("success");
  });

  it("who approves instead and is dismissed has taken nothing back", async () => {
    await page.say("ana", "/signoff runtime");
    const id = await page.review("ana", { state: "approve" });
    await dismiss("eve", id);
    expect(await state()).toBe("success");
  });

  it("signs the area that their review names, and objects for the others", async () => {
    page = await openPage(world, { files: both });
    await page.say("bea", "/signoff runtime");
    await page.review("ana", { state: "request-changes", body: "/signoff docs" });
    expect(await state()).toBe("failure");
    const said = await summary();
    expect(said).toContain("`ana` asked for changes");
    expect(said.split("\n").find((line) => line.startsWith("| `docs`"))).toContain("✅ signed");
  });

  it("is heard only where they are an owner, and only as a person", async () => {
    await page.say("ana", "/signoff runtime");
    await page.review("olga", { state: "request-changes" });
    await page.review("eve", { state: "request-changes" });
    await page.review("copilot[bot]", { state: "request-changes" });
    expect(await state()).toBe("success");
  });
});

describe("where approvals sign", () => {
  beforeEach(async () => {
    page = await openPage(world, { base: "implicit", files: both });
  });

  it("an approval signs every touched area that its author owns, and says so", async () => {
    await page.review("bea", { state: "approve" });
    expect(await state()).toBe("in_progress");
    await page.review("olga", { state: "approve", body: "Fine." });
    expect(await state()).toBe("success");
    expect(await summary()).toContain("Signed by `bea` (by approving)");
    expect(await summary()).toContain("Signed by `olga` (by approving)");
  });

  it("a command outranks the approval around it for the area that it names", async () => {
    await page.review("ana", { state: "approve", body: "/unsignoff docs" });
    expect(await state()).toBe("in_progress");
    const said = await summary();
    expect(said).toContain("Signed by `ana` (by approving)");
    expect(said.split("\n").find((line) => line.startsWith("| `docs`"))).not.toContain("Signed by");
  });

  it("a comment after it changes nothing; a dismissal takes it back", async () => {
    const id = await page.review("ana", { state: "approve" });
    await page.review("ana", { state: "comment", body: "By the way." });
    expect(await state()).toBe("success");
    await dismiss("eve", id);
    expect(await state()).not.toBe("success");
    expect(await summary()).not.toContain("Signed by");
  });

  it("T23: the approval of an earlier head does not count for another change", async () => {
    const before = await page.headSha();
    await page.push({ "src/start.ts": "export const evil = true;\n" });
    await page.review("ana", { state: "approve", commitSha: before });
    expect(await state()).toBe("action_required");
    const said = await summary();
    expect(said).toContain("`src/start.ts` changed in");
    expect(said.split("\n").find((line) => line.startsWith("| `docs`"))).toContain("carried over");
  });

  it("T13: a bot's approval signs nothing, and its refusal stops nothing", async () => {
    await page.review("copilot[bot]", { state: "approve" });
    expect(await state()).toBe("in_progress");
    await page.review("copilot[bot]", { state: "request-changes" });
    await page.review("ana", { state: "approve" });
    expect(await state()).toBe("success");
    expect(await summary()).not.toContain("copilot");
  });

  it("an approval of somebody who owns nothing signs nothing, whatever they may do in the repository", async () => {
    await page.review("eve", { state: "approve" });
    await page.review("mallory", { state: "approve" });
    expect(await state()).toBe("in_progress");
    expect(await summary()).not.toContain("Signed by");
  });
});
