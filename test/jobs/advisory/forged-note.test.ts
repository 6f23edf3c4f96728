import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGitHub } from "../../../src/github/client/create-github.ts";
import { createSeal } from "../../../src/github/client/seal.ts";
import { repositorySeal } from "../../../src/github/triage/repository-seal.ts";
import { reportAdvisoriesJob } from "../../../src/jobs/advisory/report-advisories.ts";
import type { TriageState } from "../../../src/policy/advisory/triage/triage-state.ts";
import { utcMinute } from "../../../src/policy/text/utc-minute.ts";
import { parseAdvisoryNote, replaceState, type Seal } from "../../../src/render/advisory/advisory-note.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";
import { type AdvisoryDesk, anAdvisoryDesk } from "../../support/advisory-desk.ts";
import { silent } from "../../support/app-on-github.ts";
import { aPrivateKey } from "../../support/github/seed.ts";

const advisory = "RUSTSEC-2099-0001";
let desk: AdvisoryDesk;
let seal: Seal;
/** Earlier than the issue was opened, and not so early that anything is due. */
let before: Date;

beforeAll(async () => {
  desk = await anAdvisoryDesk();
  seal = repositorySeal(desk.deps.github, desk.at.repositoryId);
  before = new Date(desk.deps.now().getTime() - 3 * 3_600_000);
  await desk.scan();
});
afterAll(() => desk.close());

async function issue() {
  const found = (await desk.github.issues()).find(({ title }) => title.startsWith("advisory: "));
  if (found === undefined) throw new Error("there is no advisory issue");
  return { ...found, body: found.body ?? "" };
}

async function stateBy(made: Seal): Promise<TriageState> {
  const { title, body } = await issue();
  const state = parseAdvisoryNote(title, body, made)?.state;
  if (state === undefined) throw new Error("the note is none");
  return state;
}

async function writesOf(scan: () => Promise<unknown>): Promise<readonly string[]> {
  const mark = desk.github.requests.mark();
  await scan();
  return desk.github.requests
    .since(mark)
    .writes()
    .map(({ route }) => route);
}

const rewriting = "PATCH /repos/{owner}/{repo}/issues/{issue_number}";

// One issue, in order: all of this file.
describe("a note of our own", () => {
  it("is believed by another process of the App, without what the store knew", async () => {
    const { apiUrl, appId, privateKey } = desk.github;
    const now = () => new Date(desk.deps.now().getTime() + 60_000);
    const store = createMemoryStore(now);
    const github = await createGitHub({ appId, privateKey, apiUrl, store, log: silent, now });
    const { number, title, body } = await issue();
    const state = { ...(await stateBy(seal)), firstSeenAt: before.toISOString() };
    await desk.github.as("ana").editIssue(number, { body: replaceState(title, body, advisory, state, seal) });
    expect(await writesOf(() => desk.scan({ github, store, now }))).toEqual([]);
    expect(await stateBy(seal)).toEqual(state);
  });

  it("is believed by the weekly report", async () => {
    await reportAdvisoriesJob.run({ ...desk.at, slot: desk.deps.now().toISOString() }, desk.deps);
    const report = (await desk.github.issues()).find(({ title }) => title.includes("report of"));
    expect(report?.body).toContain(`| ${utcMinute(before)} |`);
  });
});

describe("somebody who may edit the issue", () => {
  it.for([
    {
      why: "a digest that anybody can make",
      made: (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32),
    },
    { why: "the seal of another repository", made: (text: string) => repositorySeal(desk.deps.github, 999)(text) },
  ])("cannot invent a consent or a later beginning by $why", async ({ made }) => {
    const { number, title, body } = await issue();
    const by = { id: 31, login: "ana" };
    const at = "2026-11-20T09:00:00.000Z";
    const consent = { kind: "accept-risk" as const, reason: "own frames only", id: "1001/0", by, at };
    const firstSeenAt = "2099-01-01T00:00:00.000Z";
    const accepted = { file: "deny.toml", until: null };
    const forged = { ...(await stateBy(seal)), firstSeenAt, accepted, entries: [consent] };
    const isOurs = replaceState(title, body, advisory, forged, seal);
    await desk.github.as("ana").editIssue(number, { body: replaceState(title, body, advisory, forged, made) });
    expect(parseAdvisoryNote(title, isOurs, seal)?.state).toMatchObject({ accepted, entries: [consent] });
    expect(await writesOf(desk.scan)).toEqual([rewriting]);
    const state = await stateBy(seal);
    expect(state).toMatchObject({ accepted: null, entries: [] });
    expect(Date.parse(state.firstSeenAt)).toBe(Date.parse((await issue()).created_at));
    expect((await issue()).body).not.toContain("own frames only");
    expect(await writesOf(desk.scan)).toEqual([]);
  });

  it("another private key: every note is written anew once, and nobody is told", async () => {
    const exchanged = { ...desk.deps.github, seal: createSeal(aPrivateKey()) };
    const scan = () => desk.scan({ github: exchanged });
    const { number, body, updated_at: _, ...rest } = await issue();
    const firstSeenAt = (await stateBy(seal)).firstSeenAt;
    expect(await writesOf(scan)).toEqual([rewriting]);
    const after = await issue();
    expect(after).toMatchObject({ ...rest, number });
    expect(after.body).not.toBe(body);
    expect((await stateBy(repositorySeal(exchanged, desk.at.repositoryId))).firstSeenAt).toBe(firstSeenAt);
    expect(await desk.github.comments(number)).toEqual([]);
    expect(await writesOf(scan)).toEqual([]);
  });
});
