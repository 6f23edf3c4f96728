import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLedger } from "../../../src/github/ledger/ledger.ts";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { summaryMarker } from "../../../src/render/marker.ts";
import { type AppAtWork, anAppAtWork } from "../../support/app-at-work.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { nextSecond } from "../../support/next-second.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana], paths: [src/**] }
  docs: { owners: [bea], paths: [docs/**] }
signoffs: { grace: 0s }
gates: { bench: { manual: Run the benchmark, area: runtime } }
pull_request: { require: [touched, bench], hold_label: hold }
`;

let local: LocalGitHub;
let app: AppAtWork;
let number: number;
let branch: string;
/** Signed and green, and where the branch is moved back to. */
let greenHead: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
});
afterAll(() => local.close());

beforeEach(async () => {
  app = await anAppAtWork(local);
  opened += 1;
  branch = `part-${opened}`;
  const files = { [`src/part-${opened}.ts`]: "export {};\n" };
  ({ number, headSha: greenHead } = await local
    .as("dan")
    .openPullRequest({ title: `feat: part ${opened}`, files, branch }));
  await app.receive();
  await say("ana", "/signoff runtime\n/pass bench -- looked at it");
  if ((await state(app)) !== "success") throw new Error("the first head is not green");
  // What is said from here on stands in the check of another head.
  await local.as("dan").push({ branch, files: { [`src/part-${opened}.ts`]: "export const part = 1;\n" } });
  await app.receive();
});

async function say(login: string, body: string): Promise<number> {
  const { id } = await local.as(login).comment(number, body);
  await app.receive();
  return id;
}

async function review(login: string, body: string): Promise<void> {
  await local.as(login).review(number, { state: "comment", body });
  await app.receive();
}

/** Somebody with write access moves the branch back while nobody looks, and the store is lost. */
async function rollBack(to = greenHead): Promise<AppAtWork> {
  await local.as("bea").forcePush(branch, to);
  await app.lose();
  const restarted = await app.withoutStore();
  // GitHub's times have whole seconds: what was done in this one was done before.
  restarted.advance(2000);
  return restarted;
}

const look = (at: AppAtWork, { isDry = false } = {}) => {
  const { installationId, owner, repo, repositoryId } = local;
  const request = { job: "evaluate-pull-request", payload: { installationId, owner, repo, repositoryId, number } };
  return isDry ? at.rehearse(request) : at.work(request);
};
const ledger = (at: AppAtWork) => readLedger(at.store, local.repositoryId, number);
const state = async (at: AppAtWork) => (await at.ownCheck(number))?.conclusion ?? "in_progress";
const labels = async () => (await local.pullRequest(number)).labels.map(({ name }) => name);
const signOffs = async (at: AppAtWork) =>
  foldLedger(await ledger(at)).signOffs.map(({ signOff, standing }) => [
    signOff.area,
    signOff.areaDigest,
    standing.state,
  ]);
const stops = async (at: AppAtWork) => {
  const { holds, concerns } = foldLedger(await ledger(at));
  return [...holds.map(({ actor }) => actor.login), ...concerns.map(({ name }) => name)];
};

/** Looks, and proves that no check of ours that was written meanwhile lets the pull request pass. */
async function lookClosed(at: AppAtWork): Promise<void> {
  const mark = local.requests.mark();
  await look(at);
  const written = local.requests
    .since(mark)
    .writes()
    .filter(({ path }) => path.includes("/check-runs"));
  expect(written.map(({ body }) => body)).not.toContainEqual(expect.objectContaining({ conclusion: "success" }));
  expect(await state(at)).not.toBe("success");
}

