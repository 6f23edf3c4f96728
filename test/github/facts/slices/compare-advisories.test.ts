import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createOsvSource } from "../../../../src/advisories/osv.ts";
import { loadConfig } from "../../../../src/config/load.ts";
import { compareAdvisories } from "../../../../src/github/facts/slices/compare-advisories.ts";
import { collectFiles } from "../../../../src/github/facts/collect-files.ts";
import { getPullRequest } from "../../../../src/github/facts/pull-request.ts";
import type { AdvisoryComparison } from "../../../../src/policy/advisory/comparison.ts";
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
const brought = aRecord({ id: "RUSTSEC-2099-0002", name: "h2", events: [{ introduced: "0" }, { fixed: "0.4.13" }] });

beforeAll(async () => {
  osv = await startOsv({ records: [carried, brought] });
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
  const loaded = loadConfig(`version: 1\n${config}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const pullRequest = await getPullRequest(number, app.at, app.octokit);
  const listed = await collectFiles(pullRequest, app.at, app);
  const checksAt = isQueued ? (await local.mergeGroup(number)).headSha : pullRequest.headSha;
  const mark = local.requests.mark();
  const scene = { pullRequest, config: loaded.config, files: listed, at: app.at, checksAt };
  const look = () => compareAdvisories(scene, { ...app, advisories: source() });
  const comparison = await look();
  return { look, comparison, asked: local.requests.since(mark).reads().length };
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

  it("is everything in a lockfile that was not there", async () => {
    const config = "advisories: { lockfiles: [tools/Cargo.lock] }\n";
    const { comparison } = await compare({ files: { "tools/Cargo.lock": lock("oldtime@0.1.45") }, config });
    expect(standing(comparison)).toEqual(["RUSTSEC-2099-0001 introduced none"]);
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
});

describe("a second look", () => {
  it("says the same, and costs no request that counts", async () => {
    const { comparison, look } = await compare({ files: { "Cargo.lock": lock("oldtime@0.1.45", "h2@0.4.0") } });
    const [mark, seen] = [local.requests.mark(), osv.requests.length];
    expect(await look()).toEqual(comparison);
    const counted = local.requests
      .since(mark)
      .reads()
      .filter(({ status }) => status !== 304 && status !== 404);
    expect(counted).toEqual([]);
    expect(osv.requests).toHaveLength(seen);
  });
});

describe("a pull request that changes no lockfile", () => {
  it("costs one request: whether they are links", async () => {
    const { comparison, asked } = await compare({ files: { "src/main.rs": "" } });
    expect(comparison).toEqual({ state: "untouched", lockfiles: ["Cargo.lock"], unlisted: [] });
    expect(asked).toBe(1);
    expect(osv.requests).toEqual([]);
  });

  it("is told of one that the configuration does not name", async () => {
    const { comparison } = await compare({ files: { "tools/Cargo.lock": lock() } });
    expect(comparison).toMatchObject({ state: "untouched", unlisted: ["tools/Cargo.lock"] });
  });
});

describe("what cannot be told", () => {
  it.for<{ name: string; change: Change; says: string }>([
    {
      name: "a broken lockfile",
      change: { files: { "Cargo.lock": "version = 4\n<<<<<<< ours\n" } },
      says: "Cargo.lock at this head cannot be read: line 2: holds merge conflict markers.",
    },
    {
      name: "a lockfile that goes",
      change: { files: { "Cargo.lock": null } },
      says: "Cargo.lock is among the lockfiles of the configuration, and is not there at this head.",
    },
    {
      name: "a format that nobody reads yet",
      change: { files: { "yarn.lock": "" }, config: "advisories: { lockfiles: [yarn.lock] }\n" },
      says: "yarn.lock at this head cannot be read: is of a format that cannot be read yet; readable is Cargo.lock.",
    },
  ])("is $name", async ({ change, says }) => {
    expect(why((await compare(change)).comparison)).toEqual([says]);
    expect(osv.requests).toEqual([]);
  });

  it("is a lockfile that is a link, also where the pull request changes what it leads to and not the link", async () => {
    const says = "Cargo.lock is a symbolic link, or in a folder that is one, so its content can change without it.";
    const before = lock("oldtime@0.1.45");
    const introduced = await compare({ files: { "locks/one": before, "Cargo.lock": { link: "locks/one" } } });
    expect(why(introduced.comparison)).toEqual([says]);
    await local.as("olga").push({ files: { "locks/one": before, "Cargo.lock": { link: "locks/one" } } });
    expect(why((await compare({ files: { "locks/one": lock("h2@0.4.0") } })).comparison)).toEqual([says]);
    await local.as("olga").push({ files: { "Cargo.lock": before } });
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
  });

  it("is asked later where the database asks to wait", async () => {
    osv.faults.push({ on: "querybatch", kind: "status", status: 429, retryAfter: "120" });
    await expect(compare({ files: { "Cargo.lock": lock("h2@0.4.0") } })).rejects.toThrow(RetryLater);
  });

  it.for(["contents/{path}", "compare/{basehead}"])("is not guessed where GitHub does not answer %s", async (path) => {
    local.faults.next({ kind: "status", status: 502, method: "GET", route: `/repos/{owner}/{repo}/${path}` });
    await expect(compare({ files: { "Cargo.lock": lock("h2@0.4.0") } })).rejects.toThrow(/could not read|502/);
    local.faults.clear();
  });
});
