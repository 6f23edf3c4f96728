import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readLedger } from "../../../src/github/ledger/ledger.ts";
import { atBackgroundPace } from "../../../src/jobs/sweep/background-pace.ts";
import { type AppAtWork, anAppAtWork } from "../../support/app-at-work.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;
const minuteMs = 60_000;

let local: LocalGitHub;
let app: AppAtWork;
let numbers: number[];
let opened = 0;

beforeEach(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config }, otherRepositories: ["website"] });
  app = await anAppAtWork(local);
  numbers = [await open(), await open()];
  await app.receive();
});

afterEach(() => local.close());

async function open(): Promise<number> {
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  const { number } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files });
  return number;
}

const sweep = () => app.work({ job: "sweep", payload: { slot: app.now().toISOString() } });
const count = (ran: readonly string[], job: string) => ran.filter((name) => name === job).length;
const signedIn = async (number: number) => (await readLedger(app.store, local.repositoryId, number)).length;

async function costOf(work: () => Promise<unknown>) {
  const mark = local.requests.mark();
  await work();
  return local.requests.since(mark);
}

describe("T44: the hourly sweep", () => {
  it("finds a sign-off whose delivery was lost", async () => {
    const [number = 0] = numbers;
    await local.as("ana").comment(number, "/signoff runtime");
    await app.lose();
    await sweep();
    expect(await signedIn(number)).toBe(1);
    expect(await app.ownCheck(number)).toMatchObject({ conclusion: "success" });
  });

  it("looks at everything that is open with the first sweep of a day, then at what changed", async () => {
    const first = await sweep();
    expect(count(first, "reconcile-pull-request")).toBe(2);
    // Nothing changes any more; past the overlap no pull request is asked for.
    app.advance(10 * minuteMs);
    await sweep();
    app.advance(10 * minuteMs);
    const quiet = await sweep();
    expect(count(quiet, "sweep-repository")).toBe(1);
    expect(count(quiet, "reconcile-pull-request")).toBe(0);
    app.advance(24 * 60 * minuteMs);
    expect(count(await sweep(), "reconcile-pull-request")).toBe(2);
  });

  it("looks at a pull request again that changed since", async () => {
    await sweep();
    const [, number = 0] = numbers;
    await local.as("ana").comment(number, "/signoff runtime");
    await app.lose();
    await sweep();
    expect(await signedIn(number)).toBe(1);
  });

  it("writes nothing where nothing was missed", async () => {
    await sweep();
    expect((await costOf(sweep)).writes()).toHaveLength(0);
  });

  it("leaves a repository alone that never had a configuration, at the cost of one question a day", async () => {
    const asked = (await costOf(sweep)).all().filter(({ path }) => path.includes("/website/"));
    expect(asked.map(({ path }) => path)).toEqual(["/repos/acme/website/contents/.github%2Fgatehouse.yml"]);
    const later = (await costOf(sweep)).all().filter(({ path }) => path.includes("/website/"));
    expect(later).toHaveLength(0);
  });

  it("finds a repository with a configuration again after the store is lost", async () => {
    const [number = 0] = numbers;
    await local.as("ana").comment(number, "/signoff runtime");
    await app.receive();
    app = await app.withoutStore();
    app.advance(2000);
    await sweep();
    expect(await signedIn(number)).toBe(1);
    expect(await app.ownCheck(number)).toMatchObject({ conclusion: "success" });
  });

  it("is put back while few requests are left, before it asks for anything", async () => {
    await app.store.put(`few-requests-left/${local.installationId}`, app.now().getTime() + minuteMs);
    const { installationId } = local;
    const made = await costOf(() =>
      expect(app.work({ job: "sweep-installation", payload: { installationId, scope: "open" } })).rejects.toThrow(
        "few requests left",
      ),
    );
    expect(made.all()).toHaveLength(0);
  });
});

describe("the sweep of one installation, because its people changed", () => {
  const peopleChanged = () =>
    app.work({ job: "sweep-installation", payload: { installationId: local.installationId, scope: "open" } });

  it("looks at every open pull request, also at those that did not change, and reads no comments", async () => {
    await sweep();
    app.advance(10 * minuteMs);
    await sweep();
    app.advance(10 * minuteMs);
    const ran = await peopleChanged();
    expect(count(ran, "evaluate-pull-request")).toBe(2);
    expect(count(ran, "reconcile-pull-request")).toBe(0);
  });

  it("does not keep the hourly one from finding what was lost before it", async () => {
    await sweep();
    const [number = 0] = numbers;
    await local.as("ana").comment(number, "/signoff runtime");
    await app.lose();
    app.advance(10 * minuteMs);
    await peopleChanged();
    expect(await signedIn(number)).toBe(0);
    await sweep();
    expect(await signedIn(number)).toBe(1);
  });

  it("waits while an earlier one still has work before it", async () => {
    const { store, now } = app;
    const many = Array.from({ length: 100 }, () => ({ job: "evaluate-pull-request", payload: {} }));
    await atBackgroundPace(many, local.installationId, { store, now });
    await expect(peopleChanged()).rejects.toThrow("is being swept");
    app.advance(minuteMs);
    expect(count(await peopleChanged(), "evaluate-pull-request")).toBe(2);
  });
});
