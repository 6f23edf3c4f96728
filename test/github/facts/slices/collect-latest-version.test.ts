import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../../src/config/load.ts";
import type { Config } from "../../../../src/config/schema.ts";
import { usedGates } from "../../../../src/config/used-gates.ts";
import { collectLatestVersion } from "../../../../src/github/facts/slices/collect-latest-version.ts";
import { collectSnapshot } from "../../../../src/github/facts/collect.ts";
import { getPullRequest } from "../../../../src/github/facts/pull-request.ts";
import { recordCurrentState } from "../../../../src/github/heads/heads.ts";
import { evaluate } from "../../../../src/policy/evaluate.ts";
import type { PullRequest } from "../../../../src/policy/facts.ts";
import type { LatestVersion } from "../../../../src/policy/version/latest-version.ts";
import { plainSentence } from "../../../../src/render/plain-reason.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let pullRequest: PullRequest;
let tip: string;
/** What this test made. */
let releases: number[];
let tags: Set<string>;

beforeAll(async () => {
  local = await startLocalGitHub();
  tip = await local.as("dan").commitTo("main", { "a.txt": "a\n" });
  const opened = await local.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x\n" } });
  const reader = await anAppOn(local);
  pullRequest = await getPullRequest(opened.number, reader.at, reader.octokit);
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  releases = [];
  tags = new Set();
});
afterEach(async () => {
  local.faults.clear();
  for (const id of releases) await local.as("olga").deleteRelease(id);
  for (const name of tags) await local.as("olga").deleteTag(name);
});

async function release(name: string, given: { readonly draft?: boolean; readonly prerelease?: boolean } = {}) {
  // A draft has no tag yet.
  if (given.draft !== true) tags.add(name);
  releases.push((await local.as("olga").publishRelease({ tag: name, ...given })).id);
}

async function tag(...names: readonly string[]) {
  for (const name of names) {
    await local.as("olga").tag(name, tip);
    tags.add(name);
  }
}

interface Found {
  readonly latest: LatestVersion;
  readonly asked: readonly string[];
}

async function find(given: Partial<PullRequest> = {}, title = ""): Promise<Found> {
  const config = read(title);
  const mark = local.requests.mark();
  const scene = { pullRequest: { ...pullRequest, ...given }, config, at: app.at };
  const latest = await collectLatestVersion(scene, app);
  const asked = local.requests.since(mark).reads();
  return { latest, asked: asked.map(({ route, status }) => `${route.replace(/^.*(?=\/)/, "")} ${status}`) };
}

const unknown = { state: "unknown" } as const;
const unreleased = { state: "unreleased" } as const;

describe("the version that the next one is counted from", () => {
  it("is the highest of the releases and not the newest, for one request", async () => {
    await release("v0.9.0");
    await release("v0.10.0");
    await release("v0.8.4");
    await tag("v7.0.0");
    expect(await find()).toEqual({ latest: { state: "released", version: "0.10.0" }, asked: ["/releases 200"] });
  });

  it("costs nothing when nothing was released since", async () => {
    await release("v1.0.0");
    await find();
    expect((await find()).asked).toEqual(["/releases 304"]);
    await release("v1.1.0");
    expect(await find()).toEqual({ latest: { state: "released", version: "1.1.0" }, asked: ["/releases 200"] });
  });

  it("is told on the pull request, with the one that comes next", async () => {
    await release("v0.7.3");
    const [gate] = (await look()).gates;
    expect(gate?.verdict.notes?.map(plainSentence)).toEqual([
      "Merging this means minor: 0.7.3 → 0.8.0, section New features.",
    ]);
  });

  it("may be a prerelease, and is no draft", async () => {
    await release("v0.7.5");
    await release("v0.8.0-beta-1", { prerelease: true });
    await release("v0.9.0", { draft: true });
    expect((await find()).latest).toEqual({ state: "released", version: "0.8.0-beta-1" });
  });

  it("is the highest of the tags where no release is a version", async () => {
    await release("nightly");
    await tag("v0.9.9", "v0.10.0", "v0.11.0-backup-20260401", "latest");
    expect(await find()).toEqual({
      latest: { state: "released", version: "0.10.0" },
      asked: ["/releases 200", "/tags 200"],
    });
  });

  it("is not there before anything was released", async () => {
    expect(await find()).toEqual({ latest: unreleased, asked: ["/releases 200", "/tags 200"] });
    expect((await find()).asked).toEqual(["/releases 304", "/tags 304"]);
  });

  it("is unknown where components are released, and no tag is asked for", async () => {
    await release("core-v1.2.0");
    await release("cli-v0.3.0");
    expect(await find()).toEqual({ latest: unknown, asked: ["/releases 200"] });
  });

  it("is unknown where modules are tagged", async () => {
    await tag("v1.2.0", "core/v1.3.0");
    expect((await find()).latest).toEqual(unknown);
  });
});

