import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { collectLockfiles } from "../../../src/github/triage/collect-lockfiles.ts";
import { keepLockfile, keyOfLockfile } from "../../../src/github/triage/kept-lockfiles.ts";
import { findScannedFiles } from "../../../src/github/triage/scanned-files.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import type { Files } from "../../support/github/pusher.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
});

const pushed = (branch: string, files: Files) => local.as("dan").push({ branch, files });

async function collect(sha: string, repositoryId = app.at.repositoryId) {
  const at = { ...app.at, repositoryId, sha };
  const files = await findScannedFiles(at, { rules: { lockfiles: undefined, skip: [] }, policies: [] }, app);
  const mark = local.requests.mark();
  const { lockfiles, absent, problems } = await collectLockfiles(at, files, app);
  const read = lockfiles.inventories.map(({ path, inventory: { packages } }) => [
    path,
    packages.map(({ name }) => name),
  ]);
  return {
    read: Object.fromEntries(read),
    lockfiles,
    absent,
    problems,
    asked: local.requests.since(mark).reads().length,
  };
}

const lock = (...names: readonly string[]) =>
  ["version = 4", ...names.map((name) => `[[package]]\nname = "${name}"\nversion = "1.0.0"`)].join("\n");

describe("what is read of a lockfile", () => {
  it("is kept by its content, so that neither another look nor another commit asks for it", async () => {
    const first = await pushed("kept", { "Cargo.lock": lock("h2"), "web/Cargo.lock": lock("serde") });
    const read = await collect(first);
    expect(read).toMatchObject({ read: { "Cargo.lock": ["h2"], "web/Cargo.lock": ["serde"] }, asked: 2 });
    expect(await collect(first)).toEqual({ ...read, asked: 0 });
    const next = await pushed("kept", {
      "Cargo.lock": lock("rand"),
      "web/Cargo.lock": null,
      "b/Cargo.lock": lock("h2"),
    });
    expect(await collect(next)).toMatchObject({ read: { "Cargo.lock": ["rand"], "b/Cargo.lock": ["h2"] }, asked: 1 });
  });

  it("is kept with all that its reader has said of it", async () => {
    const text = "module m\ngo 1.16\nrequire a v1.0.0\nreplace a => fork v1.1.0\n";
    const sha = await pushed("whole", { "go.mod": text });
    const found = await collect(sha);
    const inventory = { gap: expect.any(String), packages: [{ name: "fork", isReplaced: true }, { name: "m" }] };
    expect(found.lockfiles.inventories).toMatchObject([{ inventory }]);
    expect(await collect(sha)).toEqual({ ...found, asked: 0 });
  });

  it("is kept also where it cannot be read", async () => {
    const sha = await pushed("broken", { "Cargo.lock": "version = 99" });
    const broken = await collect(sha);
    expect(broken.lockfiles.problems).toMatchObject([{ path: "Cargo.lock" }]);
    expect(await collect(sha)).toEqual({ ...broken, asked: 0 });
  });

  it("is not that of another repository, or of a file of another name, or of an hour long past", async () => {
    const sha = await pushed("own", { "Cargo.lock": lock("h2"), "uv.lock": lock("h2") });
    expect((await collect(sha)).asked).toBe(2);
    expect((await collect(sha, 4711)).asked).toBe(2);
    app.advance(25 * 3600 * 1000);
    expect((await collect(sha)).asked).toBe(2);
  });

  it("is read again where what stands beside it changes", async () => {
    const packages = { "node_modules/left": { version: "1.0.0" } };
    const files = { "package-lock.json": JSON.stringify({ lockfileVersion: 3, packages }) };
    const [one, two] = ['{ "name": "one" }', '{ "name": "two" }'];
    expect((await collect(await pushed("beside", { ...files, "package.json": one }))).asked).toBe(2);
    // The lockfile itself is remembered by its ETag only at the same commit.
    expect((await collect(await pushed("beside", { "package.json": two }))).asked).toBe(2);
  });

  it("is that of what a link leads to, which can change without it", async () => {
    const link = { link: "locks/one" };
    const first = await pushed("linked", { "locks/one": lock("h2"), "Cargo.lock": link });
    expect((await collect(first)).read).toEqual({ "Cargo.lock": ["h2"] });
    const next = await pushed("linked", { "locks/one": lock("rand") });
    expect((await collect(next)).read).toEqual({ "Cargo.lock": ["rand"] });
  });
});

describe("lockfiles that are too large", () => {
  const mebibyte = 1024 * 1024;
  const filled = (name: string, size: number) => `${lock(name)}\n# `.padEnd(size, "-");

  it("are those of more than 10 MB, and those that bring all of them above 32 MB", async () => {
    const sha = await pushed("large", {
      "a/Cargo.lock": lock("a"),
      "b/Cargo.lock": filled("b", 10 * mebibyte + 1),
      "c/Cargo.lock": filled("c", 2 * mebibyte + 1),
      "d/Cargo.lock": filled("d", 2 * mebibyte),
      "e/Cargo.lock": lock("e"),
    });
    // As if three others were large: 30 MB need not travel to be counted.
    const at = { ...app.at, sha };
    const files = await findScannedFiles(at, { rules: { lockfiles: undefined, skip: [] }, policies: [] }, app);
    const key = keyOfLockfile(app.at.repositoryId, "a/Cargo.lock", files) ?? "";
    const reading = { inventory: { ecosystem: "crates.io", packages: [] } };
    await keepLockfile(app.store, key, { bytes: 10 * mebibyte, reading });
    const chosen = ["a/Cargo.lock", "a/Cargo.lock", "a/Cargo.lock", ...files.chosen.slice(1)];
    const { lockfiles, problems } = await collectLockfiles(at, { ...files, chosen }, app);
    expect(lockfiles.inventories.map(({ path }) => path[0])).toEqual(["a", "a", "a", "d"]);
    expect(problems).toEqual([
      { path: "b/Cargo.lock", problem: "has 10485761 bytes, more than the 10485760 that are read" },
      {
        path: "c/Cargo.lock",
        problem: "has 2097153 bytes, which brings all lockfiles above the 33554432 that are read",
      },
      expect.objectContaining({ path: "e/Cargo.lock" }),
    ]);
  });
});
