import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Deps } from "../../../src/jobs/deps.ts";
import type { RunCommand } from "../../../src/jobs/comment/run-command.ts";
import { readLedger } from "../../../src/github/ledger/ledger.ts";
import type { Comment } from "../../support/github/shapes.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], agents: ["renovate[bot]"], paths: [src/**] } }
signoffs: { grace: 0s }
gates:
  canary: { manual: "Run the canary of tier <tier>", area: runtime }
  report: { evidence: { file: "r/<tier>.json" }, rows: [{ name: a, value: a, expect: ">= 1" }], area: runtime }
pull_request: { require: [touched] }
programs: { tiers: { when: { title: "feat: tier <tier>" }, require: [canary, report] } }
`;

let local: LocalGitHub;
let desk: JobDesk;
let number: number;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
});
afterAll(() => local.close());

beforeEach(async () => {
  local.faults.clear();
  desk = await aJobDesk(local);
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  ({ number } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files }));
  await desk.settle();
});

/** Runs its job by hand, so that a test can count its attempts. */
async function run(comment: Comment, over: Partial<Deps> = {}, author: Partial<RunCommand["source"]["author"]> = {}) {
  const { installationId, owner, repo, repositoryId } = local;
  const { id, body, created_at: at, user } = comment;
  const by = author === null || user === null ? null : { id: user.id, login: user.login, isBot: false, ...author };
  const source = { kind: "comment", id, body, at, headSha: null, author: by, viaAppId: null };
  await desk.overlook();
  await desk.run("run-command", { installationId, owner, repo, repositoryId, number, source }, over);
}

const ledger = () => desk.app.store.read(`pull-request/${local.repositoryId}/${number}`);
const signing = (body = "/signoff runtime") => local.as("ana").comment(number, body);
const looks = (since: number) => desk.asked.slice(since).filter(({ job }) => job === "evaluate-pull-request");
const replies = async () =>
  (await local.comments(number)).filter(({ body }) => body.startsWith("<!-- gatehouse:reply")).map(({ body }) => body);

describe("a comment with a command", () => {
  it("is recorded once and answered once, however often its job runs", async () => {
    const comment = await signing();
    const before = desk.asked.length;
    for (let time = 0; time < 3; time += 1) await run(comment);
    expect(await ledger()).toHaveLength(1);
    expect(local.reactions(comment.id).map(({ content }) => content)).toEqual(["+1"]);
    expect(looks(before)).toMatchObject([{ payload: { number } }]);
  });

  it("is not refused by a second attempt for what the first one recorded", async () => {
    const comment = await signing("/signoff all");
    local.faults.next({ kind: "status", status: 502, method: "POST" });
    await expect(run(comment)).rejects.toThrow("502");
    await run(comment);
    expect(local.reactions(comment.id).map(({ content }) => content)).toEqual(["+1"]);
    expect(await replies()).toEqual([]);
  });

  it("asks for a look again when the queue did not take the first request", async () => {
    const comment = await signing();
    await expect(run(comment, { enqueue: () => Promise.reject(new Error("queue down")) })).rejects.toThrow(
      "queue down",
    );
    const before = desk.asked.length;
    await run(comment);
    expect(looks(before)).toHaveLength(1);
    expect(await ledger()).toHaveLength(1);
  });

  it.for([
    // A sign-off is looked at whatever becomes of the reaction, so both attempts ask; what they ask for coalesces.
    { what: "the reaction", fault: { kind: "status-after", status: 502, method: "POST" }, asks: 2 },
    { what: "the pull request", fault: { kind: "status", status: 500, method: "GET" }, asks: 1 },
  ] as const)("that fails at $what is decided by the next attempt, once", async ({ fault, asks }) => {
    const comment = await signing();
    local.faults.next(fault);
    const before = desk.asked.length;
    await expect(run(comment)).rejects.toThrow(`${fault.status}`);
    await run(comment);
    expect(await ledger()).toHaveLength(1);
    expect(local.reactions(comment.id)).toHaveLength(1);
    expect(looks(before)).toHaveLength(asks);
  });

  it("changes nothing in a dry run, and is still to be done when it is over", async () => {
    const comment = await signing();
    const mark = local.requests.mark();
    await run(comment, { dryRun: true });
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await ledger()).toEqual([]);
    await run(comment);
    expect(await ledger()).toHaveLength(1);
  });

  it("that was refused asks for no look", async () => {
    const comment = await local.as("mallory").comment(number, "/signoff runtime");
    const before = desk.asked.length;
    await run(comment);
    expect(looks(before)).toEqual([]);
    expect(await ledger()).toEqual([]);
    expect(await replies()).toHaveLength(1);
  });

  it("T49: by a deleted account does nothing", async () => {
    const comment = await signing();
    const mark = local.requests.mark();
    await run(comment, {}, null);
    expect(local.requests.since(mark).all()).toEqual([]);
  });
});

describe("a comment of a bot", () => {
  const bot = { id: 5_000, login: "helper[bot]", isBot: true };

  it("T14: that no area lists hears nothing from us, so that two bots never talk for ever", async () => {
    const comment = await local.as("mallory").comment(number, "/signoff nowhere");
    const mark = local.requests.mark();
    await run(comment, {}, bot);
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await ledger()).toEqual([]);
    const again = local.requests.mark();
    await run(comment, {}, bot);
    expect(local.requests.since(again).all()).toEqual([]);
  });

  it("is answered when an area lists it as an agent", async () => {
    const comment = await local.as("mallory").comment(number, "/signoff nowhere");
    await run(comment, {}, { ...bot, login: "renovate[bot]" });
    expect(await replies()).toHaveLength(1);
  });
});

describe("a refusal", () => {
  it("is folded away when the same person gets it right, and only theirs", async () => {
    const wrong = await signing("/signoff runtim");
    const stranger = await local.as("mallory").comment(number, "/signoff runtime");
    await run(wrong);
    await run(stranger);
    expect((await local.comments(number)).filter(({ id }) => local.isMinimized(id))).toEqual([]);
    const right = await signing();
    await run(right);
    const hidden = (await local.comments(number)).filter(({ id }) => local.isMinimized(id));
    expect(hidden.map(({ body }) => body.split("\n")[0])).toEqual([`<!-- gatehouse:reply v1 comment-${wrong.id} -->`]);
    const mark = local.requests.mark();
    await run(right);
    expect(local.requests.since(mark).all()).toEqual([]);
  });
});

describe("T1: a title that is changed before the job of a comment runs", () => {
  const recorded = () => readLedger(desk.app.store, local.repositoryId, number);
  beforeEach(async () => {
    await local.as("dan").setTitle(number, "feat: tier 1");
    await desk.settle();
  });

  it.for([
    { body: "/pass canary -- ran the canary of tier 1", gate: "canary" },
    { body: "/waive report until 2d -- tier 1 has no report yet", gate: "report" },
  ])("$body is refused, and stays so when its delivery comes again", async ({ body, gate }) => {
    await signing(body);
    await local.as("dan").setTitle(number, "feat: tier 9");
    await desk.settle();
    const says = `The title was changed after you wrote this, and gate \`${gate}\` is about \`tier=9\` now. Look at that and comment \`${body}\`.`;
    expect([await recorded(), await replies()]).toEqual([[], [expect.stringContaining(says)]]);
    await local.as("dan").setTitle(number, "feat: tier 1");
    await desk.replay((items) => items);
    expect([await recorded(), await replies()]).toMatchObject([[], { length: 1 }]);
  });

  it("a failure is recorded for the tier that it was said of", async () => {
    await signing("/fail canary -- crashed");
    await local.as("dan").setTitle(number, "feat: tier 9");
    await desk.settle();
    expect(await recorded()).toMatchObject([{ kind: "ruled", outcome: "fail", filled: "tier=1" }]);
  });

  it("what is said of both titles alike is recorded once, also in a review", async () => {
    await local.as("ana").review(number, { state: "comment", body: "/pass canary -- fine" });
    await local.as("dan").setTitle(number, "feat: tier 9");
    await local.as("dan").setTitle(number, "feat: tier 1");
    await desk.settle();
    await desk.replay((items) => items);
    expect(await recorded()).toMatchObject([{ kind: "ruled", outcome: "pass", filled: "tier=1" }]);
  });

  it("a job from before titles were told still runs, and opens no gate that takes something of them", async () => {
    const comment = await signing("/signoff runtime\n/pass canary -- fine");
    await run(comment);
    expect(await recorded()).toMatchObject([{ kind: "signed" }]);
    expect(await replies()).toEqual([expect.stringContaining("it cannot be told under which title you wrote this")]);
  });
});

describe("T45: a flood of comments with commands", () => {
  it("of one person runs thirty in an hour, says so once, and costs nothing more", async () => {
    const first = await local.as("dan").comment(number, "/recheck");
    for (let time = 0; time < 30; time += 1) await run({ ...first, id: first.id + 10_000 + time });
    const over = await local.as("dan").comment(number, "/recheck");
    await run(over);
    expect(local.reactions(over.id).map(({ content }) => content)).toEqual(["confused"]);
    expect(await replies()).toHaveLength(1);
    const mark = local.requests.mark();
    const before = desk.asked.length;
    for (let time = 0; time < 20; time += 1) await run({ ...over, id: over.id + 20_000 + time });
    expect(local.requests.since(mark).all()).toEqual([]);
    expect(looks(before)).toEqual([]);
    // Somebody else is not kept from signing by it.
    await run(await signing());
    expect(await ledger()).toHaveLength(1);
  });
});
