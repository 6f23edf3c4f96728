import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLedger } from "../../../src/github/ledger/ledger.ts";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
pull_request: { require: [title], hold_label: Hold }
`;

let local: LocalGitHub;
let desk: JobDesk;
let number: number;
let headSha: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
});
afterAll(() => local.close());

beforeEach(async () => {
  desk = await aJobDesk(local);
  opened += 1;
  const pull = { title: `feat: part ${opened}`, files: { [`part-${opened}.txt`]: "new\n" } };
  ({ number, headSha } = await local.as("dan").openPullRequest(pull));
  await desk.settle();
});

const holders = async () =>
  foldLedger(await readLedger(desk.app.store, local.repositoryId, number)).holds.map(({ actor }) => actor.login);
const labels = async () => (await local.pullRequest(number)).labels.map(({ name }) => name);
const conclusion = async () =>
  (await local.checkRuns(headSha)).find(({ name }) => name === "gatehouse")?.conclusion ?? "none";

async function does(act: Promise<unknown>): Promise<void> {
  await act;
  await desk.settle();
}

describe("the hold label", () => {
  it("shows a hold, and goes with the last one", async () => {
    await does(local.as("dan").comment(number, "/hold"));
    await does(local.as("ana").comment(number, "/hold waiting for the benchmark"));
    expect(await labels()).toEqual(["Hold"]);
    await does(local.as("dan").comment(number, "/unhold"));
    expect(await labels()).toEqual(["Hold"]);
    await does(local.as("ana").comment(number, "/unhold"));
    expect(await labels()).toEqual([]);
    expect(await conclusion()).toBe("success");
  });

  it("T29: that somebody takes off lifts nothing, and is put back", async () => {
    await does(local.as("dan").comment(number, "/hold"));
    await does(local.as("olga").unlabel(number, "Hold"));
    expect(await holders()).toEqual(["dan"]);
    expect(await labels()).toEqual(["Hold"]);
    expect(await conclusion()).toBe("action_required");
  });

  it("that a person sets is their hold, whatever its case", async () => {
    await does(local.as("olga").label(number, "hold"));
    expect(await holders()).toEqual(["olga"]);
    expect(await conclusion()).toBe("action_required");
  });

  it("that a person set is lifted by a command, and the same event holds nothing again", async () => {
    const { installationId, owner, repo, repositoryId } = local;
    const { id, login } = await local.account("olga");
    // GitHub's times are in whole seconds, and what was said in one second stays held.
    const changedAt = new Date(Date.now() - 60_000).toISOString();
    const event = { number, baseBranch: "main", label: "hold", isSet: true, changedAt, by: { id, login } };
    await desk.run("record-label", { installationId, owner, repo, repositoryId, ...event });
    expect(await holders()).toEqual(["olga"]);
    await does(local.as("olga").comment(number, "/unhold"));
    expect(await holders()).toEqual([]);
    await desk.run("record-label", { installationId, owner, repo, repositoryId, ...event });
    expect(await holders()).toEqual([]);
  });

  it("delivered again writes nothing", async () => {
    await does(local.as("olga").label(number, "Hold"));
    const mark = local.requests.mark();
    await desk.replay((all) => all);
    expect(local.requests.since(mark).writes()).toEqual([]);
  });

  it("set before anything was held is left alone where the news of it was lost", async () => {
    await local.as("olga").label(number, "Hold");
    await desk.overlook();
    await does(local.as("dan").setTitle(number, "feat: another title"));
    expect(await labels()).toEqual(["Hold"]);
  });
});

describe("the name of the label", () => {
  it("is the one that the configuration gives now", async () => {
    await does(local.as("olga").label(number, "Hold"));
    const renamed = config.replace("hold_label: Hold", "hold_label: frozen");
    await does(local.as("admin").push({ files: { ".github/gatehouse.yml": renamed } }));
    await does(local.as("bea").label(number, "frozen"));
    expect((await holders()).toSorted()).toEqual(["bea", "olga"]);
    await does(local.as("admin").push({ files: { ".github/gatehouse.yml": config } }));
  });

  it("that means nothing here costs one question, which costs nothing of the limit while its answer stays", async () => {
    const mark = local.requests.mark();
    await does(local.as("olga").label(number, "docs"));
    const made = local.requests.since(mark).all();
    expect(made.map(({ method, status }) => `${method} ${status}`)).toEqual(["GET 304"]);
    expect(desk.asked.filter(({ job }) => job === "evaluate-pull-request")).toHaveLength(1);
  });
});
