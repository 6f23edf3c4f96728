import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticeMarker } from "../../src/render/marker.ts";
import { gateLine } from "../support/gate-line.ts";
import { nextSecond } from "../support/next-second.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { writesOfReplay } from "../support/replay.ts";
import { startWorld, type World } from "../support/world.ts";

// The repository itself has none on its main branch, which is where its owner's counts.
const ofTheOwner = `version: 1
pull_request: { require: [title] }
`;
const reviewed = `version: 1
signoffs: { grace: 0s }
gates:
  threads: { review: { threads: resolved } }
  codex: { review: { by: codex, clean: "Didn't find any major issues", ask: "@codex review" } }
pull_request: { require: [threads, codex] }
`;
const signed = `version: 1
areas:
  runtime: { owners: [ana], paths: [src/**] }
  docs: { owners: [ana, bea], paths: [docs/**] }
signoffs: { grace: 0s }
gates:
  both: { signoff: [runtime, docs], min_distinct_signers: 2 }
  canary: { manual: Run it on the canary for an hour, area: runtime }
pull_request: { require: [both, canary] }
`;
const released = `version: 1
gates:
  blockers: { issues: { label: P0, open: 0 } }
  previous: { tag: v1.0, branch: main }
pull_request: { require: [blockers, previous] }
`;

let world: World;
let page: PullRequestPage;
/** How far Gatehouse's clock is ahead of GitHub's. */
let aheadMs = 0;

beforeAll(async () => {
  const now = () => new Date(Date.now() + aheadMs);
  world = await startWorld({ otherRepositories: [".github"], creationPaceMs: 0, now });
  await world.github.writeElsewhere(".github", ".github/gatehouse.yml", ofTheOwner);
  await world.github.registerUser("codex[bot]");
  for (const [branch, text] of Object.entries({ reviewed, signed, released })) {
    await world.github.as("olga").push({ branch, files: { ".github/gatehouse.yml": text } });
  }
});
afterAll(() => world.close());

const state = async () => (await page.check())?.state;
const line = (gate: string) => gateLine(page, gate);

describe("the configuration of the owner", () => {
  it("holds where the repository has none, says where it stands, and opens nothing when it is gone", async () => {
    page = await openPage(world, { title: "No convention" });
    expect(await state()).toBe("failure");
    expect((await page.check())?.summary).toContain("acme/.github");
    await world.github.as("dan").setTitle(page.number, "feat: a convention");
    await world.settled();
    expect(await state()).toBe("success");
    await world.github.removeElsewhere(".github", ".github/gatehouse.yml");
    await page.push({ "src/runtime/more.ts": "export {};\n" });
    expect(await page.check()).toMatchObject({ state: "action_required", title: "❌ The configuration is gone" });
    await world.github.as("dan").close(page.number);
    await world.settled();
  });
});