describe("nothing is asked", () => {
  it.for<{ name: string; given: Partial<PullRequest>; title?: string }>([
    { name: "for a title that asks for no release", given: { title: "docs: x" } },
    { name: "for a title that fails", given: { title: "Feature: x" } },
    { name: "for a type that means none here", given: {}, title: "title: { types: { feat: none } }" },
    { name: "for a bot that may write what it likes", given: { title: "feat bump", isByBot: true } },
    { name: "for an author who is not judged", given: {}, title: "title: { ignore: [dan] }" },
    { name: "on a branch beside the default one", given: { baseBranch: "release/0.7" } },
  ])("$name", async ({ given, title }) => {
    await release("v1.0.0");
    expect(await find(given, title)).toEqual({ latest: unknown, asked: [] });
  });

  it("and what means a release only for one tool is asked for it", async () => {
    await release("v1.0.0");
    const { latest } = await find({ title: "docs: x" }, "title: { impact: cargo }");
    expect(latest).toEqual({ state: "released", version: "1.0.0" });
  });
});

describe("when GitHub does not answer", () => {
  const listing = "GET /repos/{owner}/{repo}/releases";
  const tagging = "GET /repos/{owner}/{repo}/tags";

  it.for([
    { status: 403, route: listing },
    { status: 404, route: listing },
    { status: 403, route: tagging },
  ])(
    "a refusal ($status of $route) makes it unknown, and the title is judged all the same",
    async ({ status, route }) => {
      local.faults.next({ kind: "status", status, route });
      expect((await look()).gates).toMatchObject([
        { verdict: { state: "pass", notes: [{ code: "title-means-release-in" }] } },
      ]);
    },
  );

  it.for([listing, tagging])("everything else is an error and not unknown: %s", async (route) => {
    local.faults.next({ kind: "status", status: 500, route, times: 10 });
    await expect(find()).rejects.toThrow("500");
  });
});

describe("of many tags", () => {
  const more = (from: number, to: number) => {
    for (let index = from; index < to; index += 1) local.listTags(`z-build-${index}`);
  };
  const pagesIn = ({ asked }: Found) => asked.filter((route) => route.startsWith("/tags")).length;

  // In one test, because what is listed stays.
  it("all count, whichever page they are on, up to a thousand", async () => {
    const first = { state: "released", version: "0.1.0" };
    local.listTags("v0.1.0");
    more(0, 249);
    let found = await find();
    expect([found.latest, pagesIn(found)]).toEqual([first, 3]);
    more(249, 999);
    found = await find();
    expect([found.latest, pagesIn(found)]).toEqual([first, 10]);
    more(999, 1000);
    found = await find();
    expect([found.latest, pagesIn(found)]).toEqual([unknown, 10]);
  });
});

/** A whole look at the title alone. */
async function look() {
  const config = read("pull_request: { require: [title] }");
  const heads = await recordCurrentState(app.store, pullRequest, {
    repositoryId: app.at.repositoryId,
    now: app.now(),
  });
  const used = usedGates(config, pullRequest).filter(({ name }) => name === "title");
  const scene = { pullRequest, ledger: [], heads, config, used };
  const snapshot = await collectSnapshot(scene, app.at, pullRequest.headSha, { ...app, appId: app.github.appId });
  return evaluate(snapshot, used, { draftsWait: false, now: app.now() });
}

function read(text: string): Config {
  const loaded = loadConfig(`version: 1\n${text}\n`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}
