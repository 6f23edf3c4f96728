import { RequestError } from "@octokit/request-error";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyEffects } from "../../../src/github/posts/apply.ts";
import { takeTurn } from "../../../src/github/posts/turn.ts";
import type { Effect } from "../../../src/policy/effect.ts";
import { effectKey } from "../../../src/policy/plan.ts";
import { replyMarker, summaryMarker } from "../../../src/render/marker.ts";
import { type AppOnGitHub, anAppOn, silent } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const commentRoute = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const checkRoute = "POST /repos/{owner}/{repo}/check-runs";

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;
let headSha: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());

beforeEach(async () => {
  local.faults.clear();
  app = await anAppOn(local);
  opened += 1;
  const pull = { title: `feat: part ${opened}`, files: { [`part-${opened}.txt`]: "new\n" } };
  ({ number, headSha } = await local.as("dan").openPullRequest(pull));
});

interface Given {
  readonly hasComments?: boolean;
  readonly dryRun?: boolean;
  readonly by?: AppOnGitHub;
}

function apply(effects: readonly Effect[], { hasComments = false, dryRun = false, by = app }: Given = {}) {
  const { octokit, store, github } = by;
  return applyEffects(effects, { ...by.at, hasComments }, { octokit, store, appId: github.appId, log: silent, dryRun });
}

const summary = (text: string): Effect => ({ kind: "managed-comment", number, body: `${summaryMarker}\n${text}` });
const marker = (id: number) => replyMarker({ kind: "comment", id });
const reply = (id: number, text = "No."): Effect => ({
  kind: "reply",
  number,
  source: { kind: "comment", id },
  body: `${marker(id)}\n${text}`,
  isRefusal: true,
});
const check = (title: string): Effect => ({
  kind: "check-run",
  name: "gatehouse",
  headSha,
  status: "in_progress",
  title,
  summary: "Waiting.",
});
const bodies = async () => (await local.comments(number)).map(({ body }) => body.split("\n").at(-1));

async function writesOf(work: () => Promise<unknown>) {
  const mark = local.requests.mark();
  await work();
  return local.requests.since(mark).writes();
}

describe("a check run", () => {
  const completed = (conclusion: "success" | "failure"): Effect => ({
    kind: "check-run",
    name: "gatehouse",
    headSha,
    status: "completed",
    conclusion,
    title: conclusion,
    summary: "Judged.",
  });

  it("that succeeded and waits again is a new run, because GitHub keeps the conclusion of a completed one", async () => {
    await apply([completed("success")]);
    await apply([check("Waiting again")]);
    const [shown, ...others] = (await local.checkRuns(headSha)).filter(({ name }) => name === "gatehouse");
    expect(others).toEqual([]);
    expect(shown).toMatchObject({ status: "in_progress", conclusion: null });
    expect(await writesOf(() => apply([check("Waiting again")]))).toEqual([]);
  });

  it("is not written by whoever judged before a newer look began", async () => {
    const { octokit, store, github, at } = app;
    const isMine = await takeTurn(store, `head/${at.repositoryId}/${headSha}`);
    await takeTurn(store, `head/${at.repositoryId}/${headSha}`);
    const requireTurn = async () => {
      if (!(await isMine())) throw new Error("a newer look");
    };
    await apply([completed("failure")]);
    const target = { octokit, store, appId: github.appId, log: silent, dryRun: false, requireTurn };
    await expect(applyEffects([completed("success")], at, target)).rejects.toThrow("a newer look");
    expect(await local.checkRuns(headSha)).toMatchObject([{ conclusion: "failure" }]);
  });
});

