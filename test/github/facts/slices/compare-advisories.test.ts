import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createOsvSource } from "../../../../src/advisories/osv.ts";
import { loadConfig } from "../../../../src/config/load.ts";
import { compareAdvisories } from "../../../../src/github/facts/slices/compare-advisories.ts";
import { forgetMergeGroup, recordMergeGroup } from "../../../../src/github/heads/merge-groups.ts";
import { keepNumbered } from "../../../../src/github/triage/known-numbers.ts";
import { collectFiles } from "../../../../src/github/facts/collect-files.ts";
import { getPullRequest } from "../../../../src/github/facts/pull-request.ts";
import type { AdvisoryComparison } from "../../../../src/policy/advisory/comparison/comparison.ts";
import { RetryLater } from "../../../../src/queue/job.ts";
import { plainSentence } from "../../../../src/render/plain-reason.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import type { Files } from "../../../support/github/pusher.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";
import { type LocalOsv, startOsv } from "../../../support/osv-server.ts";
import { aRecord } from "../../../policy/advisory/builders.ts";

let local: LocalGitHub;
let osv: LocalOsv;
let app: AppOnGitHub;

const carried = aRecord({ id: "RUSTSEC-2099-0001", name: "oldtime" });
const ofNpm = aRecord({ id: "GHSA-2099-aaaa-bbbb", ecosystem: "npm", name: "leftish" });
const brought = aRecord({ id: "RUSTSEC-2099-0002", name: "h2", events: [{ introduced: "0" }, { fixed: "0.4.13" }] });

beforeAll(async () => {
  osv = await startOsv({ records: [carried, brought, ofNpm] });
  local = await startLocalGitHub({ files: { "Cargo.lock": lock("oldtime@0.1.45"), "deny.toml": deny() } });
});
afterAll(async () => {
  await local.close();
  await osv.close();
});
beforeEach(async () => {
  app = await anAppOn(local);
  osv.requests.length = 0;
  osv.faults.length = 0;
});

function lock(...crates: readonly string[]): string {
  const packages = crates.map((crate) => {
    const [name, version] = crate.split("@");
    return `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n`;
  });
  return ["version = 4\n", ...packages].join("\n");
}

function deny(...ids: readonly string[]): string {
  return `[advisories]\nignore = [\n${ids.map((id) => `    "${id}",\n`).join("")}]\n`;
}

interface Change {
  readonly files: Files;
  /** Pushed to the base branch after the pull request was opened. */
  readonly meanwhile?: Readonly<Record<string, string | null>>;
  readonly config?: string;
  readonly isQueued?: boolean;
}

async function compare({ files, meanwhile, config = "", isQueued = false }: Change) {
  const title = `feat: ${crypto.randomUUID()}`;
  const { number } = await local.as("dan").openPullRequest({ title, files: { ...files, "own.txt": title } });
  if (meanwhile !== undefined) await local.as("olga").push({ files: meanwhile });
  const checksAt = isQueued ? (await local.mergeGroup(number)).headSha : undefined;
  const { look } = await sceneOf(number, config, checksAt);
  const mark = local.requests.mark();
  const comparison = await look();
  return { look, comparison, asked: local.requests.since(mark).reads().length };
}

