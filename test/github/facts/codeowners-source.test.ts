import { afterEach, beforeEach, expect, it } from "vitest";
import { findCodeowners } from "../../../src/github/facts/codeowners-source.ts";
import { ownersOf } from "../../../src/policy/area/codeowners.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import type { Files } from "../../support/github/pusher.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;

beforeEach(async () => {
  local = await startLocalGitHub();
  app = await anAppOn(local);
});
afterEach(() => local.close());

const find = (ref = "main") => findCodeowners(app.octokit, { ...app.at, ref }, app.store);
const write = (files: Files, branch = "main") => local.as("olga").commitTo(branch, files);

it("is the first of its three places", async () => {
  expect(await find()).toBeUndefined();
  for (const [path, owner] of [
    ["docs/CODEOWNERS", "dan"],
    ["CODEOWNERS", "bea"],
    [".github/CODEOWNERS", "ana"],
  ] as const) {
    await write({ [path]: `* @${owner}\n` });
    const found = await find();
    expect(found && ownersOf(found, "x.txt")).toEqual([owner]);
  }
});

it("T27: is read at the base branch and nowhere else", async () => {
  await write({ CODEOWNERS: "* @ana\n" });
  await write({ CODEOWNERS: "* @mallory\n" }, "feature");
  const found = await find();
  expect(found && ownersOf(found, "x.txt")).toEqual(["ana"]);
});

it("is none when it is too large for GitHub: then nobody can sign, and nothing is open", async () => {
  await write({ CODEOWNERS: `* @ana\n${"#".repeat(3 * 1024 * 1024)}\n` });
  expect(await find()).toBeUndefined();
});

it("is none when it is a link: nobody owns anything by what it leads to, and no other place counts", async () => {
  await write({
    "who/OWNERS": "* @mallory\n",
    CODEOWNERS: "* @mallory\n",
    ".github/CODEOWNERS": { link: "../who/OWNERS" },
  });
  const found = await find();
  expect(found?.rules).toEqual([]);
  expect(found?.problems).toEqual([{ line: 1, says: expect.stringMatching(/^it is a symbolic link: write it as a/) }]);
});

it("that cannot be read is an error, and not absent", async () => {
  await write({ CODEOWNERS: "* @ana\n" });
  local.faults.next({ kind: "status", status: 500, method: "GET" });
  await expect(find()).rejects.toThrow("could not read .github/CODEOWNERS");
});