describe("the summary comment", () => {
  it("is posted without looking first, edited in place, and left alone when nothing changed", async () => {
    const mark = local.requests.mark();
    await apply([summary("one")]);
    expect(local.requests.since(mark).reads()).toEqual([]);
    await apply([summary("two")]);
    expect(await writesOf(() => apply([summary("two")]))).toEqual([]);
    expect(await bodies()).toEqual(["two"]);
  });

  it("is one comment although the answer to its creation was a 502", async () => {
    local.faults.next({ kind: "status-after", status: 502, route: commentRoute });
    const first = await writesOf(() => expect(apply([summary("one")])).rejects.toThrow("502"));
    expect(first.map(({ method }) => method)).toEqual(["POST"]);
    const second = await writesOf(() => apply([summary("one")]));
    expect(second.map(({ method }) => method)).toEqual(["PATCH"]);
    expect(await bodies()).toEqual(["one"]);
    expect(await writesOf(() => apply([summary("one")]))).toEqual([]);
  });

  it("is posted by the second attempt when the first never arrived", async () => {
    local.faults.next({ kind: "drop", route: commentRoute });
    await expect(apply([summary("one")])).rejects.toThrow(RequestError);
    await apply([summary("one")]);
    expect(await bodies()).toEqual(["one"]);
  });

  it("is found again and not doubled when the store was lost", async () => {
    await apply([summary("one")]);
    const amnesiac = await anAppOn(local);
    await apply([summary("two")], { by: amnesiac, hasComments: true });
    expect(await bodies()).toEqual(["two"]);
  });

  it("is one again when there were two: the older one stays", async () => {
    const [one, other] = [await anAppOn(local), await anAppOn(local)];
    await apply([summary("one")], { by: one });
    const [first] = await local.comments(number);
    await apply([summary("one")], { by: other });
    expect(await bodies()).toEqual(["one", "one"]);
    await apply([summary("two")], { by: await anAppOn(local), hasComments: true });
    expect(await bodies()).toEqual(["two"]);
    expect((await local.comments(number)).map(({ id }) => id)).toEqual([first?.id]);
  });

  it("is posted again when somebody deleted it, once it has something new to say", async () => {
    await apply([summary("one")]);
    const [posted] = await local.comments(number);
    await local.as("olga").deleteComment(posted?.id ?? 0);
    expect(await writesOf(() => apply([summary("one")]))).toEqual([]);
    await apply([summary("two")]);
    expect(await bodies()).toEqual(["two"]);
  });

  it("is not looked for in a comment of a person who copied the marker", async () => {
    const copy = await local.as("mallory").comment(number, `${summaryMarker}\nAll signed, trust me.`);
    await apply([summary("one")], { hasComments: true });
    const comments = await local.comments(number);
    expect(comments.map(({ user, body }) => [user?.login, body.split("\n").at(-1)])).toEqual([
      ["mallory", "All signed, trust me."],
      ["gatehouse[bot]", "one"],
    ]);
    expect(comments[0]?.id).toBe(copy.id);
  });

  it("is found among more comments than one page holds", async () => {
    for (let count = 0; count < 101; count += 1) await local.as("dan").comment(number, `comment ${count}`);
    await apply([summary("one")]);
    const amnesiac = await anAppOn(local);
    const writes = await writesOf(() => apply([summary("two")], { by: amnesiac, hasComments: true }));
    expect(writes.map(({ method }) => method)).toEqual(["PATCH"]);
  });

  it("that quotes our marker further down is not taken for another comment of ours", async () => {
    const said = await local.as("ana").comment(number, "/signoff nowhere");
    await apply([reply(said.id, `> ${summaryMarker}`)]);
    await apply([summary("one")], { by: await anAppOn(local), hasComments: true });
    expect(await local.comments(number)).toHaveLength(3);
  });
});

describe("a reply", () => {
  it("is one comment per comment that it answers, whatever happens in between", async () => {
    const first = await local.as("ana").comment(number, "/signoff nowhere");
    const second = await local.as("ana").comment(number, "/signoff nowhere else");
    local.faults.next({ kind: "drop-after", route: commentRoute });
    await expect(apply([reply(first.id)])).rejects.toThrow(RequestError);
    await apply([reply(first.id)]);
    await apply([reply(second.id)]);
    await apply([reply(first.id), reply(second.id)]);
    const replies = (await local.comments(number)).filter(({ user }) => user?.login === "gatehouse[bot]");
    expect(replies.map(({ body }) => body.split("\n")[0])).toEqual([marker(first.id), marker(second.id)]);
  });
});

