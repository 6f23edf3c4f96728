import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = "version: 1\ntitle: { skip_labels: [skip-title] }\npull_request: { require: [title] }\n";
const squashOnly = { allow_squash_merge: true, allow_merge_commit: false, allow_rebase_merge: false };
const byTitle = { ...squashOnly, squash_merge_commit_title: "PR_TITLE" };
const byCommit = { ...squashOnly, squash_merge_commit_title: "COMMIT_OR_PR_TITLE" };

let local: LocalGitHub;
let desk: JobDesk;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
  const lax = config.replace("title: {", "title: { merge_queue: pass,");
  await local.as("olga").push({ branch: "lax", files: { ".github/gatehouse.yml": lax } });
});
afterAll(() => local.close());

beforeEach(async () => {
  local.setMerging(byTitle);
  desk = await aJobDesk(local);
});

/** With a single commit. */
async function open(given: { readonly title?: string; readonly base?: string; readonly message?: string } = {}) {
  opened += 1;
  const branch = `work-${opened}`;
  const files = { [`src/part-${opened}.ts`]: `export const part = ${opened};\n` };
  const pull = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, branch, files, ...given });
  await desk.settle();
  return pull;
}

async function does(act: Promise<unknown>): Promise<void> {
  await act;
  await desk.settle();
}

async function check(sha: string, name = "gatehouse/title") {
  const run = (await local.checkRuns(sha)).find((each) => each.name === name);
  return run?.conclusion ?? run?.status;
}

const both = async (sha: string) => [await check(sha), await check(sha, "gatehouse")];
const headOf = async (number: number) => (await local.pullRequest(number)).head.sha;

describe("what the merge queue made of a pull request", () => {
  it("is judged as it stands, although the title was corrected since", async () => {
    const { number } = await open();
    const group = await local.mergeGroup(number, { method: "squash", words: { subject: `Part one (#${number})` } });
    await desk.settle();
    expect(await both(await headOf(number))).toEqual(["success", "success"]);
    expect(await both(group.headSha)).toEqual(["failure", "failure"]);
  });

  it("passes where it follows the rules, and then does not make good what the title is now", async () => {
    const { number } = await open();
    const group = await local.mergeGroup(number, { method: "squash" });
    await desk.settle();
    expect(await both(group.headSha)).toEqual(["success", "success"]);
    await does(local.as("dan").setTitle(number, "Part one"));
    expect(await both(group.headSha)).toEqual(["failure", "failure"]);
  });

  it("is not looked at where the configuration says so", async () => {
    const { number } = await open({ base: "lax" });
    const group = await local.mergeGroup(number, { method: "squash", words: { subject: `Part one (#${number})` } });
    await desk.settle();
    expect(await both(group.headSha)).toEqual(["success", "success"]);
  });

  it("may be a merge in GitHub's own words", async () => {
    const { number } = await open();
    const group = await local.mergeGroup(number, { words: { subject: `Merge pull request #${number} from acme/x` } });
    await desk.settle();
    expect(await both(group.headSha)).toEqual(["success", "success"]);
  });

  it("fails the groups above it as well, and each pull request is held against its own commit", async () => {
    const [first, second] = [await open(), await open()];
    const spoilt = { subject: `Part one (#${first.number})` };
    const below = await local.mergeGroup(first.number, { method: "squash", words: spoilt });
    await desk.settle();
    const above = await local.mergeGroup(second.number, { onto: below, method: "squash" });
    await desk.settle();
    expect(await both(above.headSha)).toEqual(["failure", "failure"]);
  });

  it("holds nobody up where the title is not judged: neutral, and the composite passes", async () => {
    const { number } = await open();
    const group = await local.mergeGroup(number, { method: "squash", words: { subject: `Part one (#${number})` } });
    await does(local.as("olga").label(number, "skip-title"));
    expect(await both(group.headSha)).toEqual(["neutral", "success"]);
  });

  it("is not kept open by a stranger's pull request of that commit whose title is not judged", async () => {
    const { number } = await open();
    const group = await local.mergeGroup(number, { method: "squash" });
    await desk.settle();
    const other = await open();
    await local.as("dan").forcePush(other.branch, group.headSha);
    await does(local.as("olga").label(other.number, "skip-title"));
    expect(await both(group.headSha)).toEqual(["neutral", "success"]);
    await does(local.as("olga").unlabel(other.number, "skip-title"));
    expect(await both(group.headSha)).toEqual(["success", "success"]);
  });
});

describe("at a commit of the merge queue the title's check is never left waiting", () => {
  it("also not by a stranger's pull request of that commit that fails: the composite waits for it", async () => {
    const { number } = await open();
    const group = await local.mergeGroup(number, { method: "squash" });
    await desk.settle();
    const other = await open({ title: "Part one" });
    await does(local.as("dan").forcePush(other.branch, group.headSha));
    expect(await both(group.headSha)).toEqual(["neutral", "in_progress"]);
  });

  it("asks for action with the composite when its pull requests cannot be told", async () => {
    const { number } = await open();
    const { headSha, baseSha } = await local.mergeGroup(number);
    await desk.overlook();
    const headRef = "refs/heads/gh-readonly-queue/main/batch-7";
    const at = { ...desk.app.at, installationId: local.installationId, headSha, headRef, baseSha };
    await desk.run("evaluate-merge-group", { ...at, baseBranch: "main" });
    expect(await both(headSha)).toEqual(["action_required", "action_required"]);
  });

  it("asks for action while the configuration cannot be used", async () => {
    const { number } = await open();
    await local.as("olga").push({ files: { ".github/gatehouse.yml": "version: 1\nnonsense: 1\n" } });
    const { headSha } = await local.mergeGroup(number, { method: "squash" });
    await desk.settle();
    await local.as("olga").push({ files: { ".github/gatehouse.yml": config } });
    expect(await both(headSha)).toEqual(["action_required", "action_required"]);
  });
});

describe("the only commit", () => {
  it("fails until it is amended, where a squash takes its subject", async () => {
    local.setMerging(byCommit);
    const { number, branch } = await open({ message: "wip" });
    expect(await both(await headOf(number))).toEqual(["failure", "failure"]);
    await does(local.as("dan").push({ branch, files: { "a.txt": "x\n" }, message: "feat: start", force: true }));
    expect(await both(await headOf(number))).toEqual(["success", "success"]);
  });

  it("passes after the next push where somebody has squashes take the title", async () => {
    local.setMerging(byCommit);
    const { number, branch } = await open({ message: "wip" });
    expect(await check(await headOf(number))).toBe("failure");
    local.setMerging(byTitle);
    await does(local.as("dan").push({ branch, files: { "a.txt": "y\n" }, message: "oops", force: true }));
    expect(await check(await headOf(number))).toBe("success");
  });

  it("is only mentioned where it may be merged or rebased as well", async () => {
    local.setMerging({ ...byCommit, allow_rebase_merge: true });
    const { number } = await open({ message: "wip" });
    expect(await both(await headOf(number))).toEqual(["success", "success"]);
  });
});

it("a label that excepts a title has it looked at again, and so has taking it off", async () => {
  const { number } = await open({ title: "Part one" });
  const headSha = await headOf(number);
  expect(await both(headSha)).toEqual(["failure", "failure"]);
  await does(local.as("olga").label(number, "skip-title"));
  expect(await both(headSha)).toEqual(["neutral", "success"]);
  await does(local.as("olga").unlabel(number, "skip-title"));
  expect(await both(headSha)).toEqual(["failure", "failure"]);
});
