import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { usedGates } from "../../../src/config/used-gates.ts";
import { collectSnapshot } from "../../../src/github/facts/collect.ts";
import { recordCurrentState, recordDiff, recordMovement } from "../../../src/github/heads/heads.ts";
import { getPullRequest } from "../../../src/github/facts/pull-request.ts";
import type { UsedGate } from "../../../src/policy/evaluate.ts";
import type { Person } from "../../../src/policy/facts.ts";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { aSignOff, aStamp } from "../../support/builders.ts";
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

const touched = "pull_request: { require: [touched] }";
const runtime = "runtime: { owners: [ana], paths: [src/**] }";

async function open(path = "src/a.ts") {
  const title = `feat: ${crypto.randomUUID()}`;
  return local.as("dan").openPullRequest({ title, files: { [path]: `${title}\n` } });
}

async function collect(
  number: number,
  text: string,
  given: {
    readonly ledger?: readonly LedgerEntry[];
    readonly checksAt?: string;
    readonly used?: readonly UsedGate[];
  } = {},
) {
  const loaded = loadConfig(`version: 1\n${text}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { config } = loaded;
  const pullRequest = await getPullRequest(number, app.at, app.octokit);
  const heads = await recordCurrentState(app.store, pullRequest, {
    repositoryId: app.at.repositoryId,
    now: app.now(),
  });
  const { ledger = [], checksAt = pullRequest.headSha, used = usedGates(config, pullRequest) } = given;
  const scene = { pullRequest, ledger, heads, config, used };
  const sources = { ...app, appId: app.github.appId };
  const mark = local.requests.mark();
  const snapshot = await collectSnapshot(scene, app.at, checksAt, sources);
  const asked = local.requests.since(mark).reads();
  return { ...snapshot, routes: asked.map(({ route }) => route.replace(/^.*(?=\/)/, "")), asked };
}

describe("what is asked for a look", () => {
  it.for<{ name: string; path?: string; config: string; routes: readonly string[] }>([
    {
      name: "for a title the commits and the version, and the files, because the configuration may be among them",
      config: "pull_request: { require: [title] }",
      routes: ["/files", "/commits", "/releases", "/tags"],
    },
    {
      name: "the files for areas that are not touched",
      path: "README.txt",
      config: `areas: { ${runtime} }\n${touched}`,
      routes: ["/files"],
    },
    {
      name: "reviews and owners for an area that is touched",
      config: `areas: { ${runtime} }\n${touched}`,
      routes: ["/files", "/reviews", "/{username}"],
    },
    {
      name: "nothing for the owners of the other areas",
      config: `areas: { ${runtime}, docs: { owners: [bea, "@acme/runtime"], paths: [docs/**] } }\n${touched}`,
      routes: ["/files", "/reviews", "/{username}"],
    },
    {
      name: "each owner once, however many areas they own",
      config: `areas: { ${runtime}, everything: { owners: [Ana], required: always } }\n${touched}`,
      routes: ["/files", "/reviews", "/{username}"],
    },
    {
      name: "the commits where contributors may not sign",
      config: `areas: { runtime: { owners: [ana], paths: [src/**], exclude_contributors: true } }\n${touched}`,
      routes: ["/files", "/reviews", "/{username}", "/commits"],
    },
    {
      name: "nothing else for areas that no gate asks for",
      config: `areas: { ${runtime} }\npull_request: { require: [title] }`,
      routes: ["/files", "/commits", "/releases", "/tags"],
    },
    {
      name: "the owners of an area that a gate names, although it is not touched",
      path: "README.txt",
      config: `areas: { ${runtime} }\ngates: { release: { signoff: [runtime] } }\npull_request: { require: [release] }`,
      routes: ["/files", "/reviews", "/{username}"],
    },
  ])("$name", async ({ path, config, routes }) => {
    const { number } = await open(path);
    expect((await collect(number, config)).routes).toEqual(routes);
  });

  it("is answered by what is known the second time", async () => {
    const { number } = await open();
    const text = `areas: { runtime: { owners: [ana, "@acme/runtime"], paths: [src/**] } }\n${touched}`;
    await collect(number, text);
    const { asked } = await collect(number, text);
    expect(asked.map(({ status, route }) => [status, route.replace(/^.*(?=\/)/, "")])).toEqual([
      [304, "/files"],
      [304, "/reviews"],
    ]);
  });

  it("is CODEOWNERS of the base branch where code owners sign", async () => {
    await local.as("olga").commitTo("main", { CODEOWNERS: "/src/ @ana\n" });
    const { number } = await open();
    const found = await collect(number, `areas: { code: { codeowners: true } }\n${touched}`);
    expect(found.signing.areas).toMatchObject([{ name: "code", owners: ["ana"], problem: undefined }]);
    expect([...found.signing.people.keys()]).toEqual(["code ana"]);
    // Once for each new text: whether the file is a symbolic link.
    expect(found.routes).toEqual(["/files", "/{path}", "/{path}", "/graphql", "/reviews", "/{username}"]);
  });
});

describe("who is asked about", () => {
  it("whoever signed, also where nothing must be signed any more", async () => {
    const ana = await local.account("ana");
    const { number } = await open("README.txt");
    const ledger = [aSignOff({ actor: { id: ana.id, login: "ana" } })];
    const { signing, routes } = await collect(number, `areas: { ${runtime} }\n${touched}`, { ledger });
    expect(signing.people.get("runtime")?.signers).toEqual([{ id: ana.id, capacity: "owner" }]);
    expect(routes).toEqual(["/files", "/reviews", "/{username}"]);
  });

  it("whoever asks for changes", async () => {
    const ana = await local.account("ana");
    const { number } = await open();
    await local.as("ana").review(number, { state: "request-changes" });
    await local.as("mallory").review(number, { state: "request-changes" });
    const { signing } = await collect(number, `areas: { ${runtime} }\n${touched}`);
    expect(signing.people.get("runtime")?.signers).toEqual([{ id: ana.id, capacity: "owner" }]);
    expect(signing.reviews).toHaveLength(2);
  });
});

describe("T20: what GitHub does not list", () => {
  it("leaves every digest of the present head open", async () => {
    const { number } = await open();
    const pullRequest = { ...(await getPullRequest(number, app.at, app.octokit)), changedFiles: 3001 };
    const loaded = loadConfig(`version: 1\nareas: { ${runtime} }\n${touched}`);
    if (!loaded.ok) throw new Error("the configuration of this test is broken");
    const { config } = loaded;
    const heads = await recordCurrentState(app.store, pullRequest, { repositoryId: 1, now: app.now() });
    const scene = { pullRequest, ledger: [], heads, config, used: usedGates(config, pullRequest) };
    const sources = { ...app, appId: app.github.appId };
    const { files, signing } = await collectSnapshot(scene, app.at, pullRequest.headSha, sources);
    expect(files.isComplete).toBe(false);
    expect(signing.heads.present.diff).toMatchObject({ whole: null, areas: { runtime: { digest: null } } });
  });

  it("is never taken for nothing: files that no gate needs are unknown", async () => {
    const { number } = await open();
    const { files } = await collect(number, "pull_request: { require: [title] }", { used: [] });
    expect(files).toEqual({ files: [], isComplete: false });
  });
});

describe("what no gate needs", () => {
  const waiver = (given: {
    readonly ms?: number;
    readonly actor?: Person;
    readonly isInReview?: boolean;
  }): LedgerEntry => {
    const { ms = 1000, actor, isInReview = false } = given;
    const stamp = aStamp(actor === undefined ? {} : { actor });
    return {
      kind: "waived",
      ...stamp,
      source: { kind: isInReview ? "review" : "comment", id: 7 },
      headSha: "a",
      baseBranch: "main",
      wholeDigest: null,
      gate: "ci",
      until: new Date(app.now().getTime() + ms).toISOString(),
      reason: "hotfix",
    };
  };
  const config = `areas: { ${runtime}, docs: { owners: [bea], paths: [src/**] } }
gates: { ci: { checks: [build], area: runtime } }
pull_request: { require: [ci] }`;

  const ofChecks = ["/check-runs", "/statuses"];
  it.for([
    {
      name: "is read while a waiver counts: the files that it is for, and whether its giver still may",
      given: {},
      routes: ["/files", "/{username}"],
    },
    { name: "is not read for a waiver that is over", given: { ms: -1000 }, routes: ["/files"] },
    {
      name: "is read for a waiver in a review with the reviews",
      given: { isInReview: true },
      routes: ["/files", "/reviews", "/{username}"],
    },
  ])("$name", async ({ given, routes }) => {
    const { number } = await open();
    const found = await collect(number, config, { ledger: [waiver(given)] });
    expect(found.routes.filter((route) => !ofChecks.includes(route))).toEqual(routes);
  });

  it("T49: knows no signer in somebody who is no owner any more", async () => {
    const { number } = await open();
    const signersFor = async (login: string) => {
      const actor = await local.account(login);
      const { signing } = await collect(number, config, { ledger: [waiver({ actor })] });
      return signing.people.get("runtime")?.signers.map(({ id }) => id === actor.id);
    };
    expect(await signersFor("ana")).toEqual([true]);
    expect(await signersFor("bea")).toEqual([]);
  });
});

describe("the earlier heads of a look", () => {
  it("come with their digests where a review names them", async () => {
    const { number, headSha, branch } = await open();
    const subject = { repositoryId: app.at.repositoryId, number };
    const config = `areas: { ${runtime} }\nsignoffs: { reviews: implicit }\n${touched}`;
    const first = await collect(number, config);
    const { diff } = first.signing.heads.present;
    if (diff === undefined) throw new Error("the files were not compared");
    await recordDiff(app.store, { ...subject, headSha, now: app.now() }, diff);
    await local.as("ana").review(number, { state: "approve" });
    app.advance(60_000);
    const pushed = await local.as("dan").push({ branch, files: { "src/b.ts": "b\n" } });
    const seenAt = app.now().toISOString();
    await recordMovement(app.store, subject, { headSha: pushed, baseBranch: "main", seenAt });
    const { signing } = await collect(number, config);
    expect(signing.heads.present).toMatchObject({ sha: pushed, since: new Date(seenAt) });
    expect(signing.heads.earlier).toMatchObject([{ sha: headSha, diff }]);
    expect(signing.heads.present.diff?.whole).not.toBe(diff.whole);
  });
});

it("T26: checks and documents are those of the commit that is asked for", async () => {
  const { number } = await open();
  const group = await local.mergeGroup(number);
  await local.reportCheck({ name: "build", headSha: group.headSha, conclusion: "failure" });
  const config = "gates: { ci: { checks: [build] } }\npull_request: { require: [ci] }";
  const atHead = await collect(number, config);
  expect(atHead.checks.checks).toEqual([]);
  const atGroup = await collect(number, config, { checksAt: group.headSha });
  expect(atGroup.checks.checks).toMatchObject([{ name: "build", conclusion: "failure" }]);
});
