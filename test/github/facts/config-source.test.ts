import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findConfig } from "../../../src/github/facts/config-source.ts";
import type { AppOnGitHub } from "../../support/app-on-github.ts";
import { anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const path = ".github/gatehouse.yml";
let local: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  await local.as("olga").push({ files: { [path]: null } });
});

function find(ref = "main", at = app.at) {
  return findConfig(app.octokit, { ...at, ref }, app.store);
}

async function write(text: string) {
  await local.as("olga").push({ files: { [path]: text } });
}

describe("the configuration of a repository", () => {
  it("that never had one is never, however often it is asked", async () => {
    expect(await find()).toEqual({ state: "never" });
    expect(await find()).toEqual({ state: "never" });
  });

  it("is what the branch says now", async () => {
    await write("version: 1\npull_request: { require: [title] }\n");
    expect(await find()).toMatchObject({ state: "valid", config: { pull_request: { require: ["title"] } } });
    await write("version: 1\n");
    expect(await find()).toMatchObject({ state: "valid", config: { pull_request: { require: [] } } });
  });

  it("that is wrong names every problem with line, column and the fix", async () => {
    await write("version: 1\npull_request:\n  requre: [title]\nareaz: {}\n");
    const finding = await find();
    if (finding.state !== "invalid") throw new Error(`it is ${finding.state}`);
    expect(finding.problems).toHaveLength(2);
    expect(finding.problems.join("\n")).toContain(`${path}:3:3 unknown key \`requre\``);
    expect(finding.problems.join("\n")).toContain("Did you mean `require`?");
    expect(finding.problems.join("\n")).toContain(`${path}:4:1 unknown key \`areaz\``);
  });

  it("that was right once and is wrong now is wrong, not the old one", async () => {
    await write("version: 1\n");
    await find();
    await write("version: [\n");
    expect(await find()).toMatchObject({ state: "invalid" });
  });

  it("that disappeared is vanished, also when all that was there was wrong", async () => {
    await write("version: 2\n");
    await find();
    await write("version: 1\n");
    await local.as("olga").push({ files: { [path]: null } });
    expect(await find()).toEqual({ state: "vanished" });
  });

  it("has not vanished from the next repository of that name", async () => {
    await write("version: 1\n");
    await find();
    await local.as("olga").push({ files: { [path]: null } });
    expect(await find("main", { ...app.at, repositoryId: 77 })).toEqual({ state: "never" });
  });

  it("that is too large says so and is not parsed", async () => {
    await write(`version: 1\n${"# padding\n".repeat(7000)}`);
    expect(await find()).toEqual({
      state: "invalid",
      problems: [`${path} has 70011 bytes; the limit is 65536.`],
    });
  });

  it("that cannot be read is an error, neither never nor vanished", async () => {
    local.faults.next({ kind: "status", status: 500, method: "GET" });
    await expect(find()).rejects.toThrow(`could not read ${path}`);
    expect(await find()).toEqual({ state: "never" });
  });
});
