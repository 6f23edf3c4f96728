import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RetryLater } from "../../../src/queue/job.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
gates: { linux: { checks: ["ci / linux"] } }
pull_request: { require: [title, touched, linux] }
`;

const measured = `
version: 1
gates:
  rate:
    evidence: { artifact: { workflow: rate.yml, name: rate, path: rate.json } }
    rows: [{ name: Pass rate, value: rate, expect: ">= 90" }]
pull_request: { require: [rate] }
`;

let local: LocalGitHub;
let desk: JobDesk;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
  await local.as("olga").push({ branch: "lax", files: { ".github/gatehouse.yml": "version: 1\n" } });
  await local.as("olga").push({ branch: "measured", files: { ".github/gatehouse.yml": measured } });
  const strict = config.replace("owners: [ana]", "owners: [olga]");
  await local.as("olga").push({ branch: "strict", files: { ".github/gatehouse.yml": strict } });
});
afterAll(() => local.close());

beforeEach(async () => {
  local.faults.clear();
  desk = await aJobDesk(local);
});

async function open(): Promise<{ number: number; headSha: string; branch: string }> {
  opened += 1;
  const files = { [`src/part-${opened}.ts`]: `export const part = ${opened};\n` };
  const pull = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files });
  await desk.settle();
  return pull;
}

/** A pull request whose head is a commit that is there already. */
async function openAt(headSha: string, base: string): Promise<number> {
  opened += 1;
  const title = `feat: copy ${opened}`;
  const { number, branch } = await local.as("dan").openPullRequest({ title, base, files: { "copy.txt": title } });
  await local.as("dan").forcePush(branch, headSha);
  await desk.settle();
  return number;
}

async function does(act: Promise<unknown>): Promise<void> {
  await act;
  await desk.settle();
}

const sign = (number: number) => does(local.as("ana").comment(number, "/signoff runtime"));
const report = (headSha: string, conclusion = "success") =>
  does(local.reportCheck({ name: "ci / linux", headSha, conclusion }));

async function check(sha: string, name = "gatehouse") {
  const run = (await local.checkRuns(sha)).find((each) => each.name === name);
  return run === undefined ? undefined : (run.conclusion ?? run.status);
}

async function green() {
  const pull = await open();
  await sign(pull.number);
  await report(pull.headSha);
  expect(await check(pull.headSha)).toBe("success");
  return pull;
}

describe("T26: a commit of the merge queue", () => {
  it("is judged by what was reported on that commit, not on the pull request's", async () => {
    const { number } = await green();
    const group = await local.mergeGroup(number);
    await desk.settle();
    expect(await check(group.headSha)).toBe("in_progress");
    expect(await check(group.headSha, "gatehouse/title")).toBe("success");
    await report(group.headSha, "failure");
    expect(await check(group.headSha)).toBe("failure");
    await report(group.headSha);
    expect(await check(group.headSha)).toBe("success");
  });

  it("is not let in for a pull request that nobody signed", async () => {
    const { number } = await open();
    const group = await local.mergeGroup(number);
    await desk.settle();
    await report(group.headSha);
    expect(await check(group.headSha)).toBe("in_progress");
    await sign(number);
    expect(await check(group.headSha)).toBe("success");
  });

  it("speaks for the pull requests of the groups before it, and the worst counts", async () => {
    const first = await green();
    const second = await green();
    const groupOfFirst = await local.mergeGroup(first.number);
    await desk.settle();
    const group = await local.mergeGroup(second.number, { onto: groupOfFirst });
    await desk.settle();
    await report(group.headSha);
    expect(await check(group.headSha)).toBe("success");
    await does(local.as("ana").comment(first.number, "/hold"));
    expect(await check(group.headSha)).toBe("action_required");
    expect(await check(groupOfFirst.headSha)).toBe("action_required");
  });

  it("counts what is merged already as part of the base branch", async () => {
    const first = await green();
    const second = await green();
    const groupOfFirst = await local.mergeGroup(first.number);
    await desk.settle();
    const group = await local.mergeGroup(second.number, { onto: groupOfFirst });
    await desk.settle();
    await does(local.as("olga").merge(first.number));
    await report(group.headSha);
    expect(await check(group.headSha)).toBe("success");
  });

  it("holds a pull request that was closed without a merge: then nothing is let in", async () => {
    const { number } = await green();
    const group = await local.mergeGroup(number);
    await does(local.as("dan").close(number));
    await report(group.headSha);
    expect(await check(group.headSha)).toBe("action_required");
  });

  it("T18: of a pull request that moved to another base since is not let in", async () => {
    const { number } = await green();
    const group = await local.mergeGroup(number);
    await desk.settle();
    await report(group.headSha);
    expect(await check(group.headSha)).toBe("success");
    await does(local.as("dan").setBase(number, "lax"));
    expect(await check(group.headSha)).toBe("action_required");
  });

  it("T17: is not let in by a pull request of that commit into a branch that asks for nothing", async () => {
    const { number } = await open();
    const group = await local.mergeGroup(number);
    await desk.settle();
    const lax = await openAt(group.headSha, "lax");
    expect(await check(group.headSha)).toBe("in_progress");
    // Not even for a moment, until the group is judged again.
    const mark = local.requests.mark();
    await desk.run("evaluate-pull-request", { ...where(), number: lax });
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(desk.asked.at(-1)).toMatchObject({ job: "evaluate-merge-group", payload: { headSha: group.headSha } });
    // Nor does it keep one out that is ready.
    await sign(number);
    await report(group.headSha);
    expect(await check(group.headSha)).toBe("success");
    const shown = (await local.checkRuns(group.headSha)).find((run) => run.name === "gatehouse");
    expect(shown?.output.summary).toContain(`#${lax} into \`lax\``);
  });

  it("T17: shows the worst when a pull request of that commit asks for more", async () => {
    const { number } = await green();
    const group = await local.mergeGroup(number);
    await desk.settle();
    await report(group.headSha);
    expect(await check(group.headSha)).toBe("success");
    const strict = await openAt(group.headSha, "strict");
    expect(await check(group.headSha)).toBe("in_progress");
    await does(local.as("bea").close(strict));
    expect(await check(group.headSha)).toBe("success");
  });

  it("T17: is not thrown out of the queue by a stranger's pull request of that commit that fails", async () => {
    const { number } = await green();
    const group = await local.mergeGroup(number);
    await desk.settle();
    await report(group.headSha);
    const strict = await openAt(group.headSha, "strict");
    await does(local.as("olga").comment(strict, "/hold"));
    expect(await check(group.headSha)).toBe("in_progress");
  });

  it("of a branch without a number asks for action, and never passes", async () => {
    const { number } = await green();
    const { headSha, baseSha } = await local.mergeGroup(number);
    await desk.overlook();
    await desk.run("evaluate-merge-group", {
      ...where(),
      headSha,
      headRef: "refs/heads/gh-readonly-queue/main/batch-7",
      baseSha,
      baseBranch: "main",
    });
    expect(await check(headSha)).toBe("action_required");
  });

  it("on top of a group that nobody told of is waited for, then asks for action", async () => {
    const first = await green();
    const second = await green();
    const unheard = await local.mergeGroup(first.number);
    await desk.overlook();
    const group = await local.mergeGroup(second.number, { onto: unheard });
    await expect(desk.settle()).rejects.toThrow(RetryLater);
    expect(await check(group.headSha)).toBeUndefined();
    desk.app.advance(6 * 60_000);
    const { headSha, headRef, baseSha } = group;
    await desk.run("evaluate-merge-group", { ...where(), headSha, headRef, baseSha, baseBranch: "main" });
    expect(await check(headSha)).toBe("action_required");
  });

  it("that was thrown away is forgotten", async () => {
    const { number } = await green();
    const group = await local.mergeGroup(number);
    await desk.settle();
    await does(local.destroyMergeGroup(group));
    await report(group.headSha);
    expect(await check(group.headSha)).toBe("in_progress");
  });

  it("delivered again writes nothing", async () => {
    const { number } = await green();
    const group = await local.mergeGroup(number);
    await desk.settle();
    await report(group.headSha);
    const mark = local.requests.mark();
    await desk.replay((all) => all);
    expect(local.requests.since(mark).writes()).toEqual([]);
  });
});

