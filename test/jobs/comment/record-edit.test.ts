import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLedger } from "../../../src/github/ledger/ledger.ts";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { replyMarker } from "../../../src/render/marker.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana], paths: [src/**] }
  api: { owners: [ana], paths: [src/**] }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
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
  desk = await aJobDesk(local);
  opened += 1;
  const files = { "src/start.ts": `export const part = ${opened};\n` };
  ({ number } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files }));
  await desk.settle();
});

async function said(login: string, body: string): Promise<number> {
  const { id } = await local.as(login).comment(number, body);
  await desk.settle();
  return id;
}

async function edited(login: string, id: number, body: string): Promise<void> {
  await local.as(login).editComment(id, body);
  await desk.settle();
}

async function deleted(login: string, id: number): Promise<void> {
  await local.as(login).deleteComment(id);
  await desk.settle();
}

const entries = () => readLedger(desk.app.store, local.repositoryId, number);
const state = async () => foldLedger(await entries());
const standings = async () =>
  Object.fromEntries((await state()).signOffs.map(({ signOff, standing }) => [signOff.area, standing.state]));
const edits = async () => (await entries()).filter(({ kind }) => kind === "edited");
const repliesTo = async (id: number) =>
  (await local.comments(number)).filter(({ body }) => body.startsWith(replyMarker({ kind: "comment", id })));

describe("a comment that signed", () => {
  it("and loses the line by its author's hand is withdrawn", async () => {
    const id = await said("ana", "/signoff runtime\n/signoff api");
    await edited("ana", id, "/signoff api");
    expect(await standings()).toEqual({ runtime: "withdrawn", api: "standing" });
    expect(await repliesTo(id)).toEqual([]);
  });

  it("T3: and loses the line by somebody else's hand is voided, under their name", async () => {
    const id = await said("ana", "/signoff runtime");
    await edited("olga", id, "Nothing to see here.");
    const [only] = (await state()).signOffs;
    expect(only?.standing).toEqual({ state: "voided", by: "olga", how: "edited" });
  });

  it("T3: and is deleted by somebody else is voided, by its author withdrawn", async () => {
    const first = await said("ana", "/signoff runtime");
    await deleted("olga", first);
    expect(await standings()).toEqual({ runtime: "voided" });
    const second = await said("ana", "/signoff api");
    await deleted("ana", second);
    expect(await standings()).toEqual({ runtime: "voided", api: "withdrawn" });
  });

  it("keeps what it signed when anything else in it changes, and nothing is asked or written", async () => {
    const id = await said("ana", "/signoff runtime\n\nLooks god.");
    const mark = local.requests.mark();
    await edited("ana", id, "/SignOff   runtime\r\n\r\nLooks good.");
    await edited("olga", id, "/signoff runtime");
    expect(local.requests.since(mark).all()).toEqual([]);
    expect(await edits()).toEqual([]);
    expect(await standings()).toEqual({ runtime: "standing" });
  });

  it("does not come back when the line does", async () => {
    const id = await said("ana", "/signoff runtime");
    await edited("ana", id, "Wait.");
    await edited("ana", id, "/signoff runtime");
    expect(await standings()).toEqual({ runtime: "withdrawn" });
  });

  it("and is edited a hundred times does not make the ledger grow", async () => {
    const id = await said("ana", "/signoff runtime");
    for (const body of ["one", "/signoff api", "two", "/signoff runtime", "/signoff runtime\n/signoff api"]) {
      await edited("ana", id, body);
      await edited("olga", id, "gone");
    }
    expect((await edits()).length).toBeLessThanOrEqual(2);
    expect(await standings()).toEqual({ runtime: "voided" });
  });
});

describe("a command that is edited into a comment", () => {
  it("T1: by its author is not run, and its author is told once", async () => {
    const id = await said("ana", "Looks good.");
    await edited("ana", id, "/signoff runtime");
    await edited("ana", id, "/signoff runtime\n/signoff api");
    expect(await standings()).toEqual({});
    expect(local.reactions(id).map(({ content }) => content)).toEqual(["confused"]);
    const replies = await repliesTo(id);
    expect(replies).toHaveLength(1);
    expect(replies[0]?.body).toContain("is not read");
  });

  it("T1: by somebody else is not run, and nobody is told", async () => {
    const id = await said("ana", "Looks good.");
    await edited("olga", id, "/signoff runtime");
    expect(await standings()).toEqual({});
    expect(local.reactions(id)).toEqual([]);
    expect(await repliesTo(id)).toEqual([]);
  });

  it("where a mistyped one stood changes the answer instead of adding one", async () => {
    const id = await said("ana", "/signoff runtim");
    await edited("ana", id, "/signoff runtime");
    const replies = await repliesTo(id);
    expect(replies).toHaveLength(1);
    expect(replies[0]?.body).toContain("is not read");
    expect(await standings()).toEqual({});
  });
});

describe("T2: a hold or a concern", () => {
  it.for(["/hold waiting for the benchmark", "/concern latency"])("%s stays when its comment goes", async (line) => {
    const id = await said("dan", line);
    await edited("dan", id, "Never mind.");
    await deleted("olga", id);
    const { holds, concerns } = await state();
    expect([...holds, ...concerns]).toHaveLength(1);
  });
});

describe("deliveries in any order", () => {
  it("an edit that comes before the comment it changed takes back what the comment then signs", async () => {
    const { id } = await local.as("ana").comment(number, "/signoff runtime\n/signoff api");
    await local.as("olga").editComment(id, "/signoff api");
    await desk.replay((all) => all.toReversed());
    expect(await standings()).toEqual({ runtime: "voided", api: "standing" });
  });

  it("all of them again, in order, reversed and doubled, change nothing and write nothing", async () => {
    const id = await said("ana", "/signoff runtime\n/signoff api\n/hold");
    await edited("olga", id, "/signoff api");
    await said("ana", "/signoff runtime");
    await deleted("ana", id);
    const before = await state();
    for (const order of [identity, reversed, doubled]) {
      const mark = local.requests.mark();
      await desk.replay(order);
      expect(local.requests.since(mark).writes()).toEqual([]);
      expect(await state()).toEqual(before);
    }
  });
});

describe("a review that signed", () => {
  it("and is dismissed is voided, with the name of whoever did it", async () => {
    const { id } = await local.as("ana").review(number, { state: "approve", body: "/signoff runtime" });
    await desk.settle();
    expect(await standings()).toEqual({ runtime: "standing" });
    await local.as("olga").dismissReview(number, id, "Not by you.");
    await desk.settle();
    const [only] = (await state()).signOffs;
    expect(only?.standing).toEqual({ state: "voided", by: "olga", how: "dismissed" });
  });

  it("and loses the line is withdrawn or voided, like a comment", async () => {
    const { id } = await local.as("ana").review(number, { state: "comment", body: "/signoff runtime" });
    await desk.settle();
    await local.as("ana").editReview(number, id, "Wait.");
    await desk.settle();
    expect(await standings()).toEqual({ runtime: "withdrawn" });
  });
});

function identity<Item>(items: readonly Item[]): readonly Item[] {
  return items;
}

function reversed<Item>(items: readonly Item[]): readonly Item[] {
  return items.toReversed();
}

function doubled<Item>(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => [item, item]);
}

it("where there is no configuration an edit is not remembered, and nobody is told anything", async () => {
  const bare = await startLocalGitHub();
  const fresh = await aJobDesk(bare);
  const pull = await bare.as("dan").openPullRequest({ title: "feat: x", files: { "src/start.ts": "export {};\n" } });
  const { id } = await bare.as("ana").comment(pull.number, "/signoff runtime");
  await bare.as("ana").editComment(id, "Never mind.");
  await bare.as("ana").editComment(id, "/signoff api");
  await fresh.settle();
  expect(await readLedger(fresh.app.store, bare.repositoryId, pull.number)).toEqual([]);
  expect(await bare.comments(pull.number)).toHaveLength(1);
  await bare.close();
});
