import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { collectTags } from "../../../../src/github/facts/slices/collect-tags.ts";
import { getPullRequest } from "../../../../src/github/facts/pull-request.ts";
import { neededFacts } from "../../../../src/policy/evaluate.ts";
import { tagGate } from "../../../../src/policy/gates/tag.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;
/** A name for the tag of this test. */
let tag: string;
/** The tip of the base branch, and the commit below it. */
let tip: string;
let below: string;

beforeAll(async () => {
  local = await startLocalGitHub();
  below = await local.as("dan").commitTo("main", { "a.txt": "a\n" });
  tip = await local.as("dan").commitTo("main", { "b.txt": "b\n" });
  const opened = await local.as("dan").openPullRequest({ title: "feat: tags", files: { "x.txt": "x\n" } });
  number = opened.number;
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  tag = `done-${crypto.randomUUID()}`;
});

async function find(options: { readonly tag: string; readonly branch?: string }) {
  const needed = neededFacts([{ name: "before", use: "require", gate: tagGate.bind(options), area: undefined }]);
  const pullRequest = await getPullRequest(number, app.at, app.octokit);
  const mark = local.requests.mark();
  const tags = await collectTags({ needed, at: app.at, pullRequest }, app);
  const asked = local.requests.since(mark).reads();
  return {
    found: [...tags.values()][0],
    asked: asked.map(({ route, status }) => `${route.replace(/^.*(?=\/)/, "")} ${status}`),
  };
}

describe("a tag", () => {
  it("at an earlier commit of the base branch is reachable", async () => {
    await local.as("dan").tag(tag, below);
    expect((await find({ tag })).found).toEqual({ state: "found", sha: below, branch: "main", isReachable: true });
  });

  it("with a text of its own is looked through to its commit", async () => {
    const own = await local.as("dan").annotatedTag(tag, below);
    expect(own).not.toBe(below);
    expect((await find({ tag })).found).toEqual({ state: "found", sha: below, branch: "main", isReachable: true });
  });

  it("of a tag of a commit as well", async () => {
    const inner = await local.as("dan").annotatedTag(`${tag}-inner`, tip);
    await local.as("dan").annotatedTag(tag, inner, "tag");
    expect((await find({ tag })).found).toMatchObject({ state: "found", sha: tip, isReachable: true });
  });

  it("of a folder names no commit", async () => {
    const { data } = await app.octokit.rest.git.getCommit({ owner: app.at.owner, repo: app.at.repo, commit_sha: tip });
    await local.as("dan").annotatedTag(tag, data.tree.sha, "tree");
    expect((await find({ tag })).found).toEqual({ state: "no-commit", type: "tree" });
  });

  it("at a commit that was squashed away is not reachable", async () => {
    const pushed = await local.as("dan").push({ branch: `squashed-${tag}`, files: { "c.txt": "c\n" } });
    await local.as("dan").tag(tag, pushed);
    expect((await find({ tag })).found).toEqual({ state: "found", sha: pushed, branch: "main", isReachable: false });
  });

  it("ahead of the branch is not reachable, and on another branch it is", async () => {
    const branch = `develop-${crypto.randomUUID()}`;
    const pushed = await local.as("dan").push({ branch, files: { "d.txt": "d\n" } });
    await local.as("dan").tag(tag, pushed);
    expect((await find({ tag })).found).toMatchObject({ isReachable: false });
    expect((await find({ tag, branch })).found).toMatchObject({ branch, isReachable: true });
  });

  it("that nobody made is absent", async () => {
    expect(await find({ tag })).toEqual({ found: { state: "absent" }, asked: ["/{ref} 404"] });
  });

  it("is not a longer one that begins like it", async () => {
    await local.as("dan").tag(`${tag}-2`, tip);
    expect((await find({ tag })).found).toEqual({ state: "absent" });
  });

  it.for(["with/slashes", "with#hash", "with%41", "with+plus", "with&and", "straße"])("%s is found", async (odd) => {
    await local.as("dan").tag(`${tag}/${odd}`, tip);
    expect((await find({ tag: `${tag}/${odd}` })).found).toMatchObject({ state: "found", sha: tip });
  });

  it("does not hide behind a tag that is called like the branch", async () => {
    const pushed = await local.as("dan").push({ branch: `hidden-${tag}`, files: { "e.txt": "e\n" } });
    await local.as("dan").tag(tag, pushed);
    await local.as("dan").tag("main", pushed);
    expect((await find({ tag })).found).toMatchObject({ isReachable: false });
    await local.as("dan").deleteTag("main");
  });

  it("and a branch that is not there are told apart", async () => {
    await local.as("dan").tag(tag, tip);
    expect((await find({ tag, branch: "none" })).found).toEqual({ state: "no-branch", branch: "none" });
  });

  it("that cannot be read is an error and not absent", async () => {
    local.faults.next({ kind: "status", status: 500, route: "GET /repos/{owner}/{repo}/git/ref/{ref}" });
    await expect(find({ tag })).rejects.toThrow("500");
  });
});

describe("what it costs", () => {
  it.for([
    { name: "two requests at the tip", at: () => tip, isAnnotated: false, asked: ["/{ref}", "/{ref}"] },
    { name: "three below it", at: () => below, isAnnotated: false, asked: ["/{ref}", "/{ref}", "/{basehead}"] },
    {
      name: "four with a text of its own",
      at: () => below,
      isAnnotated: true,
      asked: ["/{ref}", "/{tag_sha}", "/{ref}", "/{basehead}"],
    },
  ])("$name, and nothing when nothing changed", async ({ at, isAnnotated, asked }) => {
    if (isAnnotated) await local.as("dan").annotatedTag(tag, at());
    else await local.as("dan").tag(tag, at());
    expect((await find({ tag })).asked).toEqual(asked.map((route) => `${route} 200`));
    expect((await find({ tag })).asked).toEqual(asked.map((route) => `${route} 304`));
  });
});
