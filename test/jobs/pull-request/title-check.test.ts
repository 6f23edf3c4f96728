import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const path = ".github/gatehouse.yml";
const everywhere = "version: 1\npull_request: { require: [title] }\n";
const under = (when: string, rest = "") =>
  `version: 1\ntitle: { comment: on_failure }\n${rest}pull_request: { require: [{ title: { when: ${when} } }] }\n`;
const byProgram = `version: 1
programs: { releases: { when: { title: "release *" }, require: [title] } }
`;
const invalid = "version: 1\nnonsense: 1\n";
const configs: Readonly<Record<string, string>> = {
  "by-path": under("{ paths: [src/**] }"),
  "by-label": under("{ labels: [judged] }"),
  "by-title": under("{ title: breaking }"),
  programs: byProgram,
  untitled: "version: 1\n",
  broken: invalid,
};

let local: LocalGitHub;
let desk: JobDesk;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { [path]: everywhere } });
  for (const [branch, text] of Object.entries(configs)) await configure(branch, text);
  await local.as("olga").push({ branch: "bare", files: { [path]: null } });
});
afterAll(() => local.close());
beforeEach(async () => {
  await configure("main", everywhere);
  desk = await aJobDesk(local);
});

async function configure(branch: string, text: string | null): Promise<void> {
  await local.as("olga").push({ branch, files: { [path]: text } });
}

interface Opened {
  readonly number: number;
  readonly branch: string;
}

async function open(given: { base?: string; title?: string; file?: string } = {}): Promise<Opened> {
  const { base = "main", title = "Start faster", file = "docs/a.md" } = given;
  const branch = `branch-${crypto.randomUUID()}`;
  const files = { [file]: `${branch}\n` };
  const { number } = await local.as("dan").openPullRequest({ title, branch, base, files });
  await desk.settle();
  return { number, branch };
}

async function does(act: Promise<unknown>): Promise<void> {
  await act;
  await desk.settle();
}

const headOf = async (number: number) => (await local.pullRequest(number)).head.sha;

/** All runs of ours at the head, older ones of one name too. */
async function runs(number: number) {
  const { octokit, at } = desk.app;
  const asked = { owner: at.owner, repo: at.repo, ref: await headOf(number), filter: "all" } as const;
  const { data } = await octokit.rest.checks.listForRef(asked);
  return data.check_runs.filter(({ app }) => app?.id === local.appId);
}

/** What our checks say, by name. The title's must stand there once; a composite that is set back is made anew. */
async function checks(number: number) {
  const found = (await runs(number)).toSorted((a, b) => a.id - b.id);
  expect(found.filter(({ name }) => name === "gatehouse/title").length).toBeLessThan(2);
  return Object.fromEntries(found.map(({ name, conclusion, status }) => [name, conclusion ?? status]));
}

async function titleCheck(number: number) {
  return (await runs(number)).find(({ name }) => name === "gatehouse/title");
}

const look = async (number: number) =>
  desk.run("evaluate-pull-request", { ...desk.app.at, installationId: local.installationId, number });

async function writesOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const mark = local.requests.mark();
  await work();
  return local.requests
    .since(mark)
    .writes()
    .map(({ route }) => route);
}

describe("the title's check where its gate is used under a condition", () => {
  it.for([
    { base: "by-path", applies: { file: "src/a.ts" }, why: "a change of src/**" },
    { base: "by-title", applies: { title: "Start!: faster" }, why: "a breaking title" },
  ])(
    "of $base fails where it holds, and elsewhere is neutral with the gate's reason",
    async ({ base, applies, why }) => {
      const held = await open({ base, ...applies });
      expect(await checks(held.number)).toEqual({ gatehouse: "failure", "gatehouse/title": "failure" });
      const free = await open({ base });
      expect(await checks(free.number)).toEqual({ gatehouse: "success", "gatehouse/title": "neutral" });
      expect((await titleCheck(free.number))?.output.summary).toContain(why);
      expect(await local.comments(free.number)).toEqual([]);
    },
  );

  it("takes its red mark and its comment back once the condition holds no more, and gives them again", async () => {
    const { number } = await open({ base: "by-label" });
    await does(local.as("olga").label(number, "judged"));
    expect(await checks(number)).toEqual({ gatehouse: "failure", "gatehouse/title": "failure" });
    await does(local.as("olga").unlabel(number, "judged"));
    expect(await checks(number)).toEqual({ gatehouse: "success", "gatehouse/title": "neutral" });
    const [comment, ...more] = await local.comments(number);
    expect([more, comment?.body]).toEqual([[], expect.stringContaining("➖ The title is not judged now")]);
    expect(await writesOf(() => look(number))).toEqual([]);
    await does(local.as("olga").label(number, "judged"));
    expect(await checks(number)).toEqual({ gatehouse: "failure", "gatehouse/title": "failure" });
  });
});

