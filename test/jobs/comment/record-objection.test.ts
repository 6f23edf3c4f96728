import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLedger } from "../../../src/github/ledger/ledger.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana, bea], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
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
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  ({ number, headSha } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files }));
  await desk.settle();
  await local.as("ana").comment(number, "/signoff runtime");
  await desk.settle();
});

const objections = async () =>
  (await readLedger(desk.app.store, local.repositoryId, number)).filter(({ kind }) => kind === "objected");
const check = async () => {
  const found = (await local.checkRuns(headSha)).find(({ name }) => name === "gatehouse");
  return found?.conclusion ?? found?.status;
};
const asks = (login: string) => local.as(login).review(number, { state: "request-changes" });
const dismiss = (id: number) => local.as("olga").dismissReview(number, id, "Outdated.");

describe("whoever asks for changes", () => {
  it("T2: has taken back their sign-off also when the review was dismissed before anybody looked", async () => {
    expect(await check()).toBe("success");
    const { id } = await asks("ana");
    await dismiss(id);
    await desk.settle();
    expect(await check()).toBe("in_progress");
    expect(await objections()).toMatchObject([{ actor: { login: "ana" }, source: { kind: "review", id } }]);
  });

  it("T2: has done so too when the delivery of the review was lost and a look saw it", async () => {
    const { id } = await asks("ana");
    await desk.overlook();
    await lookAgain();
    expect(await check()).toBe("failure");
    await dismiss(id);
    await desk.settle();
    expect(await check()).toBe("in_progress");
  });

  it("takes back nothing that others signed", async () => {
    const { id } = await asks("bea");
    await dismiss(id);
    await desk.settle();
    expect(await check()).toBe("success");
  });

  it("where nobody is asked to sign gets no summary for it", async () => {
    ({ number } = await local
      .as("dan")
      .openPullRequest({ title: "docs: more", files: { [`${opened}.md`]: "More.\n" } }));
    await asks("ana");
    await desk.settle();
    expect(await objections()).toHaveLength(1);
    expect(await local.comments(number)).toEqual([]);
  });

  it("is remembered once, however often the delivery comes and we look", async () => {
    await asks("ana");
    await desk.settle();
    await desk.replay((items) => [...items, ...items]);
    await lookAgain();
    expect(await objections()).toHaveLength(1);
  });
});

it("who approves and is dismissed has taken back nothing that they signed by a command", async () => {
  const { id } = await local.as("ana").review(number, { state: "approve" });
  await desk.settle();
  await dismiss(id);
  await desk.settle();
  expect(await check()).toBe("success");
  expect(await objections()).toEqual([]);
});

describe("nothing is remembered", () => {
  const payload = () => {
    const { installationId, owner, repo, repositoryId } = local;
    const author = { id: 1, login: "ana" };
    return {
      installationId,
      owner,
      repo,
      repositoryId,
      number,
      reviewId: 7,
      submittedAt: "2026-11-20T09:00:00Z",
      author,
    };
  };

  it("of a repository that never had a configuration", async () => {
    desk = await aJobDesk(local);
    await desk.run("record-objection", payload());
    expect(await objections()).toEqual([]);
    expect(desk.asked).toMatchObject([{ job: "evaluate-pull-request" }]);
  });

  it("in a dry run, neither by the delivery nor by a look", async () => {
    await desk.run("record-objection", payload(), { dryRun: true });
    await asks("ana");
    await desk.overlook();
    const { installationId, owner, repo, repositoryId } = local;
    await desk.run("evaluate-pull-request", { installationId, owner, repo, repositoryId, number }, { dryRun: true });
    expect(await objections()).toEqual([]);
  });
});

async function lookAgain(): Promise<void> {
  const { installationId, owner, repo, repositoryId } = local;
  await desk.run("evaluate-pull-request", { installationId, owner, repo, repositoryId, number });
}
