import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findConfig, hasHadConfig } from "../../../src/github/facts/config-source.ts";
import { forgetOwnersFileAbsent } from "../../../src/github/facts/owner-config.ts";
import type { AppOnGitHub } from "../../support/app-on-github.ts";
import { anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const path = ".github/gatehouse.yml";
let local: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  local = await startLocalGitHub({ otherRepositories: [".github", "quiet"] });
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

  it("is asked for by a name that no tag can have", async () => {
    const mark = local.requests.mark();
    await find();
    expect(local.requests.since(mark).reads()[0]?.query).toEqual({ ref: "refs/heads/main" });
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
    expect(await find()).toEqual({ state: "vanished", from: "repository" });
  });

  it("has not vanished from the next repository of that name", async () => {
    await write("version: 1\n");
    await find();
    await local.as("olga").push({ files: { [path]: null } });
    expect(await find("main", { ...app.at, repositoryId: 77 })).toEqual({ state: "never" });
  });

  it.for(["../rules/gatehouse.yml", "../rules/nowhere.yml"])("that is a link to %s is wrong", async (link) => {
    await local.as("olga").push({ files: { "rules/gatehouse.yml": "version: 1\n", [path]: { link } } });
    expect(await find()).toEqual({
      state: "invalid",
      from: "repository",
      problems: [
        `${path}:1:1 it is a symbolic link. Write it as a plain file, because whoever changes its target changes the rules without touching it.`,
      ],
    });
  });

  it("that is too large says so and is not parsed", async () => {
    await write(`version: 1\n${"# padding\n".repeat(7000)}`);
    expect(await find()).toEqual({
      state: "invalid",
      from: "repository",
      problems: [`${path} has 70011 bytes; the limit is 65536.`],
    });
  });

  it("that cannot be read is an error, neither never nor vanished", async () => {
    local.faults.next({ kind: "status", status: 500, method: "GET" });
    await expect(find()).rejects.toThrow(`could not read ${path}`);
    expect(await find()).toEqual({ state: "never" });
  });
});

describe("the configuration that the owner keeps for all repositories", () => {
  const places = [
    "/repos/acme/engine/contents/.github/gatehouse.yml",
    "/repos/acme/.github/contents/.github/gatehouse.yml",
  ];
  const titleOnly = "version: 1\npull_request: { require: [title] }\n";
  const [tenMinutesMs, second] = [600_000, 1000];

  beforeEach(async () => {
    await local.writeElsewhere(".github", path, titleOnly);
  });
  afterEach(() => local.removeElsewhere(".github", path).catch(() => undefined));

  async function asked(look: () => Promise<unknown>) {
    const mark = local.requests.mark();
    await look();
    return local.requests
      .since(mark)
      .reads()
      .map(({ path: asks, status }) => `${status} ${decodeURIComponent(asks)}`);
  }

  it("holds where the repository has none", async () => {
    expect(await find()).toMatchObject({
      state: "valid",
      from: "owner",
      config: { pull_request: { require: ["title"] } },
    });
    expect(await hasHadConfig(app.store, app.at.repositoryId)).toBe(true);
  });

  it("gives way to the repository's own, which is not mixed with it", async () => {
    await write("version: 1\n");
    expect(await find()).toMatchObject({
      state: "valid",
      from: "repository",
      config: { pull_request: { require: [] } },
    });
    expect(await asked(find)).toEqual([`304 ${places[0]}`]);
  });

  it("does not take the place of a broken one", async () => {
    await write("version: [\n");
    expect(await find()).toMatchObject({ state: "invalid", from: "repository" });
  });

  it("takes the place of one that vanished", async () => {
    await write("version: 1\n");
    await find();
    await local.as("olga").push({ files: { [path]: null } });
    expect(await find()).toMatchObject({ state: "valid", from: "owner" });
  });

  it("names every problem with the repository that it is in", async () => {
    await local.writeElsewhere(".github", path, "version: 1\nareaz: {}\n");
    const finding = await find();
    if (finding.state !== "invalid") throw new Error(`it is ${finding.state}`);
    expect(finding.from).toBe("owner");
    expect(finding.problems).toEqual([
      expect.stringMatching(/^acme\/\.github:\.github\/gatehouse\.yml:2:1 unknown key/),
    ]);
  });

  it("that is too large says whose it is", async () => {
    await local.writeElsewhere(".github", path, `version: 1\n${"# padding\n".repeat(7000)}`);
    expect(await find()).toMatchObject({
      state: "invalid",
      problems: [`acme/.github:${path} has 70011 bytes; the limit is 65536.`],
    });
  });

  it("changes, and vanishes: then the gate stays closed", async () => {
    await find();
    await local.writeElsewhere(".github", path, "version: 1\n");
    expect(await find()).toMatchObject({ state: "valid", config: { pull_request: { require: [] } } });
    await local.removeElsewhere(".github", path);
    expect(await find()).toEqual({ state: "vanished", from: "owner" });
    expect(await find("main", { ...app.at, repositoryId: 77 })).toEqual({ state: "never" });
  });

  it("vanished with the repository's own is told of the one that held last", async () => {
    await write("version: 1\n");
    await find();
    await local.as("olga").push({ files: { [path]: null } });
    await local.removeElsewhere(".github", path);
    expect(await find()).toEqual({ state: "vanished", from: "repository" });
  });

  it("that is absent is asked for once in ten minutes, for all repositories of the owner", async () => {
    await local.removeElsewhere(".github", path);
    expect(await asked(find)).toEqual(places.map((place) => `404 ${place}`));
    expect(await asked(find)).toEqual([`404 ${places[0]}`]);
    expect(await asked(() => find("main", { ...app.at, repo: "quiet", repositoryId: 78 }))).toHaveLength(1);
    app.advance(tenMinutesMs + second);
    expect(await asked(find)).toHaveLength(2);
  });

  it("appears after ten minutes, or at once where somebody heard of it", async () => {
    await local.removeElsewhere(".github", path);
    await find();
    await local.writeElsewhere(".github", path, titleOnly);
    expect(await find()).toEqual({ state: "never" });
    await forgetOwnersFileAbsent(app.store, "ACME");
    expect(await find()).toMatchObject({ state: "valid", from: "owner" });
  });

  it("is read once more where it did not change, at no cost", async () => {
    await find();
    expect(await asked(find)).toEqual([`404 ${places[0]}`, `304 ${places[1]}`]);
  });

  it("is its own in the repository where it is kept, and nothing else is asked for", async () => {
    const there = { ...app.at, repo: ".github", repositoryId: 79 };
    expect(await find("main", there)).toMatchObject({ state: "valid", from: "repository" });
    await local.removeElsewhere(".github", path);
    expect(await asked(() => find("main", { ...there, repositoryId: 80 }))).toEqual([`404 ${places[1]}`]);
  });

  it("is absent where the owner has no such repository, or lets us see none", async () => {
    const stranger = { ...app.at, owner: "nobody", repo: "engine", repositoryId: 81 };
    expect(await find("main", stranger)).toEqual({ state: "never" });
  });

  it.for([500, 403])("that cannot be read (%s) is an error, and not remembered as absent", async (status) => {
    const route = "/repos/{owner}/{repo}/contents/{path}";
    local.faults.next({ kind: "status", status: 404, route });
    local.faults.next({ kind: "status", status, route });
    await expect(find()).rejects.toThrow(`could not read ${path} at the default branch of acme/.github`);
    expect(await hasHadConfig(app.store, app.at.repositoryId)).toBe(false);
    expect(await find()).toMatchObject({ state: "valid", from: "owner" });
  });
});