describe("a title's check that nothing asks for any more", () => {
  it("is neutral after the title left the program that asked for it, and red again once it is back", async () => {
    const { number } = await open({ base: "programs", title: "release 1" });
    expect(await checks(number)).toEqual({ gatehouse: "failure", "gatehouse/title": "failure" });
    await does(local.as("dan").setTitle(number, "Start faster"));
    expect(await checks(number)).toEqual({ gatehouse: "success", "gatehouse/title": "neutral" });
    expect(await writesOf(() => look(number))).toEqual([]);
    await does(local.as("dan").setTitle(number, "release 2"));
    expect(await checks(number)).toEqual({ gatehouse: "failure", "gatehouse/title": "failure" });
  });

  it("is neutral on a base branch without the gate, and never stood at a head that was never judged by it", async () => {
    const { number } = await open();
    await does(local.as("dan").setBase(number, "untitled"));
    expect(await checks(number)).toEqual({ gatehouse: "success", "gatehouse/title": "neutral" });
    const other = await open({ base: "untitled" });
    expect(await checks(other.number)).toEqual({ gatehouse: "success" });
  });

  it("is not opened by a pull request of the same head into such a branch", async () => {
    const { number } = await open();
    const other = await open({ base: "untitled" });
    await does(local.as("dan").forcePush(other.branch, await headOf(number)));
    expect(await checks(number)).toMatchObject({ "gatehouse/title": "failure" });
    // Nor while the one that asks for it cannot be judged: only its look lists commits.
    local.faults.next({ kind: "status", status: 502, route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits" });
    await expect(look(other.number)).rejects.toThrow("502");
    expect(await checks(number)).toMatchObject({ "gatehouse/title": "failure" });
  });
});

describe("the title's check while no configuration can be used", () => {
  const both = { gatehouse: "action_required", "gatehouse/title": "action_required" };

  it("asks for action like the composite, also at a new head, and is judged again afterwards", async () => {
    const { number, branch } = await open();
    await configure("main", invalid);
    await does(local.as("dan").push({ branch, files: { "docs/b.md": "b\n" } }));
    expect(await checks(number)).toEqual(both);
    const title = await titleCheck(number);
    expect(title?.output.title).toBe("❌ The configuration has problems");
    expect(title?.output.summary).toContain("nonsense");
    const fresh = await open();
    expect(await checks(fresh.number)).toEqual(both);
    await configure("main", everywhere);
    await look(fresh.number);
    expect(await checks(fresh.number)).toEqual({ gatehouse: "failure", "gatehouse/title": "failure" });
  });

  it("asks for action where the configuration vanished, and not on a branch that never had one", async () => {
    await open();
    await configure("main", null);
    const { number } = await open();
    expect(await checks(number)).toEqual(both);
    const elsewhere = await open({ base: "bare" });
    expect(await checks(elsewhere.number)).toEqual({ gatehouse: "action_required" });
  });

  it("asks for action on a branch of which nothing is known, because the file may ask for titles", async () => {
    const { number } = await open({ base: "broken" });
    expect(await checks(number)).toEqual(both);
  });

  it("stays away where the last configuration that could be read asked for no titles", async () => {
    await open({ base: "untitled" });
    await configure("untitled", invalid);
    const { number } = await open({ base: "untitled" });
    await configure("untitled", configs["untitled"] ?? "");
    expect(await checks(number)).toEqual({ gatehouse: "action_required" });
  });
});

describe("the title's check at a head", () => {
  it("is made anew for a push that leaves the title as it is", async () => {
    const { number, branch } = await open({ title: "feat: start faster" });
    const before = await titleCheck(number);
    await does(local.as("dan").push({ branch, files: { "docs/b.md": "b\n" } }));
    expect(await checks(number)).toEqual({ gatehouse: "success", "gatehouse/title": "success" });
    const after = await titleCheck(number);
    expect([after?.head_sha === before?.head_sha, after?.id === before?.id]).toEqual([false, false]);
  });

  it("is never left waiting, whatever happens to the pull request", async () => {
    const mark = local.requests.mark();
    const { number, branch } = await open();
    await does(local.as("dan").setTitle(number, "feat: start faster"));
    await does(local.as("dan").push({ branch, files: { "docs/b.md": "b\n" } }));
    await does(local.as("dan").setBase(number, "by-path"));
    await configure("by-path", invalid);
    await look(number);
    await configure("by-path", configs["by-path"] ?? "");
    const said = local.requests
      .since(mark)
      .writes()
      .map(({ body }) => body as { name?: string; status?: string })
      .filter(({ name }) => name === "gatehouse/title");
    expect(said.length).toBeGreaterThan(3);
    expect(said.filter(({ status }) => status !== "completed")).toEqual([]);
  });
});

describe('"Re-run" on GitHub', () => {
  const update = "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}";

  async function ownSuite(number: number) {
    const { octokit, at } = desk.app;
    const ref = await headOf(number);
    const { data } = await octokit.rest.checks.listSuitesForRef({ owner: at.owner, repo: at.repo, ref });
    return data.check_suites.find(({ app }) => app?.id === local.appId)?.status;
  }

  it.for<{ name: string; press: (number: number) => Promise<void> }>([
    {
      name: "the title's check",
      press: async (number) => local.as("dan").rerequestCheck((await titleCheck(number))?.id ?? 0),
    },
    { name: "all checks", press: async (number) => local.as("dan").rerequestSuite(await headOf(number)) },
  ])("of $name writes each of ours once and in place, and then nothing more", async ({ press }) => {
    const { number } = await open({ title: "feat: start faster" });
    const before = await runs(number);
    await press(number);
    expect(await ownSuite(number)).toBe("queued");
    expect(await writesOf(() => desk.settle())).toEqual([update, update]);
    expect(await ownSuite(number)).toBe("completed");
    expect((await runs(number)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await checks(number)).toEqual({ gatehouse: "success", "gatehouse/title": "success" });
    expect(await writesOf(() => look(number))).toEqual([]);
  });

  it("of somebody else's check writes nothing", async () => {
    const { number } = await open({ title: "feat: start faster" });
    const { id } = await local.reportCheck({ name: "build", headSha: await headOf(number), conclusion: "success" });
    await desk.settle();
    await local.as("dan").rerequestCheck(id);
    expect(await writesOf(() => desk.settle())).toEqual([]);
  });
});