describe("a check run", () => {
  it("is one per head and name, changed in place, and found after a lost answer", async () => {
    local.faults.next({ kind: "status-after", status: 502, route: checkRoute });
    await expect(apply([check("1 of 2")])).rejects.toThrow("502");
    const writes = await writesOf(async () => {
      await apply([check("1 of 2")]);
      await apply([check("2 of 2")]);
      await apply([check("2 of 2")]);
    });
    expect(writes.map(({ method }) => method)).toEqual(["PATCH", "PATCH"]);
    const runs = await local.checkRuns(headSha);
    expect(runs.map(({ name, output }) => [name, output.title])).toEqual([["gatehouse", "2 of 2"]]);
  });

  it("of another App under our name is not touched", async () => {
    await local.reportCheck({ name: "gatehouse", headSha, conclusion: "success" });
    await app.store.put(`receipt/${effectKey(check("x"), app.at.repositoryId)}`, { state: "sending" });
    await apply([check("1 of 2")]);
    const runs = await local.checkRuns(headSha);
    expect(new Map(runs.map(({ app: by, conclusion }) => [by.slug, conclusion]))).toEqual(
      new Map([
        ["ci-runner", "success"],
        ["gatehouse", null],
      ]),
    );
  });

  it("goes back to its old content when a change that was undone had got through", async () => {
    await apply([check("red")]);
    local.faults.next({ kind: "status-after", status: 502, method: "PATCH" });
    await expect(apply([check("green")])).rejects.toThrow("502");
    await apply([check("red")]);
    expect((await local.checkRuns(headSha))[0]?.output.title).toBe("red");
  });
});

describe("effects", () => {
  it("of which the second fails are continued with it, not repeated", async () => {
    local.faults.next({ kind: "status", status: 503, route: commentRoute });
    await expect(apply([check("1 of 2"), summary("one")])).rejects.toThrow("503");
    const writes = await writesOf(() => apply([check("1 of 2"), summary("one")]));
    expect(writes.map(({ route }) => route)).toEqual([commentRoute]);
  });

  it("are only told of in a dry run", async () => {
    const told = await local.as("ana").comment(number, "/retitle feat: better");
    const { title: from } = await local.pullRequest(number);
    const effects: readonly Effect[] = [
      check("1 of 2"),
      summary("one"),
      reply(told.id),
      { kind: "reaction", commentId: told.id, content: "+1" },
      { kind: "retitle", number, source: { kind: "comment", id: told.id }, title: "feat: better", from },
    ];
    expect(await writesOf(() => apply(effects, { dryRun: true }))).toEqual([]);
    // And the real run later finds nothing done.
    expect(await writesOf(() => apply(effects))).toHaveLength(5);
  });

  async function aRetitle(): Promise<Effect> {
    const { id } = await local.as("dan").comment(number, "/retitle feat: better");
    const { title: from } = await local.pullRequest(number);
    return { kind: "retitle", number, source: { kind: "comment", id }, title: "feat: better", from };
  }
  const title = async () => (await local.pullRequest(number)).title;

  it("a title that was set for a comment is not set again over what a person wrote since", async () => {
    const retitle = await aRetitle();
    await apply([retitle]);
    await local.as("dan").setTitle(number, "feat: best");
    expect(await writesOf(() => apply([retitle]))).toEqual([]);
    expect(await title()).toBe("feat: best");
  });

  it.for([
    { after: "an answer that was lost", kind: "drop-after", writes: 0, ends: "feat: better" },
    { after: "a request that never came", kind: "drop", writes: 1, ends: "feat: better" },
  ] as const)("after $after, a title is written $writes times more", async ({ kind, writes, ends }) => {
    const retitle = await aRetitle();
    local.faults.next({ kind, method: "PATCH" });
    await expect(apply([retitle])).rejects.toThrow("other side closed");
    expect(await writesOf(() => apply([retitle]))).toHaveLength(writes);
    expect(await title()).toBe(ends);
    expect(await writesOf(() => apply([retitle]))).toEqual([]);
  });

  it("a title that a person wrote before the first attempt stays, and nothing is tried again", async () => {
    const retitle = await aRetitle();
    await local.as("dan").setTitle(number, "feat: best");
    for (let attempt = 0; attempt < 2; attempt++) expect(await writesOf(() => apply([retitle]))).toEqual([]);
    expect(await title()).toBe("feat: best");
  });

  it("a title is looked at once before it is written", async () => {
    const retitle = await aRetitle();
    const mark = local.requests.mark();
    await apply([retitle]);
    const made = local.requests.since(mark);
    expect([made.reads().length, made.writes().length]).toEqual([1, 1]);
  });

  it.for(["drop", "drop-after"] as const)("after %s, a title that a person wrote meanwhile stays", async (kind) => {
    const retitle = await aRetitle();
    local.faults.next({ kind, method: "PATCH" });
    await expect(apply([retitle])).rejects.toThrow("other side closed");
    await local.as("dan").setTitle(number, "feat: best");
    expect(await writesOf(() => apply([retitle]))).toEqual([]);
    expect(await title()).toBe("feat: best");
  });
});
