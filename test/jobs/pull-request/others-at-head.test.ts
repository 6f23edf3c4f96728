import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findHead, recordHead } from "../../../src/github/heads/head-index.ts";
import { ledgerSubject } from "../../../src/github/ledger/ledger.ts";
import { readSnapshot } from "../../../src/policy/ledger/snapshot.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;

let local: LocalGitHub;
let desk: JobDesk;
let one: number;
let other: number;
let headSha: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
  await local.as("olga").push({ branch: "lax", files: { ".github/gatehouse.yml": "version: 1\n" } });
});
afterAll(() => local.close());

beforeEach(async () => {
  desk = await aJobDesk(local);
  opened += 1;
  const pull = { title: `feat: part ${opened}`, files: { "src/start.ts": `export const part = ${opened};\n` } };
  const { number, branch } = await local.as("dan").openPullRequest(pull);
  one = number;
  const again = { title: "feat: the same", branch, base: "lax", files: {} };
  ({ number: other, headSha } = await local.as("dan").openPullRequest(again));
  await desk.settle();
});

const look = (number: number) => desk.run("evaluate-pull-request", { ...local, number });
const standing = async () =>
  new Set(Object.keys(await findHead(desk.app.store, { repositoryId: local.repositoryId, headSha })).map(Number));

async function check() {
  const run = (await local.checkRuns(headSha)).find(({ name }) => name === "gatehouse");
  return { state: run?.conclusion ?? run?.status, summary: run?.output.summary ?? "", text: run?.output.text ?? "" };
}

const spoil = (number: number) =>
  desk.app.store.append(ledgerSubject(local.repositoryId, number), { id: "x", value: { kind: "endorsed" } });

describe("another pull request of one head that cannot be judged", () => {
  it("T17: counts as waiting, and the look is tried again", async () => {
    await spoil(one);
    await expect(look(other)).rejects.toThrow("kind");
    expect((await check()).state).toBe("in_progress");
    expect((await check()).summary).toContain(`#${one} into \`main\`: \`⏳ This commit could not be judged`);
  });

  it("does not keep this one from saying that it is held, or from keeping its ledger", async () => {
    await spoil(other);
    await local.as("ana").comment(one, "/hold");
    await expect(desk.settle()).rejects.toThrow("kind");
    expect((await check()).state).toBe("action_required");
    expect(readSnapshot((await check()).text, one)).toMatchObject({ entries: [{ kind: "held" }], isComplete: true });
  });
});

describe("another pull request that is gone", () => {
  it("leaves this one to itself when it is closed, without anybody asking", async () => {
    await local.as("dan").close(one);
    await desk.settle();
    expect((await check()).state).toBe("success");
  });

  it("does not keep this one closed when GitHub denies it", async () => {
    await recordHead(desk.app.store, { repositoryId: local.repositoryId, headSha }, { number: 9999, checks: [] });
    await local.as("ana").comment(one, `/signoff runtime @${headSha}`);
    await desk.settle();
    expect((await check()).state).toBe("success");
    expect(await standing()).toEqual(new Set([one, other]));
  });

  it("is asked for once more and then forgotten, and counts again when it is back", async () => {
    expect(await standing()).toEqual(new Set([one, other]));
    await local.as("dan").close(one);
    await look(other);
    expect(await standing()).toEqual(new Set([other]));
    expect((await check()).state).toBe("success");
    const mark = local.requests.mark();
    await look(other);
    expect(
      local.requests
        .since(mark)
        .all()
        .filter(({ path }) => path.endsWith(`/pulls/${one}`)),
    ).toEqual([]);
    await local.as("dan").reopen(one);
    await desk.settle();
    expect(await standing()).toEqual(new Set([one, other]));
    expect((await check()).state).toBe("in_progress");
  });
});
