import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../../src/config/load.ts";
import { collectProposedConfig } from "../../../../src/github/facts/slices/collect-proposed-config.ts";
import { getPullRequest } from "../../../../src/github/facts/pull-request.ts";
import { plainSentence } from "../../../../src/render/plain-reason.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import type { Files } from "../../../support/github/pusher.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

const path = ".github/gatehouse.yml";
const requires = (...gates: readonly string[]) =>
  `version: 1\nareas: { docs: { owners: [ana], paths: [docs/**] } }\npull_request: { require: [${gates.join(", ")}] }\n`;
const both = requires("title", "touched");

let local: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  await local.as("olga").push({ files: { [path]: both } });
});

/** The base branch is at the configuration that decides, whatever the pull request says. */
async function propose(text: string | null, { meanwhile }: { readonly meanwhile?: string } = {}) {
  const title = `feat: ${crypto.randomUUID()}`;
  const { number } = await local.as("dan").openPullRequest({ title, files: { [path]: text, "own.txt": title } });
  if (meanwhile !== undefined) await local.as("olga").push({ files: { [path]: meanwhile } });
  return collect(number, { base: meanwhile ?? both });
}

async function collect(number: number, { base = both, checksAt }: { base?: string; checksAt?: string } = {}) {
  const pullRequest = await getPullRequest(number, app.at, app.octokit);
  const loaded = loadConfig(base);
  if (!loaded.ok) throw new Error("the base's configuration does not load");
  const scene = { pullRequest, config: loaded.config, at: app.at, checksAt: checksAt ?? pullRequest.headSha };
  const proposed = await collectProposedConfig(scene, app);
  return proposed.state === "valid"
    ? { ...proposed, changes: proposed.changes.map(({ reason }) => plainSentence(reason)) }
    : proposed;
}

describe("what a pull request makes of the configuration", () => {
  it.for([
    {
      name: "what it changes",
      text: requires("title"),
      found: { state: "valid", changes: ["Asks less than before: gate touched is no longer required."] },
    },
    {
      name: "nothing where only the words differ",
      text: `${both}# Nothing else.\n`,
      found: { state: "valid", changes: [] },
    },
    { name: "that it stays, where the file is as it was", text: both, found: { state: "unchanged" } },
    { name: "that it goes", text: null, found: { state: "removed" } },
    {
      name: "every problem with its place",
      text: both.replace("require", "requre"),
      found: { state: "invalid", problems: [{ line: 3, column: 17, fix: "Did you mean `require`?" }] },
    },
    {
      name: "that it is too large",
      text: `version: 1\n${"# More.\n".repeat(10_000)}`,
      found: { state: "invalid", problems: [{ line: 1, column: 1 }] },
    },
    {
      name: "what has no effect yet",
      text: `${both}notify: { overdue: alerts }\n`,
      found: { state: "valid", notes: [{ line: 4, column: 11 }] },
    },
  ])("is $name", async ({ text, found }) => {
    expect(await propose(text)).toMatchObject(found);
  });

  it("is not what somebody else has changed on the base branch since", async () => {
    const own = await propose(requires("title", "touched").replace("ana", "bea"), { meanwhile: requires("title") });
    expect(own).toMatchObject({
      changes: [
        "May ask less than before: area docs loses the owner ana.",
        "May ask less than before: area docs gains the owner bea.",
      ],
    });
  });

  it("is nothing for a branch that is older than the last change of the base branch", async () => {
    const { number } = await local.as("dan").openPullRequest({ title: "feat: old", files: { "old.txt": "1\n" } });
    await local.as("olga").push({ files: { [path]: requires("title") } });
    expect(await collect(number, { base: requires("title") })).toEqual({ state: "unchanged" });
  });

  it("is held against what holds now where the branch began with a file that nobody could use", async () => {
    await local.as("olga").push({ files: { [path]: "version: [\n" } });
    const mended = await propose(requires("title"), { meanwhile: both });
    expect(mended).toMatchObject({ changes: ["Asks less than before: gate touched is no longer required."] });
  });

  it("is read at the commit of the merge queue, against the base branch", async () => {
    const title = `feat: ${crypto.randomUUID()}`;
    const files = { [path]: requires("title"), "own.txt": title };
    const { number } = await local.as("dan").openPullRequest({ title, files });
    const group = await local.mergeGroup(number);
    expect(await collect(number, { checksAt: group.headSha })).toMatchObject({
      changes: ["Asks less than before: gate touched is no longer required."],
    });
  });

  it.for<{ name: string; files: Files }>([
    { name: "to a copy of it", files: { "rules/copy.yml": both, [path]: { link: "../rules/copy.yml" } } },
    { name: "to nothing", files: { [path]: { link: "nowhere.yml" } } },
  ])("is nothing that can be used where it becomes a link $name", async ({ files }) => {
    const title = `feat: ${crypto.randomUUID()}`;
    const { number } = await local.as("dan").openPullRequest({ title, files: { ...files, "own.txt": title } });
    expect(await collect(number)).toMatchObject({
      state: "invalid",
      problems: [{ line: 1, column: 1, says: "it is a symbolic link" }],
    });
  });

  it("is nothing that can be used where its folder becomes a link", async () => {
    const title = `feat: ${crypto.randomUUID()}`;
    const files = { "rules/gatehouse.yml": both, [path]: null };
    const { number, branch } = await local.as("dan").openPullRequest({ title, files });
    await local.as("dan").push({ branch, files: { ".github": { link: "rules" } } });
    expect(await collect(number)).toMatchObject({ state: "invalid" });
  });

  it("is the text again where a link becomes a plain file", async () => {
    await local.as("olga").push({ files: { "rules/copy.yml": both, [path]: { link: "../rules/copy.yml" } } });
    expect(await propose(requires("title"))).toMatchObject({
      changes: ["Asks less than before: gate touched is no longer required."],
    });
  });

  it("costs five requests, none by a name that a tag may have, and none that counts while nothing moves", async () => {
    const title = `feat: ${crypto.randomUUID()}`;
    const files = { [path]: requires("title"), "own.txt": title };
    const { number } = await local.as("dan").openPullRequest({ title, files });
    await getPullRequest(number, app.at, app.octokit);
    const first = local.requests.mark();
    await collect(number);
    const made = local.requests.since(first).reads();
    expect(made.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(made.filter(({ path: asked }) => asked.includes("/compare/main"))).toEqual([]);
    const again = local.requests.mark();
    await collect(number);
    expect(
      local.requests
        .since(again)
        .reads()
        .filter(({ status }) => status === 200),
    ).toEqual([]);
  });

  it("is not guessed where GitHub does not answer", async () => {
    local.faults.next({ kind: "status", status: 502, route: "/repos/{owner}/{repo}/contents/{path}" });
    await expect(propose(requires("title"))).rejects.toThrow("could not read");
    local.faults.clear();
  });
});
