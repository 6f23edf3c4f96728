import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLedger } from "../../../src/github/ledger/ledger.ts";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { readSnapshot, writeSnapshot } from "../../../src/policy/ledger/snapshot.ts";
import { type AppAtWork, anAppAtWork } from "../../support/app-at-work.ts";
import { aSignOff } from "../../support/builders.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;

let local: LocalGitHub;
let app: AppAtWork;
let number: number;
let branch: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
});
afterAll(() => local.close());

beforeEach(async () => {
  app = await anAppAtWork(local);
  opened += 1;
  branch = `part-${opened}`;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  ({ number } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files, branch }));
  await app.receive();
});

async function say(login: string, body: string, at: AppAtWork = app): Promise<number> {
  const { id } = await local.as(login).comment(number, body);
  await at.receive();
  return id;
}

/** As a new Gatehouse meets the pull request: with an empty store, started just now. */
async function loseEverything(): Promise<AppAtWork> {
  const restarted = await app.withoutStore();
  // GitHub's times have whole seconds: what was done in this one was done before.
  restarted.advance(2000);
  return restarted;
}

const look = (at: AppAtWork) => {
  const { installationId, owner, repo, repositoryId } = local;
  return at.work({ job: "evaluate-pull-request", payload: { installationId, owner, repo, repositoryId, number } });
};
const ledger = (at: AppAtWork) => readLedger(at.store, local.repositoryId, number);
const state = async (at: AppAtWork) => (await at.ownCheck(number))?.conclusion ?? "in_progress";
const kinds = (entries: readonly LedgerEntry[]) => entries.map(({ kind }) => kind).toSorted();

describe("a pull request that is younger than the store", () => {
  it("costs no request to restore", async () => {
    const mark = local.requests.mark();
    await look(app);
    const paths = local.requests
      .since(mark)
      .all()
      .map(({ path }) => path);
    expect(paths.filter((path) => /comments|\/commits$/.test(path))).toEqual([]);
  });
});

describe("after the store is lost", () => {
  it("a sign-off that our own check proves is live again", async () => {
    await say("ana", "/signoff runtime -- verified on canary");
    const before = await ledger(app);
    expect(await state(app)).toBe("success");
    const restarted = await loseEverything();
    await look(restarted);
    expect(await ledger(restarted)).toEqual(before);
    expect(await state(restarted)).toBe("success");
  });

  it("our check shows the same ledger as before, and says no word more", async () => {
    await say("ana", "/signoff runtime");
    const check = await app.ownCheck(number);
    const restarted = await loseEverything();
    await look(restarted);
    const { title, summary, text } = (await restarted.ownCheck(number))?.output ?? {};
    expect({ title, summary, text }).toEqual({
      title: check?.output.title,
      summary: check?.output.summary,
      text: check?.output.text,
    });
    expect(readSnapshot(check?.output.text ?? "", number)?.entries).toHaveLength(1);
  });

  it("a hold still holds, and its comment need not stand any more", async () => {
    const id = await say("dan", "/hold waiting for the benchmark");
    await local.as("dan").deleteComment(id);
    await app.receive();
    const restarted = await loseEverything();
    await look(restarted);
    expect(kinds(await ledger(restarted))).toContain("held");
    expect(await state(restarted)).toBe("action_required");
  });

  it("the ledger is found below a head that was never looked at", async () => {
    await say("ana", "/signoff runtime");
    const restarted = await loseEverything();
    await local.as("dan").push({ branch, files: { "docs/readme.md": `part ${opened}\n` } });
    await restarted.receive();
    expect(kinds(await ledger(restarted))).toEqual(["signed"]);
    expect(await state(restarted)).toBe("success");
  });

  it.for([
    { title: "says only that GitHub was away", text: undefined },
    { title: "holds the ledger of another pull request", text: writeSnapshot(4711, [], 60_000) },
  ])("the ledger is found although the latest check $title", async ({ text }) => {
    await say("ana", "/signoff runtime");
    const restarted = await loseEverything();
    const { owner, repo } = restarted.at;
    const { head } = await local.pullRequest(number);
    const output = { title: "Away", summary: "Away", ...(text === undefined ? {} : { text }) };
    const run = { owner, repo, name: "gatehouse", head_sha: head.sha, status: "in_progress", output } as const;
    await restarted.octokit.rest.checks.create(run);
    await look(restarted);
    expect(kinds(await ledger(restarted))).toEqual(["signed"]);
  });

  it("T24: a check of the same name by another App is not believed", async () => {
    const { head } = await local.pullRequest(number);
    const text = writeSnapshot(number, [aSignOff({ headSha: head.sha })], 60_000);
    await local.reportCheck({ name: "gatehouse", headSha: head.sha, conclusion: "success", summary: "Fine", text });
    await app.lose();
    const restarted = await loseEverything();
    await look(restarted);
    expect(await ledger(restarted)).toEqual([]);
  });

  it("a broken configuration keeps the ledger in our check", async () => {
    await say("ana", "/signoff runtime");
    await local.as("olga").commitTo("main", { ".github/gatehouse.yml": "version: 1\nnonsense: true\n" });
    await app.lose();
    const restarted = await loseEverything();
    await look(restarted);
    const again = await loseEverything();
    await local.as("olga").commitTo("main", { ".github/gatehouse.yml": config });
    await again.lose();
    await look(again);
    expect(kinds(await ledger(again))).toEqual(["signed"]);
    expect(await state(again)).toBe("success");
  });

  it("restoring again changes nothing, also after a crash halfway and by two at once", async () => {
    await say("ana", "/signoff runtime");
    await say("dan", "/hold");
    const before = await ledger(app);
    const restarted = await loseEverything();
    await Promise.all([look(restarted), look(restarted)].map((each) => each.catch(() => undefined)));
    await restarted.store.delete(`ledger-restored/${local.repositoryId}/${number}`);
    await look(restarted);
    expect(kinds(await ledger(restarted))).toEqual(kinds(before));
  });

  it("the second look costs nothing more than any other", async () => {
    await say("ana", "/signoff runtime");
    const restarted = await loseEverything();
    await look(restarted);
    const mark = local.requests.mark();
    await look(restarted);
    const paths = local.requests
      .since(mark)
      .all()
      .map(({ path }) => path);
    expect(paths.filter((path) => /comments|\/commits$/.test(path))).toEqual([]);
    expect(local.requests.since(mark).writes()).toHaveLength(0);
  });
});

