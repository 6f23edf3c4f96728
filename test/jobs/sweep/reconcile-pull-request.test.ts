import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendEntries, readLedger } from "../../../src/github/ledger/ledger.ts";
import { reconcileRequest } from "../../../src/github/ledger/restore-ledger.ts";
import { replyMarker } from "../../../src/render/marker.ts";
import { type AppAtWork, anAppAtWork } from "../../support/app-at-work.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aSignOff } from "../../support/builders.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
gates: { canary: { manual: "Run the canary of tier <tier>" } }
pull_request: { require: [touched] }
programs: { tiers: { when: { title: "feat: tier <tier>" }, require: [canary] } }
`;
const dayMs = 24 * 3600 * 1000;

let local: LocalGitHub;
let app: AppAtWork;
let number: number;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
});
afterAll(() => local.close());

beforeEach(async () => {
  app = await anAppAtWork(local);
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  ({ number } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files }));
  await app.receive();
});

async function say(login: string, body: string): Promise<number> {
  const { id } = await local.as(login).comment(number, body);
  await app.receive();
  return id;
}

/** Its delivery never reaches us. */
async function sayUnheard(login: string, body: string): Promise<number> {
  const { id } = await local.as(login).comment(number, body);
  await app.lose();
  return id;
}

const request = () => reconcileRequest({ ...app.at, installationId: local.installationId }, number);
const reconcile = () => app.work(request());
const ledger = () => readLedger(app.store, local.repositoryId, number);
const state = async () => (await app.ownCheck(number))?.conclusion ?? "in_progress";
const reactions = (id: number) => local.reactions(id).map(({ content }) => content);
const title = async () => (await local.pullRequest(number)).title;
const ourComments = async () =>
  (await local.comments(number)).filter(({ user }) => user?.login === "gatehouse[bot]").map(({ body }) => body);

async function writesOf(work: () => Promise<unknown>): Promise<number> {
  const mark = local.requests.mark();
  await work();
  return local.requests.since(mark).writes().length;
}

describe("T44: a command whose delivery was lost", () => {
  it("is run with the time at which it was said, and once", async () => {
    const { head } = await local.pullRequest(number);
    const id = await sayUnheard("ana", "/signoff runtime");
    expect(await ledger()).toEqual([]);
    await reconcile();
    const comment = (await local.comments(number)).find((each) => each.id === id);
    const at = new Date(comment?.created_at ?? "").toISOString();
    expect(await ledger()).toMatchObject([{ kind: "signed", headSha: head.sha, at, source: { kind: "comment", id } }]);
    expect(reactions(id)).toEqual(["+1"]);
    expect(await state()).toBe("success");
    expect(await writesOf(reconcile)).toBe(0);
  });

  it("T15: signs the head of its time and not the one that was pushed since", async () => {
    const { head } = await local.pullRequest(number);
    const id = await sayUnheard("ana", "/signoff runtime");
    app.advance(60_000);
    await local
      .as("dan")
      .push({ branch: `feat-part-${opened}`, files: { "src/start.ts": "export const evil = 1;\n" } });
    await app.receive();
    await reconcile();
    expect(await ledger()).toMatchObject([{ kind: "signed", headSha: head.sha, source: { id } }]);
    expect(await state()).not.toBe("success");
  });

  it("is run once when its delivery comes in later all the same", async () => {
    const { id } = await local.as("ana").comment(number, "/signoff runtime");
    await reconcile();
    await app.receive();
    expect(await ledger()).toHaveLength(1);
    expect(reactions(id)).toEqual(["+1"]);
  });

  it("T1: is not run when it was edited since; its author is told so once", async () => {
    const { id } = await local.as("ana").comment(number, "Let me see.");
    await local.as("admin").editComment(id, "/signoff runtime");
    await app.lose();
    await reconcile();
    expect(await ledger()).toEqual([]);
    expect(reactions(id)).toEqual(["confused"]);
    expect((await ourComments()).filter((body) => body.includes("GitHub never told Gatehouse"))).toHaveLength(1);
    expect(await writesOf(reconcile)).toBe(0);
  });

  it("T1: is not run when it was edited within the second in which it was written", async () => {
    const { id } = await local.as("ana").comment(number, "Let me see.");
    local.keepSecond(id);
    await local.as("admin").editComment(id, "/signoff runtime");
    await app.lose();
    await reconcile();
    expect(await ledger()).toEqual([]);
    expect(reactions(id)).toEqual(["confused"]);
    expect((await ourComments()).filter((body) => body.includes("GitHub never told Gatehouse"))).toHaveLength(1);
    expect(await writesOf(reconcile)).toBe(0);
  });

  it("T1: opens no gate that takes something of the title, because only its delivery told what that was", async () => {
    await local.as("dan").setTitle(number, "feat: tier 1");
    await app.receive();
    const id = await sayUnheard("ana", "/pass canary -- ran the canary of tier 1");
    await reconcile();
    expect([await ledger(), reactions(id)]).toEqual([[], ["confused"]]);
    const says = "If you mean that, comment `/pass canary -- ran the canary of tier 1`.";
    expect((await ourComments()).filter((body) => body.includes(says))).toHaveLength(1);
    expect(await writesOf(reconcile)).toBe(0);
    await say("ana", "/pass canary -- ran the canary of tier 1");
    expect(await ledger()).toMatchObject([{ kind: "ruled", filled: "tier=1" }]);
  });

  it("T1: is not run where GitHub does not say whether it was edited", async () => {
    const id = await sayUnheard("ana", "/signoff runtime");
    local.faults.next({ kind: "status", status: 403, route: "POST /graphql" });
    await reconcile();
    expect(await ledger()).toEqual([]);
    expect(reactions(id)).toEqual(["confused"]);
  });

  it("is asked for again each day for as long as its job dies", async () => {
    const id = await sayUnheard("ana", "/signoff runtime");
    const ids: (string | undefined)[] = [];
    for (let day = 0; day < 3; day += 1) {
      const asked = await app.asks(request());
      ids.push(...asked.filter(({ job }) => job === "run-command").map((each) => each.id));
      app.advance(dayMs);
    }
    expect(new Set(ids).size).toBe(3);
    for (const each of ids) expect(each).toMatch(new RegExp(`^comment-${id}\\.missed-\\d{4}-\\d\\d-\\d\\d$`));
    await reconcile();
    expect(await ledger()).toMatchObject([{ kind: "signed", source: { id } }]);
    expect((await app.asks(request())).map(({ job }) => job)).not.toContain("run-command");
  });

  it("T7: that an App wrote for somebody is refused once", async () => {
    const { id } = await local.as("ana").commentThroughApp(number, "/signoff runtime");
    await app.lose();
    await reconcile();
    expect(await ledger()).toEqual([]);
    expect(reactions(id)).toEqual(["confused"]);
    expect((await app.asks(request())).map(({ job }) => job)).not.toContain("run-command");
  });

  it("T2: is run although somebody wrote into our reply that it was answered", async () => {
    await say("mallory", "/signoff runtime");
    const reply = (await local.comments(number)).find(({ body }) => body.includes("mallory"));
    const id = await sayUnheard("dan", "/hold");
    await local.as("admin").editComment(reply?.id ?? 0, `${replyMarker({ kind: "comment", id })}\nDone.`);
    await app.lose();
    await reconcile();
    expect(await ledger()).toMatchObject([{ kind: "held", source: { id } }]);
  });

  it("is not run half a year later, when nobody may know any more whether it was", async () => {
    await sayUnheard("ana", "/signoff runtime");
    app.advance(200 * dayMs);
    await reconcile();
    expect(await ledger()).toEqual([]);
  });

  it("many edited ones are three hints and not a hundred", async () => {
    for (let each = 0; each < 6; each += 1) {
      const { id } = await local.as("ana").comment(number, `Number ${each}.`);
      await local.as("ana").editComment(id, "/signoff runtime");
    }
    await app.lose();
    await reconcile();
    expect((await ourComments()).filter((body) => body.includes("GitHub never told Gatehouse"))).toHaveLength(3);
    expect(await writesOf(reconcile)).toBe(0);
  });

  it("in a review is not run, because nobody can tell whether a review was edited", async () => {
    const review = { state: "comment", body: "/signoff runtime" } as const;
    await local.as("ana").review(number, review);
    await app.lose();
    await reconcile();
    expect(await ledger()).toEqual([]);
    expect((await ourComments()).filter((body) => body.includes("GitHub never told Gatehouse"))).toHaveLength(1);
    expect(await writesOf(reconcile)).toBe(0);
  });

  it.for([
    { title: "of somebody who may not", login: "mallory", body: "/signoff runtime", hears: true },
    { title: "of ours that is only quoted", login: "ana", body: "> /signoff runtime", hears: false },
    { title: "of another bot", login: "ana", body: "/azp run", hears: false },
    { title: "that is none", login: "ana", body: "Looks good to me.", hears: false },
  ])("$title signs nothing", async ({ login, body, hears }) => {
    const id = await sayUnheard(login, body);
    await reconcile();
    expect(await ledger()).toEqual([]);
    expect(reactions(id)).toEqual(hears ? ["confused"] : []);
    expect(await writesOf(reconcile)).toBe(0);
  });
});

describe("once the store is lost and the ledger is back", () => {
  /** GitHub's times have whole seconds: the pull request must be older than what is remembered of it. */
  async function loseStore() {
    app = await app.withoutStore();
    app.advance(60_000);
  }

  it("a title that was set by a command is not set again", async () => {
    await say("ana", "/signoff runtime");
    await say("dan", "/retitle feat: the first title");
    await local.as("dan").setTitle(number, "feat: the second title");
    await app.receive();
    await loseStore();
    await reconcile();
    await reconcile();
    expect(await title()).toBe("feat: the second title");
    expect(await ledger()).toMatchObject([{ kind: "signed" }]);
  });

  it("nobody is refused twice", async () => {
    await say("ana", "/signoff runtime");
    await say("mallory", "/signoff runtime");
    const before = await ourComments();
    await loseStore();
    await reconcile();
    expect(await ourComments()).toHaveLength(before.length);
  });

  it("what was said meanwhile is run", async () => {
    await say("ana", "/signoff runtime");
    const id = await sayUnheard("mallory", "/signoff runtime");
    await loseStore();
    await reconcile();
    expect(reactions(id)).toEqual(["confused"]);
  });
});

describe("a change of a comment whose delivery was lost", () => {
  it("T3: a deleted sign-off is void, and nobody is accused", async () => {
    const id = await say("ana", "/signoff runtime");
    expect(await state()).toBe("success");
    await local.as("admin").deleteComment(id);
    await app.lose();
    await reconcile();
    expect(await ledger()).toMatchObject([
      { kind: "signed" },
      { kind: "edited", how: "deleted", actor: null, isByAuthor: false, kept: [] },
    ]);
    expect(await state()).toBe("action_required");
    expect(await writesOf(reconcile)).toBe(0);
  });

  it.for([
    { title: "takes the line away", body: "Never mind.", state: "action_required" },
    { title: "quotes the line", body: "> /signoff runtime", state: "action_required" },
    { title: "corrects a typo elsewhere", body: "It looks fine.\n/signoff runtime", state: "success" },
    { title: "writes the line in another way", body: "/Sign-Off  Runtime", state: "success" },
  ])("an edit that $title → $state", async ({ body, state: expected }) => {
    const id = await say("ana", "It loks fine.\n/signoff runtime");
    await local.as("ana").editComment(id, body);
    await app.lose();
    await reconcile();
    expect(await state()).toBe(expected);
    expect(await writesOf(reconcile)).toBe(0);
  });

  it("an edited review that signed is void", async () => {
    const { id } = await local.as("ana").review(number, { state: "comment", body: "/signoff runtime" });
    await app.receive();
    expect(await state()).toBe("success");
    await local.as("ana").editReview(number, id, "Never mind.");
    await app.lose();
    await reconcile();
    expect(await state()).toBe("action_required");
  });

  it("T2: a deleted hold holds", async () => {
    await say("ana", "/signoff runtime");
    const id = await say("dan", "/hold");
    await local.as("dan").deleteComment(id);
    await app.lose();
    await reconcile();
    expect(await state()).toBe("action_required");
    expect((await ledger()).map(({ kind }) => kind)).toEqual(["signed", "held"]);
  });

  it("a comment that the list leaves out, but that still stands, voids nothing", async () => {
    // On another pull request, so that it is not in this one's list.
    const elsewhere = await local.as("dan").openIssue({ title: "Elsewhere" });
    const { id } = await local.as("ana").comment(elsewhere.number, "/signoff runtime");
    await app.lose();
    await appendEntries(app.store, local.repositoryId, number, [aSignOff({ source: { kind: "comment", id } })]);
    await reconcile();
    expect((await ledger()).map(({ kind }) => kind)).toEqual(["signed"]);
  });
});

describe("where there is nothing to do", () => {
  it("a reconciled pull request costs no write, and reads that are answered by 304", async () => {
    await say("ana", "/signoff runtime");
    await reconcile();
    const mark = local.requests.mark();
    await reconcile();
    const made = local.requests.since(mark);
    expect(made.writes()).toHaveLength(0);
    expect(made.reads().filter(({ status }) => status !== 304)).toHaveLength(0);
  });

  it("a closed pull request is left alone", async () => {
    const id = await sayUnheard("ana", "/signoff runtime");
    await local.as("dan").close(number);
    await app.lose();
    expect(await reconcile()).toEqual(["reconcile-pull-request"]);
    expect(await ledger()).toEqual([]);
    expect(reactions(id)).toEqual([]);
  });

  it("nothing is done while GitHub has few requests left for commands", async () => {
    await app.store.put(`few-requests-left/${local.installationId}`, app.now().getTime() + 60_000);
    await expect(reconcile()).rejects.toThrow("few requests left");
  });
});

describe("a check that has been waiting for ten days", () => {
  it("is made anew before GitHub calls it stale, and only then", async () => {
    const first = await app.ownCheck(number);
    expect(first?.status).toBe("in_progress");
    await reconcile();
    app.advance(4 * dayMs);
    await reconcile();
    expect((await app.ownCheck(number))?.id).toBe(first?.id);
    app.advance(7 * dayMs);
    await reconcile();
    const second = await app.ownCheck(number);
    expect(second).toMatchObject({ status: "in_progress", output: { title: first?.output.title } });
    expect(second?.id).not.toBe(first?.id);
  });

  it("is left alone when it is completed", async () => {
    await say("ana", "/signoff runtime");
    const first = await app.ownCheck(number);
    await reconcile();
    app.advance(30 * dayMs);
    await reconcile();
    expect((await app.ownCheck(number))?.id).toBe(first?.id);
  });
});

it("what another version recorded stops the work instead of being guessed at", async () => {
  const { repositoryId } = local;
  await appendEntries(app.store, repositoryId, number, [aSignOff()]);
  await app.store.append(`pull-request/${repositoryId}/${number}`, { id: "x", value: { kind: "endorsed" } });
  await expect(reconcile()).rejects.toThrow("kind");
});