describe("T39: an older head is brought back, with its older ledger, and the store is lost", () => {
  it("what was signed there is stale, and a ruling holds for nothing", async () => {
    const restarted = await rollBack();
    await lookClosed(restarted);
    expect(await signOffs(restarted)).toEqual([["runtime", null, "standing"]]);
    const { summary } = (await restarted.ownCheck(number))?.output ?? {};
    expect(summary).toContain("what changed since cannot be told");
    expect(summary).toContain("the code is another now");
    // Pinned, because the clock of this Gatehouse is ahead of GitHub's.
    await local.as("ana").comment(number, `/signoff runtime @${greenHead}`);
    await restarted.receive();
    expect((await signOffs(restarted))[0]).toEqual(["runtime", expect.any(String), "standing"]);
  });

  it.for([
    { name: "a hold in a review", act: () => review("ana", "/hold not yet"), stopped: ["ana"] },
    {
      name: "a hold in a comment that also got a reply",
      act: () => say("ana", "/hold\n/signoff nonsense"),
      stopped: ["ana"],
    },
    { name: "a concern", act: () => say("ana", "/concern slow -- twice as slow"), stopped: ["slow"] },
  ])("T3: $name stands", async ({ act, stopped }) => {
    await act();
    const restarted = await rollBack();
    await lookClosed(restarted);
    expect(await stops(restarted)).toEqual(stopped);
  });

  it("T3: a hold by label stands for whoever set it, and the label stays", async () => {
    await local.as("ana").label(number, "hold");
    await app.receive();
    const restarted = await rollBack();
    await lookClosed(restarted);
    expect(await stops(restarted)).toEqual(["ana"]);
    expect(await labels()).toEqual(["hold"]);
  });

  it("T3: a hold whose comment is deleted is lost, and nothing passes all the same", async () => {
    const id = await say("ana", "/hold not yet");
    await local.as("bea").deleteComment(id);
    await app.receive();
    await local.as("bea").unlabel(number, "hold");
    const restarted = await rollBack();
    await lookClosed(restarted);
    expect(await stops(restarted)).toEqual([]);
    expect(await signOffs(restarted)).toEqual([["runtime", null, "standing"]]);
  });

  it("T3: where its label is left the deleted hold still holds, and the summary says that nobody knows whose it is", async () => {
    const id = await say("ana", "/hold not yet");
    await local.as("bea").deleteComment(id);
    const restarted = await rollBack();
    await lookClosed(restarted);
    expect(await stops(restarted)).toEqual(["ghost"]);
    expect(await labels()).toEqual(["hold"]);
    expect((await restarted.ownCheck(number))?.output.summary).toContain("not known by whom");
    await nextSecond();
    await local.as("ana").comment(number, "/unhold");
    await restarted.receive();
    expect(await stops(restarted)).toEqual([]);
    expect(await labels()).toEqual([]);
  });

  it.for([
    { name: "that was edited and still says it", body: "/concern slow -- fine now", stopped: ["slow"] },
    { name: "that was edited away", body: "Fine.", stopped: [] },
  ])("T3: a concern $name does not open anything", async ({ body, stopped }) => {
    const id = await say("ana", "/concern slow -- twice as slow");
    await local.as("bea").editComment(id, body);
    const restarted = await rollBack();
    await lookClosed(restarted);
    expect(await stops(restarted)).toEqual(stopped);
  });

  it("T3: a sign-off that was taken back in a review stays withdrawn", async () => {
    await review("ana", "/unsignoff runtime");
    const restarted = await rollBack();
    await lookClosed(restarted);
    expect(await signOffs(restarted)).toEqual([["runtime", null, "withdrawn"]]);
  });

  it("what its own author lifted, in a comment that nobody ever edited, is lifted", async () => {
    await say("ana", "/hold not yet");
    await nextSecond();
    await say("ana", "/unhold");
    const restarted = await rollBack();
    await lookClosed(restarted);
    expect(await stops(restarted)).toEqual([]);
  });

  it.for([
    { when: "later", isHasty: false },
    { when: "within the second, which no time of GitHub's shows", isHasty: true },
  ])("T1: nobody lifts a hold with a text that they put into somebody else's mouth, $when", async ({ isHasty }) => {
    await say("ana", "/hold not yet");
    await nextSecond();
    const id = await say("ana", "Let me see.");
    if (isHasty) local.keepSecond(id);
    await local.as("bea").editComment(id, "/unhold");
    const restarted = await rollBack();
    await lookClosed(restarted);
    expect(await stops(restarted)).toEqual(["ana"]);
  });
});

describe("the store is lost and the branch stays where it is", () => {
  const lose = async () => {
    const restarted = await app.withoutStore();
    restarted.advance(2000);
    return restarted;
  };

  it("our check is changed, and no second one is made beside it", async () => {
    const runs = async () => {
      const { owner, repo } = app.at;
      const ref = (await local.pullRequest(number)).head.sha;
      const { data } = await app.octokit.rest.checks.listForRef({ owner, repo, ref, filter: "all" });
      return data.check_runs.map(({ id, conclusion }) => [id, conclusion]);
    };
    await say("ana", "/hold not yet");
    const before = await runs();
    expect(before).toEqual([[expect.any(Number), "action_required"]]);
    await look(await lose());
    expect(await runs()).toEqual(before);
  });

  it("a dry run reads the ledger and remembers nothing of it", async () => {
    await say("ana", "/hold not yet");
    const restarted = await lose();
    const mark = local.requests.mark();
    await look(restarted, { isDry: true });
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await ledger(restarted)).toEqual([]);
    await look(restarted);
    expect(await stops(restarted)).toEqual(["ana"]);
  });

  it("the ledger is found below a new head although our comments are deleted and only reviews hold commands", async () => {
    await review("ana", "/hold not yet");
    for (const { id, body } of await local.comments(number)) {
      if (body.startsWith(summaryMarker) || body.startsWith("/")) await local.as("bea").deleteComment(id);
    }
    await local.as("bea").unlabel(number, "hold");
    await local.as("dan").push({ branch, files: { [`src/part-${opened}.ts`]: "export const part = 2;\n" } });
    await app.lose();
    const restarted = await lose();
    await lookClosed(restarted);
    expect(await stops(restarted)).toEqual(["ana"]);
  });

  it("the hold label waits for a configuration that can be read", async () => {
    await local.as("ana").label(number, "hold");
    await app.lose();
    await local.as("olga").commitTo("main", { ".github/gatehouse.yml": "version: 1\nnonsense: true\n" });
    await app.lose();
    const restarted = await lose();
    await look(restarted);
    expect(await stops(restarted)).toEqual([]);
    await local.as("olga").commitTo("main", { ".github/gatehouse.yml": config });
    await restarted.lose();
    await lookClosed(restarted);
    expect(await stops(restarted)).toEqual(["ana"]);
    expect(await labels()).toEqual(["hold"]);
  });
});
