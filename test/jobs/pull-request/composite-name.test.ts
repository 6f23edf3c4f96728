import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readSnapshot } from "../../../src/policy/ledger/snapshot.ts";
import { nextSecond } from "../../support/next-second.ts";
import { type AppAtWork, anAppAtWork } from "../../support/app-at-work.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const called = (name: string, gates = "touched") => `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [${gates}], check: ${name} }
`;

let local: LocalGitHub;
let app: AppAtWork;
let number: number;
let headSha: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": called("Merge gate") } });
});
afterAll(() => local.close());

beforeEach(async () => {
  await configure(called("Merge gate"));
  app = await anAppAtWork(local);
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  ({ number, headSha } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files }));
  await app.receive();
});

async function configure(text: string): Promise<void> {
  await local.as("olga").push({ branch: "main", files: { ".github/gatehouse.yml": text } });
}

/** What the checks of ours say, by name. */
async function checks() {
  const runs = (await local.checkRuns(headSha)).filter((run) => run.app.id === local.appId);
  return Object.fromEntries(runs.map(({ name, conclusion, status }) => [name, conclusion ?? status]));
}

const where = () => {
  const { installationId, owner, repo, repositoryId } = local;
  return { installationId, owner, repo, repositoryId, number };
};
const look = () => app.work({ job: "evaluate-pull-request", payload: where() });

async function say(login: string, body: string): Promise<void> {
  await local.as(login).comment(number, body);
  await app.receive();
}

describe("the composite under a name of the configuration", () => {
  it("is reported under that name only", async () => {
    expect(await checks()).toEqual({ "Merge gate": "in_progress" });
    await say("ana", "/signoff runtime");
    expect(await checks()).toEqual({ "Merge gate": "success" });
  });

  it("is always reported, also where nothing is required", async () => {
    await configure(called("Merge gate", ""));
    await look();
    expect(await checks()).toEqual({ "Merge gate": "success" });
  });

  it("keeps its name while the configuration cannot be read", async () => {
    await say("ana", "/signoff runtime");
    await configure("version: 2\n");
    await look();
    expect(await checks()).toEqual({ "Merge gate": "action_required" });
  });

  it("is no success any more once the pull request moved, before anything is read", async () => {
    await say("ana", "/signoff runtime");
    const movement = { headSha, baseBranch: "stable", seenAt: app.now().toISOString() };
    app.advance(1000);
    const mark = local.requests.mark();
    await app.asks({ job: "record-movement", payload: { ...where(), ...movement } });
    expect(await checks()).toEqual({ "Merge gate": "in_progress" });
    expect(local.requests.since(mark).reads()).toEqual([]);
  });

  it("holds the ledger, which is found there after the store is lost", async () => {
    await say("ana", "/signoff runtime");
    await say("ana", "/hold");
    await nextSecond();
    app = await app.withoutStore();
    await look();
    expect(await checks()).toEqual({ "Merge gate": "action_required" });
    const run = (await local.checkRuns(headSha)).find(({ name }) => name === "Merge gate");
    expect(readSnapshot(run?.output.text ?? "", number)?.entries).toHaveLength(2);
  });
});

describe("a composite that is called otherwise from now on", () => {
  const rename = async () => {
    await configure(called("Second gate"));
    await look();
  };

  it("leaves no success behind: at this commit the old check goes on saying the same", async () => {
    await say("ana", "/signoff runtime");
    await rename();
    expect(await checks()).toEqual({ "Merge gate": "success", "Second gate": "success" });
    await say("ana", "/hold");
    expect(await checks()).toEqual({ "Merge gate": "action_required", "Second gate": "action_required" });
    await look();
    const mark = local.requests.mark();
    await look();
    expect(local.requests.since(mark).writes()).toEqual([]);
  });

  it("leaves none behind where the store was lost in between", async () => {
    await say("ana", "/signoff runtime");
    await nextSecond();
    app = await app.withoutStore();
    await local.as("ana").comment(number, "/hold");
    await rename();
    await app.receive();
    expect(await checks()).toEqual({ "Merge gate": "action_required", "Second gate": "action_required" });
  });

  it("is not told of under the old name at another commit", async () => {
    await rename();
    const { head } = await local.pullRequest(number);
    headSha = await local.as("dan").push({ branch: head.ref, files: { "src/start.ts": "export const more = 1;\n" } });
    await app.receive();
    expect(await checks()).toEqual({ "Second gate": "in_progress" });
  });
});