// One story, told in order: each test goes on where the one before it stopped.
describe("reviews", () => {
  const asked = async () => {
    const marker = noticeMarker(`ask/codex/${await page.headSha()}`);
    const comments = await world.github.comments(page.number);
    return comments.flatMap(({ body }) => (body.startsWith(marker) ? [body.replace(marker, "").trim()] : []));
  };
  const clean = "Codex Review: Didn't find any major issues. Nice work.";
  let thread = "";

  it("are asked for once per head, however often it is looked at", async () => {
    page = await openPage(world, { base: "reviewed" });
    expect(await state()).toBe("in_progress");
    expect(await line("codex")).toContain("has given no verdict on");
    expect(await asked()).toEqual(["@codex review"]);
    await page.say("ana", "/recheck");
    expect(await asked()).toEqual(["@codex review"]);
  });

  it("of somebody else in the same words open nothing, and cost nothing", async () => {
    const mark = world.github.requests.mark();
    await page.say("bea", clean);
    expect(world.github.requests.since(mark).all()).toEqual([]);
    expect(await state()).toBe("in_progress");
  });

  it("of the reviewer that is named open the gate, and are told as what they are", async () => {
    await page.say("codex[bot]", clean);
    expect(await state()).toBe("success");
    expect(await line("codex")).toContain("is a comment, which names no commit");
  });

  it("that begin a thread close the gate, until it is resolved, and again when it is not", async () => {
    const { github } = world;
    thread = await github.beginThread(page.number, { login: "bea", path: "src/runtime/start.ts", line: 1 });
    await world.settled();
    expect(await state()).toBe("failure");
    expect(await line("threads")).toContain("`src/runtime/start.ts:1`: begun by `bea`");
    for (const [change, wanted] of [
      ["resolveThread", "success"],
      ["unresolveThread", "failure"],
      ["resolveThread", "success"],
    ] as const) {
      await github[change]("dan", thread);
      await world.settled();
      expect(await state()).toBe(wanted);
    }
  });

  it("of an earlier head are none of the next, for which they are asked again, once", async () => {
    await page.push({ "src/runtime/start.ts": "export const delay = 5;\n" });
    expect(await state()).toBe("in_progress");
    expect(await line("codex")).toContain("Its last word was on");
    expect(await asked()).toEqual(["@codex review"]);
    await page.say("ana", "/recheck");
    expect(await asked()).toEqual(["@codex review"]);
  });

  it("that find something close the gate, and an approval opens it", async () => {
    await page.review("codex[bot]", { state: "comment", body: "Here are some suggestions." });
    expect(await state()).toBe("failure");
    expect(await line("codex")).toContain("did not find it clean");
    await nextSecond();
    await page.review("codex[bot]", { state: "approve" });
    expect(await state()).toBe("success");
  });

  it("that somebody edited open nothing", async () => {
    await nextSecond();
    const id = await page.say("codex[bot]", "Here is one thing more.");
    expect(await state()).toBe("failure");
    await page.edit("olga", id, clean);
    expect(await state()).toBe("action_required");
    expect(await line("codex")).toContain("somebody may have changed the text since");
  });
});

describe("areas that always sign", () => {
  it("need as many people as are asked for, and the gate that a person answers for its ruling", async () => {
    page = await openPage(world, { base: "signed", files: { "notes.txt": "Notes.\n" } });
    expect(await state()).toBe("in_progress");
    await page.say("ana", "/signoff runtime docs");
    expect(await line("both")).toContain("1 of 2");
    await page.say("ana", "/pass canary -- ran for an hour");
    expect(await line("canary")).toContain("`ran for an hour`");
    expect(await state()).toBe("in_progress");
    await page.say("bea", "/signoff docs");
    expect(await state()).toBe("success");
    await page.say("bea", "/unsignoff docs");
    expect(await state()).not.toBe("success");
    await page.say("bea", "/signoff docs");
    await page.say("ana", "/fail canary -- crashed in the second hour");
    expect(await state()).toBe("failure");
    expect(await line("canary")).toContain("`crashed in the second hour`");
  });
});

describe("what belongs to the repository", () => {
  const happens = async (...work: readonly Promise<unknown>[]) => {
    await Promise.all(work);
    await world.settled();
    // Rounds of looks that many pull requests may want are a minute apart.
    aheadMs += 61_000;
  };

  it("counts as it changes: open issues with a label, and a tag", async () => {
    const olga = world.github.as("olga");
    await olga.createLabel("P0");
    const issue = await olga.openIssue({ title: "It crashes", labels: ["P0"] });
    const tip = await olga.push({ files: { "notes.txt": "First.\n" } });
    page = await openPage(world, { base: "released" });
    expect(await state()).toBe("failure");
    expect(await line("previous")).toContain("There is no tag `v1.0`");
    expect(await line("blockers")).toContain(`1, at most 0 allowed; the oldest: \`#${issue.number}\``);

    await happens(olga.close(issue.number), olga.annotatedTag("v1.0", tip));
    expect(await state()).toBe("success");
    expect(await line("previous")).toContain("The tag `v1.0` is at");
    expect(await line("blockers")).toContain("with `P0`: 0, at most 0 allowed");

    await happens(olga.reopen(issue.number), olga.deleteTag("v1.0"));
    expect(await state()).toBe("failure");
    expect(await line("previous")).toContain("There is no tag `v1.0`");
    expect(await line("blockers")).toContain("❌ fails");
  });
});

it("every delivery again writes nothing", { timeout: 60_000 }, async () => {
  expect(await writesOfReplay(world)).toEqual([]);
});