describe("what was said while nothing was written", () => {
  it("T1: a sign-off that was edited in meanwhile is not executed, and its author is told once", async () => {
    await say("ana", "/signoff runtime");
    await say("ana", "/unsignoff runtime");
    const restarted = await loseEverything();
    restarted.advance(1000);
    const { id } = await local.as("ana").comment(number, "Let me see.");
    await local.as("admin").editComment(id, "/signoff runtime");
    await restarted.lose();
    await look(restarted);
    expect(await state(restarted)).not.toBe("success");
    expect(local.reactions(id).map(({ content }) => content)).toEqual(["confused"]);
    const said = (await local.comments(number)).length;
    await look(restarted);
    expect(await local.comments(number)).toHaveLength(said);
  });

  it("a hold holds from the first look on", async () => {
    await say("ana", "/signoff runtime");
    const restarted = await loseEverything();
    await local.as("ana").comment(number, "/hold not yet");
    await restarted.lose();
    const mark = local.requests.mark();
    await look(restarted);
    expect(kinds(await ledger(restarted))).toEqual(["held", "signed"]);
    expect(await state(restarted)).toBe("action_required");
    const posted = local.requests
      .since(mark)
      .writes()
      .filter(({ path }) => path.includes("/check-runs"));
    expect(posted.map(({ body }) => body)).not.toContainEqual(expect.objectContaining({ conclusion: "success" }));
  });

  it("T3: a sign-off whose comment is gone is void", async () => {
    const id = await say("ana", "/signoff runtime");
    const restarted = await loseEverything();
    await local.as("admin").deleteComment(id);
    await restarted.lose();
    await look(restarted);
    expect(kinds(await ledger(restarted))).toEqual(["edited", "signed"]);
    expect(await state(restarted)).toBe("action_required");
  });
});

describe("when our check does not hold the ledger any more", () => {
  /** Every commit is another one, and the checks on the old ones cannot be found. */
  async function rewrite(): Promise<void> {
    const files = { "src/start.ts": `export const part = ${opened};\n` };
    await local.as("dan").push({ branch, files, force: true, message: `Rewritten ${crypto.randomUUID()}` });
  }

  it("a sign-off is shown as stale and not merely missing, although the code is the same", async () => {
    await say("ana", "/signoff runtime");
    const restarted = await loseEverything();
    await rewrite();
    await restarted.receive();
    expect(await state(restarted)).toBe("action_required");
    const { summary } = (await restarted.ownCheck(number))?.output ?? {};
    expect(summary).toContain("not known any more at which commit");
    // Pinned, because the clock of this Gatehouse is ahead of GitHub's.
    await say("ana", `/signoff runtime @${(await local.pullRequest(number)).head.sha}`, restarted);
    expect(await state(restarted)).toBe("success");
  });

  it("the comment that is decided right now speaks for itself", async () => {
    await say("ana", "/recheck");
    await rewrite();
    await app.lose();
    const restarted = await loseEverything();
    const { head } = await local.pullRequest(number);
    await say("ana", `/signoff runtime @${head.sha}`, restarted);
    expect(await state(restarted)).toBe("success");
  });

  it("T2: a hold is taken over, also one that got an answer: nobody knows any more what it said", async () => {
    await say("dan", "/hold waiting for the benchmark");
    await say("mallory", "/hold for ever");
    const restarted = await loseEverything();
    await rewrite();
    await restarted.receive();
    expect(await ledger(restarted)).toMatchObject([
      { kind: "held", actor: { login: "dan" } },
      { kind: "held", actor: { login: "mallory" } },
    ]);
    expect(await state(restarted)).toBe("action_required");
  });

  it("T7: what an App or a machine said is nobody's sign-off", async () => {
    await say("ana", "/recheck");
    await local.as("ana").commentThroughApp(number, "/hold");
    await app.lose();
    const restarted = await loseEverything();
    await rewrite();
    await restarted.receive();
    expect(await ledger(restarted)).toEqual([]);
  });
});

describe("a pull request that we never met", () => {
  it("is not touched by what was said to another bot", async () => {
    const fresh = await app.withoutStore();
    const files = { "src/old.ts": `export const old = ${opened};\n` };
    ({ number } = await local.as("dan").openPullRequest({ title: `feat: old ${opened}`, files }));
    await local.as("dan").comment(number, "/hold");
    await local.as("ana").comment(number, "/signoff runtime");
    await fresh.lose();
    fresh.advance(5000);
    await look(fresh);
    expect(await ledger(fresh)).toEqual([]);
    expect(await state(fresh)).toBe("in_progress");
    expect((await local.comments(number)).filter(({ user }) => user?.login === "gatehouse[bot]")).toHaveLength(1);
  });
});
