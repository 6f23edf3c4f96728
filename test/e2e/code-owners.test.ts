import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
signoffs: { grace: 0s }
areas:
  core: { codeowners: true }
pull_request: { require: [touched] }
`;

let world: World;
let page: PullRequestPage;

async function start(codeowners: string, ...owners: readonly string[]): Promise<void> {
  world = await startWorld({ config, creationPaceMs: 0, files: { ".github/CODEOWNERS": codeowners } });
  for (const login of owners) await world.github.registerUser(login, "write");
}

const summary = async () => (await page.summaries()).join("\n");
const state = async () => (await page.check())?.state;

async function answerTo(login: string, body: string) {
  const id = await page.say(login, body);
  return { reactions: page.reactions(id), replies: await page.repliesTo(id) };
}

describe("an area of code owners", () => {
  beforeAll(() => start("* @olga\n/src/ @ana @bea\n/src/generated/\n/docs/ @acme/writers\n"));
  afterAll(() => world.close());

  it("waits for one owner of each file, whoever is named last for it", async () => {
    page = await openPage(world, { files: { "src/a.ts": "1\n", LICENSE: "2\n", "src/generated/b.ts": "3\n" } });
    expect(await state()).toBe("in_progress");
    expect(await answerTo("bea", "/signoff core")).toEqual({ reactions: ["+1"], replies: [] });
    expect(await state()).toBe("in_progress");
    expect(await answerTo("olga", "/signoff core")).toEqual({ reactions: ["+1"], replies: [] });
    expect(await state()).toBe("success");
  });

  it("keeps the sign-off of files that a push leaves alone", async () => {
    await page.push({ "src/a.ts": "one\n" });
    expect(await state()).toBe("action_required");
    expect(await summary()).toContain("Signed by `olga`");
    await page.say("ana", "/signoff core");
    expect(await state()).toBe("success");
  });

  it("refuses somebody who owns nothing of it", async () => {
    const { reactions, replies } = await answerTo("mallory", "/signoff core");
    expect(reactions).toEqual(["confused"]);
    expect(replies.join("\n")).toContain("not an owner");
  });

  it("stays closed when a team that owns a file cannot be read", async () => {
    page = await openPage(world, { files: { "docs/c.md": "4\n" } });
    expect(await state()).toBe("action_required");
    expect(await summary()).toContain("acme/writers");
  });
});

describe("a repository without CODEOWNERS", () => {
  beforeAll(async () => {
    world = await startWorld({ config, creationPaceMs: 0 });
    page = await openPage(world);
  });
  afterAll(() => world.close());

  it("is told so, and nothing is let through", async () => {
    expect(await state()).toBe("action_required");
    expect(await summary()).toContain("CODEOWNERS");
  });
});

describeCorpus("the code owners of a real project", () => {
  beforeAll(async () => {
    const codeowners = readFileSync(corpusPath("programs/zeroclaw/CODEOWNERS.trimmed"), "utf8");
    await start(codeowners, "JordanTheJet", "Audacity88", "tidux", "IftekharUddin", "Nillth");
    page = await openPage(world, {
      files: {
        "crates/zeroclaw-runtime/src/agent.rs": "fn agent() {}\n",
        "crates/zeroclaw-runtime/src/security/policy.rs": "fn policy() {}\n",
        "crates/zeroclaw-hardware/src/gpio.rs": "fn gpio() {}\n",
        "crates/zeroclaw-channels/Cargo.toml": "[package]\n",
        "apps/zerocode/Cargo.toml": "[package]\n",
      },
    });
  });
  afterAll(() => world.close());

  it("waits for each set of owners, and the last rule for a file decides", async () => {
    expect(await state()).toBe("in_progress");
    // Owns a rule for every manifest; the rule after it gives the channels' manifest to three.
    await page.say("JordanTheJet", "/signoff core");
    expect(await state()).toBe("in_progress");
    await page.say("tidux", "/signoff core");
    expect(await state()).toBe("in_progress");
    const open = (await summary()).split("\n").filter((line) => line.includes("not signed"));
    expect(open).toHaveLength(1);
    expect(open[0]).toContain("Audacity88");
    await page.say("Audacity88", "/signoff core");
    expect(await state()).toBe("success");
  });

  it("a push to one crate asks its owner again and nobody else", async () => {
    await page.push({ "crates/zeroclaw-hardware/src/gpio.rs": "fn gpio() { unsafe {} }\n" });
    expect(await state()).toBe("action_required");
    await page.say("Nillth", "/signoff core");
    expect(await state()).toBe("action_required");
    await page.say("tidux", "/signoff core");
    expect(await state()).toBe("success");
  });
});