async function sceneOf(number: number, config: string, checksAt?: string) {
  const loaded = loadConfig(`version: 1\n${config}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const pullRequest = await getPullRequest(number, app.at, app.octokit);
  const files = await collectFiles(pullRequest, app.at, app);
  const { at } = app;
  const scene = { pullRequest, config: loaded.config, files, at, checksAt: checksAt ?? pullRequest.headSha };
  return { look: () => compareAdvisories(scene, { ...app, advisories: source() }) };
}

function source() {
  const quick = { delay: async () => undefined, random: () => 0, requestTimeoutMs: 5000, stepTimeoutMs: 20_000 };
  const options = { baseUrl: osv.url, userAgent: "gatehouse/0.0.0", fetch: globalThis.fetch, now: app.now, ...quick };
  return createOsvSource(options, app.store);
}

/** Which advisory stands how, and what it is covered by. */
function standing(comparison: AdvisoryComparison): readonly string[] {
  if (comparison.state !== "compared") return [JSON.stringify(comparison)];
  return comparison.standing.map(({ id, change, cover }) => `${id} ${change} ${cover}`);
}

function why(comparison: AdvisoryComparison): readonly string[] {
  return comparison.state === "unknown" ? comparison.why.map(plainSentence) : [comparison.state];
}

const batches = () => osv.requests.filter(({ path }) => path === "/v1/querybatch");

describe("what a pull request brings", () => {
  it("is told from what was there, with one question to the database", async () => {
    const { comparison } = await compare({ files: { "Cargo.lock": lock("oldtime@0.1.45", "h2@0.4.0") } });
    expect(standing(comparison)).toEqual(["RUSTSEC-2099-0001 carried none", "RUSTSEC-2099-0002 introduced none"]);
    expect(comparison).toMatchObject({ checked: 2, resolved: [], base: { state: "read" } });
    expect(batches()).toHaveLength(1);
    expect(batches()[0]?.names.toSorted()).toEqual(["h2", "oldtime"]);
  });

  it("is held against the commit that it grew from, and not against what others merged since", async () => {
    const files = { "Cargo.lock": lock("oldtime@0.1.45", "rand@0.9.0") };
    const { comparison } = await compare({ files, meanwhile: { "Cargo.lock": lock("serde@1.0.0") } });
    expect(standing(comparison)).toEqual(["RUSTSEC-2099-0001 carried none"]);
    await local.as("olga").push({ files: { "Cargo.lock": lock("oldtime@0.1.45") } });
  });

  it("is what it resolves too", async () => {
    const { comparison } = await compare({ files: { "Cargo.lock": lock("serde@1.0.0") } });
    expect(comparison).toMatchObject({ standing: [], resolved: ["RUSTSEC-2099-0001"] });
  });

  it.for([
    { named: "by name", config: "advisories: { lockfiles: [tools/Cargo.lock] }\n" },
    { named: "by a glob", config: 'advisories: { lockfiles: ["tools/**"] }\n' },
  ])("is everything in a lockfile that was not there, meant $named", async ({ config }) => {
    const { comparison } = await compare({ files: { "tools/Cargo.lock": lock("oldtime@0.1.45") }, config });
    expect(standing(comparison)).toEqual(["RUSTSEC-2099-0001 introduced none"]);
  });

  it("is looked for in every lockfile, also in one of another format", async () => {
    const packages = { "": { dependencies: { leftish: "1" } }, "node_modules/leftish": { version: "1.0.0" } };
    const text = JSON.stringify({ lockfileVersion: 3, packages });
    const { comparison } = await compare({ files: { "web/package-lock.json": text } });
    expect(standing(comparison)).toEqual(["GHSA-2099-aaaa-bbbb introduced none", "RUSTSEC-2099-0001 carried none"]);
    expect(comparison).toMatchObject({ checked: 2 });
  });

  it("is gone with a lockfile that goes", async () => {
    await local.as("olga").push({ files: { "old/Cargo.lock": lock("h2@0.4.0") } });
    const { comparison } = await compare({ files: { "old/Cargo.lock": null } });
    await local.as("olga").push({ files: { "old/Cargo.lock": null } });
    expect(comparison).toMatchObject({ base: { state: "read" }, resolved: ["RUSTSEC-2099-0002"] });
  });

  it("is not met with an ignore that stands beside another lockfile", async () => {
    const config = 'advisories: { lockfiles: ["**/Cargo.lock"] }\n';
    const ignored = { "a/osv-scanner.toml": '[[IgnoredVulns]]\nid = "RUSTSEC-2099-0002"\n' };
    const beside = { ...ignored, "a/Cargo.lock": lock("h2@0.4.0") };
    const [with_, without] = [beside, { ...ignored, "b/Cargo.lock": lock("h2@0.4.0") }];
    expect(standing((await compare({ files: with_, config })).comparison)).toContain(
      "RUSTSEC-2099-0002 introduced added",
    );
    expect(standing((await compare({ files: without, config })).comparison)).toContain(
      "RUSTSEC-2099-0002 introduced none",
    );
  });

  it("is nobody's own ignore that was there before the lockfile beside it", async () => {
    await local.as("olga").push({
      files: { "a/osv-scanner.toml": '[[IgnoredVulns]]\nid = "RUSTSEC-2099-0002"\n' },
    });
    const { comparison } = await compare({ files: { "a/Cargo.lock": lock("h2@0.4.0") } });
    await local.as("olga").push({ files: { "a/osv-scanner.toml": null } });
    expect(standing(comparison)).toContain("RUSTSEC-2099-0002 introduced documented");
  });

  it("comes with what a scan knows of it, and who triages", async () => {
    const numbered = new Map([
      ["RUSTSEC-2099-0001", { number: 12, isOpen: true }],
      ["RUSTSEC-2099-0008", { number: 13, isOpen: false }],
    ]);
    await keepNumbered(app.store, app.at.repositoryId, numbered);
    const config = "areas: { sec: { owners: [ana], paths: [a] } }\nadvisories: { triage: sec }\n";
    const { comparison } = await compare({ files: { "deny.toml": deny("RUSTSEC-2099-0009") }, config });
    if (comparison.state !== "compared") throw new Error("both sides can be read");
    expect(comparison).toMatchObject({ triage: "sec", changedPolicies: ["deny.toml"] });
    expect([...(comparison.tracked ?? [])]).toEqual([["RUSTSEC-2099-0001", 12]]);
    expect(comparison.origin).toEqual({ source: "osv-api", asOf: undefined, isStale: false, isFallback: false });
  });

  it("is met with the ignores of both sides", async () => {
    const files = { "Cargo.lock": lock("oldtime@0.1.45", "h2@0.4.0"), "deny.toml": deny("RUSTSEC-2099-0002") };
    const { comparison } = await compare({ files });
    expect(standing(comparison)).toEqual(["RUSTSEC-2099-0001 carried none", "RUSTSEC-2099-0002 introduced added"]);
  });

  it("is compared where only the ignores change", async () => {
    await local.as("olga").push({ files: { "deny.toml": deny("RUSTSEC-2099-0001") } });
    const { comparison } = await compare({ files: { "deny.toml": deny() } });
    await local.as("olga").push({ files: { "deny.toml": deny() } });
    expect(standing(comparison)).toEqual(["RUSTSEC-2099-0001 carried removed"]);
  });

  it("counts as uncovered where the ignores cannot be read", async () => {
    const { comparison } = await compare({ files: { "deny.toml": "[advisories\n" } });
    expect(comparison).toMatchObject({ state: "compared", unreadIgnores: [{ code: "advisories-ignores-unread" }] });
  });

  it("is read at the commit of the merge queue", async () => {
    const files = { "Cargo.lock": lock("oldtime@0.1.45", "h2@0.4.0") };
    const { comparison } = await compare({ files, isQueued: true });
    expect(standing(comparison)).toContain("RUSTSEC-2099-0002 introduced none");
  });

  it("is not what stands below it, or above it, in the merge queue", async () => {
    const open = (title: string, files: Files) => local.as("dan").openPullRequest({ title, files });
    const first = await open("feat: first", { "Cargo.lock": lock("oldtime@0.1.45", "h2@0.4.0") });
    const second = await open("feat: second", { "web/Cargo.lock": lock("rand@0.9.0") });
    const one = await local.mergeGroup(first.number);
    const two = await local.mergeGroup(second.number, { onto: one });
    const { repositoryId } = app.at;
    const known = { baseBranch: "main", since: app.now().toISOString() };
    await recordMergeGroup(app.store, repositoryId, { ...one, ...known, numbers: [first.number] });
    await recordMergeGroup(app.store, repositoryId, { ...two, ...known, numbers: [first.number, second.number] });
    const inQueue = async (number: number) => standing(await (await sceneOf(number, "", two.headSha)).look());
    expect(await inQueue(first.number)).toEqual([
      "RUSTSEC-2099-0001 carried none",
      "RUSTSEC-2099-0002 introduced none",
    ]);
    expect(await inQueue(second.number)).toEqual(["RUSTSEC-2099-0001 carried none", "RUSTSEC-2099-0002 carried none"]);
    // Of a group that was ended nobody knows what belongs to whom, and too much is said rather than too little.
    await forgetMergeGroup(app.store, repositoryId, two.headSha);
    expect(await inQueue(second.number)).toContain("RUSTSEC-2099-0002 introduced none");
  });
});

describe("a second look", () => {
  it("says the same, and costs no request that counts", async () => {
    const { comparison, look } = await compare({ files: { "Cargo.lock": lock("oldtime@0.1.45", "h2@0.4.0") } });
    const [mark, seen] = [local.requests.mark(), osv.requests.length];
    expect(await look()).toEqual(comparison);
    expect(countedSince(mark)).toEqual([]);
    expect(osv.requests).toHaveLength(seen);
  });

  it.for([
    { what: "a large lockfile", files: { "Cargo.lock": `${lock("h2@0.4.0")}${"# filled\n".repeat(60_000)}` } },
    { what: "a large lockfile that is broken", files: { "Cargo.lock": "version = 99\n# filled".padEnd(400_000) } },
    { what: "lockfiles in new folders", files: { "x/Cargo.lock": lock("h2@0.4.0"), "y/Cargo.lock": lock() } },
  ])("costs none with $what", async ({ files }) => {
    const { comparison, look } = await compare({ files });
    const mark = local.requests.mark();
    expect(await look()).toEqual(comparison);
    expect(countedSince(mark)).toEqual([]);
  });

  const countedSince = (mark: ReturnType<typeof local.requests.mark>) =>
    local.requests
      .since(mark)
      .reads()
      .filter(({ status }) => status !== 304);
});

describe("a pull request that changes no lockfile", () => {
  it.for<{ readonly config?: string; readonly files: Files }>([
    { files: { "src/main.rs": "" } },
    { files: { "package.json": "{" }, config: "advisories: { lockfiles: [Cargo.lock] }\n" },
    { files: { "tests/fixtures/Cargo.lock": "broken" }, config: 'advisories: { skip: ["tests/**"] }\n' },
    { files: { "node_modules/a/package-lock.json": "broken" } },
  ])("costs no request and asks nobody: $files", async ({ files, config = "" }) => {
    const { comparison, asked } = await compare({ files, config });
    expect(comparison).toEqual({ state: "untouched", unlisted: [] });
    expect(asked).toBe(0);
    expect(osv.requests).toEqual([]);
  });

  it("is told of one that the configuration does not name", async () => {
    const config = 'advisories: { lockfiles: [Cargo.lock, "apps/**"], skip: ["old/**"] }\n';
    const files = { "tools/Cargo.lock": lock(), "old/Cargo.lock": lock(), "vendor/x/Cargo.lock": lock() };
    const { comparison } = await compare({ files, config });
    expect(comparison).toEqual({ state: "untouched", unlisted: ["tools/Cargo.lock"] });
  });
});

describe("what cannot be told", () => {
  it.for<{ name: string; change: Change; says: string }>([
    {
      name: "a lockfile with conflict markers",
      change: { files: { "Cargo.lock": "version = 4\n<<<<<<< ours\n" } },
      says: "Cargo.lock at this head cannot be read: line 2: holds merge conflict markers.",
    },
    {
      name: "a lockfile that ends in the middle",
      change: { files: { "web/package-lock.json": '{ "lockfileVersion": 3, "packages": {' } },
      says: "web/package-lock.json at this head cannot be read: line 1",
    },
    {
      name: "an empty lockfile",
      change: { files: { "Cargo.lock": "" } },
      says: "Cargo.lock at this head cannot be read: line 1: is empty",
    },
    {
      name: "a lockfile of a version that is not known yet",
      change: { files: { "Cargo.lock": "version = 99\n" } },
      says: "Cargo.lock at this head cannot be read: line 1",
    },
    {
      name: "a lockfile that goes although the configuration names it",
      change: { files: { "Cargo.lock": null }, config: "advisories: { lockfiles: [Cargo.lock] }\n" },
      says: "Cargo.lock is among the lockfiles of the configuration, and is not there at this head.",
    },
  ])("is $name", async ({ change, says }) => {
    expect(why((await compare(change)).comparison)).toEqual([expect.stringContaining(says)]);
    expect(osv.requests).toEqual([]);
  });

  it("is a lockfile that is a link, whichever file of the repository changes with it", async () => {
    const says = "Cargo.lock is a symbolic link, or in a folder that is one, so its content can change without it.";
    const before = lock("oldtime@0.1.45");
    const introduced = await compare({ files: { "locks/one": before, "Cargo.lock": { link: "locks/one" } } });
    expect(why(introduced.comparison)).toEqual([says]);
    await local.as("olga").push({ files: { "locks/one": before, "Cargo.lock": { link: "locks/one" } } });
    const files = { "locks/one": lock("h2@0.4.0"), "web/Cargo.lock": lock() };
    expect(why((await compare({ files })).comparison)).toEqual([says]);
    await local.as("olga").push({ files: { "Cargo.lock": before } });
  });

  it("is a lockfile that is named, below a folder that is a link", async () => {
    const files = { "locks/Cargo.lock": lock("h2@0.4.0"), tools: { link: "locks" }, "Cargo.lock": lock() };
    const config = "advisories: { lockfiles: [Cargo.lock, tools/Cargo.lock] }\n";
    expect(why((await compare({ files, config })).comparison)).toEqual([
      "tools/Cargo.lock is a symbolic link, or in a folder that is one, so its content can change without it.",
    ]);
  });

  it("is no lockfile that the pull request does not change: it is left out, and the others count", async () => {
    await local.as("olga").push({ files: { "old/Cargo.lock": "version = 99\n" } });
    const { comparison } = await compare({ files: { "Cargo.lock": lock("h2@0.4.0") } });
    const touched = await compare({ files: { "old/Cargo.lock": "version = 98\n" } });
    await local.as("olga").push({ files: { "old/Cargo.lock": null } });
    expect(comparison).toMatchObject({ base: { state: "read" }, resolved: ["RUSTSEC-2099-0001"] });
    expect(comparison).toMatchObject({ leftOut: [{ parameters: { file: "old/Cargo.lock" } }] });
    expect(standing(comparison)).toEqual(["RUSTSEC-2099-0002 introduced none"]);
    expect(why(touched.comparison)).toEqual([expect.stringContaining("old/Cargo.lock at this head cannot be read")]);
  });

  it("is no package with a version that cannot be read: it is not checked", async () => {
    const { comparison } = await compare({ files: { "Cargo.lock": lock("oldtime@0.1.45", "h2@next", "rand@0.9.0") } });
    expect(comparison).toMatchObject({ state: "compared", notChecked: [{ package: "h2", why: "unreadable-version" }] });
    expect(standing(comparison)).toEqual(["RUSTSEC-2099-0001 carried none"]);
  });

  it("is what more ignores accept than are read: those of the file count for nothing", async () => {
    const ids = Array.from({ length: 1001 }, () => "RUSTSEC-2099-0002");
    const { comparison } = await compare({ files: { "Cargo.lock": lock("h2@0.4.0"), "deny.toml": deny(...ids) } });
    expect(comparison).toMatchObject({ unreadIgnores: [{ code: "advisories-ignores-unread" }] });
    expect(standing(comparison)).toContain("RUSTSEC-2099-0002 introduced none");
  });

  it("is what a link accepts: its ignores count for nothing", async () => {
    const files = { "Cargo.lock": lock("h2@0.4.0"), "policy.toml": deny("RUSTSEC-2099-0002") };
    const { comparison } = await compare({ files: { ...files, "deny.toml": { link: "policy.toml" } } });
    expect(comparison).toMatchObject({ unreadIgnores: [{ code: "advisories-ignores-unread" }] });
    expect(standing(comparison)).toContain("RUSTSEC-2099-0002 introduced none");
  });

  it("is what a broken lockfile was before", async () => {
    await local.as("olga").push({ files: { "Cargo.lock": "version = 9\n" } });
    const { comparison } = await compare({ files: { "Cargo.lock": lock("h2@0.4.0") } });
    await local.as("olga").push({ files: { "Cargo.lock": lock("oldtime@0.1.45") } });
    expect(comparison).toMatchObject({ base: { state: "unread", why: [{ code: "advisories-base-unread" }] } });
    expect(standing(comparison)).toEqual(["RUSTSEC-2099-0002 unknown none"]);
  });

  it("is what a database that does not answer would have said; it is asked again", async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) osv.faults.push({ on: "querybatch", kind: "status", status: 500 });
    const { comparison } = await compare({ files: { "Cargo.lock": lock("h2@0.4.0") } });
    expect(comparison).toMatchObject({ state: "unknown", retryAt: new Date(app.now().getTime() + 15 * 60_000) });
    expect(why(comparison)).toEqual(["The database of advisories did not answer."]);
    expect(comparison).toMatchObject({ isFailure: false });
  });

  it("is that, too, where the configuration makes a failure of it", async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) osv.faults.push({ on: "querybatch", kind: "status", status: 500 });
    const config = "advisories: { source_down: fail }\n";
    const { comparison } = await compare({ files: { "Cargo.lock": lock("h2@0.4.0") }, config });
    expect(comparison).toMatchObject({ state: "unknown", isFailure: true });
  });

  it("is asked later where the database asks to wait", async () => {
    osv.faults.push({ on: "querybatch", kind: "status", status: 429, retryAfter: "120" });
    await expect(compare({ files: { "Cargo.lock": lock("h2@0.4.0") } })).rejects.toThrow(RetryLater);
  });

  it.for(["contents/{path}", "compare/{basehead}", "git/trees/{tree_sha}"])(
    "is not guessed where GitHub does not answer %s",
    async (path) => {
      local.faults.next({ kind: "status", status: 502, method: "GET", route: `/repos/{owner}/{repo}/${path}` });
      await expect(compare({ files: { "Cargo.lock": lock("h2@0.4.0") } })).rejects.toThrow(/could not read|502/);
      local.faults.clear();
    },
  );
});
