import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findPlainFile } from "../../../src/github/facts/plain-file.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import type { Files } from "../../support/github/pusher.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const path = "rules/rules.yml";
const [dayMs, second] = [86_400_000, 1000];

let local: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { "kept/rules.yml": "kept: 1\n" } });
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  await write({ [path]: "rules: 1\n" });
});

const write = (files: Files) => local.as("olga").push({ files });

const find = (ref: string | undefined = "refs/heads/main") =>
  findPlainFile(app.octokit, { ...app.at, path, ...(ref === "" ? {} : { ref }) }, 1000, app.store);

/** What it costs of the limit: an answer that did not change costs nothing. */
async function costOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const mark = local.requests.mark();
  await work();
  const made = local.requests.since(mark).reads();
  return made.filter(({ status }) => status !== 304).map(({ route }) => route.replace(/^.*(?=\/)/, ""));
}

describe("a file that makes rules", () => {
  it.for(["refs/heads/main", ""])("is read where it is a plain file, at %j", async (ref) => {
    expect(await find(ref)).toMatchObject({ state: "found", text: "rules: 1\n" });
  });

  it.for([
    { name: "to a file", link: "../kept/rules.yml" },
    { name: "to nothing", link: "../nowhere.yml" },
    { name: "to a folder", link: "../kept" },
    { name: "out of the repository", link: "/etc/passwd" },
  ])("is not read where it is a link $name", async ({ link }) => {
    await write({ [path]: { link } });
    expect(await find()).toEqual({ state: "link" });
    expect(await find("")).toEqual({ state: "link" });
  });

  it("is a link also when it was read as a plain file before", async () => {
    await find();
    await write({ [path]: { link: "../kept/rules.yml" } });
    expect(await find()).toEqual({ state: "link" });
    await write({ "kept/rules.yml": "kept: 2\n" });
    expect(await find()).toEqual({ state: "link" });
  });

  it("is absent, or too large, as any other file", async () => {
    await write({ [path]: "#".repeat(1001) });
    expect(await find()).toEqual({ state: "too-large", bytes: 1001 });
    await write({ [path]: null });
    expect(await find()).toEqual({ state: "absent" });
  });

  it("that changes between two questions is an error, and read by the next look", async () => {
    let isMoved = false;
    app.octokit.hook.before("request", async ({ url }) => {
      if (url !== "/graphql" || isMoved) return;
      isMoved = true;
      await write({ [path]: "rules: 2\n" });
    });
    await expect(find()).rejects.toThrow("changed while it was read");
    expect(await find()).toMatchObject({ state: "found", text: "rules: 2\n" });
  });

  it("of which GitHub does not say what it is, is an error", async () => {
    local.faults.next({ kind: "status", status: 502, route: "POST /graphql" });
    await expect(find()).rejects.toThrow("could not read what git keeps at refs/heads/main of acme/engine");
  });
});

describe("what it costs", () => {
  it("is a request more at the first look, and nothing while it stays", async () => {
    expect(await costOf(find)).toEqual(["/{path}", "/graphql"]);
    expect(await costOf(find)).toEqual([]);
    await write({ "other.txt": "1\n" });
    expect(await costOf(find)).toEqual([]);
  });

  it("is a request more when its text changes, at another branch, and after a day", async () => {
    await find();
    await write({ [path]: "rules: 3\n" });
    expect(await costOf(find)).toEqual(["/{path}", "/graphql"]);
    expect(await costOf(() => find(""))).toEqual(["/{path}", "/graphql"]);
    app.advance(dayMs + second);
    expect(await costOf(find)).toContain("/graphql");
  });
});