describe("what was measured on the base branch", () => {
  let group: Awaited<ReturnType<LocalGitHub["mergeGroup"]>>;
  let ofHead: string | undefined;
  let number: number;

  const measure = async (headSha: string, branch: string) => {
    const { id } = local.runWorkflow({ workflow: "rate.yml", headSha, branch, event: "push" });
    local.uploadArtifact(id, { name: "rate", files: { "rate.json": '{"rate": 100}' } });
    await does(local.tellRun(id, "completed"));
  };
  const summary = async () => (await local.checkRuns(group.headSha)).find(({ name }) => name === "gatehouse")?.output;
  /** Also delayed ones, which a desk never runs by itself. */
  const looksAtGroup = () => desk.asked.filter(({ job }) => job === "evaluate-merge-group");

  beforeEach(async () => {
    const baseSha = await local.as("olga").push({ branch: "measured", files: { "tip.txt": `${opened}\n` } });
    await measure(baseSha, "measured");
    opened += 1;
    const title = `feat: part ${opened}`;
    const files = { [`src/part-${opened}.ts`]: "export {};\n" };
    const pull = await local.as("dan").openPullRequest({ title, base: "measured", files });
    ({ number } = pull);
    await desk.settle();
    desk.app.advance(5 * 60_000);
    await desk.run("evaluate-pull-request", { ...where(), number });
    ofHead = await check(pull.headSha);
  });
  const enqueue = async () => {
    group = await local.mergeGroup(number);
    await desk.settle();
  };

  it("counts in the queue as well where nothing ran for the pull request, once no run can begin any more", async () => {
    expect(ofHead).toBe("success");
    await enqueue();
    expect(await check(group.headSha)).toBe("in_progress");
    desk.app.advance(5 * 60_000);
    await desk.run("evaluate-merge-group", looksAtGroup().at(-1)?.payload ?? {});
    expect(await check(group.headSha)).toBe("success");
  });

  it("lets nothing in where one did: the queue's own is waited for, as long as it may begin, and asked for", async () => {
    await measure((await local.pullRequest(number)).head.sha, "work");
    await enqueue();
    expect(await check(group.headSha)).toBe("in_progress");
    expect((await summary())?.summary).toContain("has not run for this commit of the merge queue");
    const later = looksAtGroup().at(-1);
    expect(later?.delayMs).toBe(5 * 60_000);
    desk.app.advance(5 * 60_000);
    await desk.run("evaluate-merge-group", later?.payload ?? {});
    expect(await check(group.headSha)).toBe("action_required");
    expect((await summary())?.summary).toContain("merge_group");
    await measure(group.headSha, group.headRef.replace("refs/heads/", ""));
    expect(await check(group.headSha)).toBe("success");
  });

  it("does not bring a group back that is gone when its time comes", async () => {
    await enqueue();
    const later = looksAtGroup().at(-1);
    await does(local.destroyMergeGroup(group));
    desk.app.advance(5 * 60_000);
    const mark = local.requests.mark();
    await desk.run("evaluate-merge-group", later?.payload ?? {});
    expect(local.requests.since(mark).all()).toEqual([]);
    expect(await check(group.headSha)).toBe("in_progress");
  });
});

function where() {
  const { installationId, owner, repo, repositoryId } = local;
  return { installationId, owner, repo, repositoryId };
}
