import { afterAll, beforeAll, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { findTriagers } from "../../../src/github/triage/triagers.ts";
import type { TriageEvent } from "../../../src/policy/advisory/triage/triage-plan.ts";
import { aChange, anAdvisory, aRow } from "../../render/advisory/builders.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const codeowners = "/Cargo.lock @ana @acme/runtime\n/web/ @bea dan@example.com\n";

let github: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  github = await startLocalGitHub({ owner: "acme", files: { ".github/CODEOWNERS": codeowners } });
  app = await anAppOn(github);
});
afterAll(() => github.close());

const open: TriageEvent = { kind: "open" };
const remind: TriageEvent = { kind: "remind", of: "decide", what: "due", dueAt: new Date("2026-11-20T09:00:00Z") };
const uncovered: TriageEvent = { kind: "uncovered", because: "expired" };

async function find(area: string, events: readonly TriageEvent[], { lockfile = "Cargo.lock", rest = "" } = {}) {
  const loaded = loadConfig(`version: 1\nareas: { security: ${area} }\nadvisories: { triage: security }\n${rest}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const found = anAdvisory({ rows: [aRow({ lockfile })] });
  const changes = [aChange({ events, found }), aChange({ events: [{ kind: "renamed", from: "GHSA-1" }] })];
  const mark = github.requests.mark();
  const asked = { config: loaded.config, branch: "main", changes, at: app.now() };
  const triagers = await findTriagers(asked, app.at, app);
  return { triagers, asked: github.requests.since(mark).reads().length };
}

const owned = '{ owners: [ana, "mallory#5", "@acme/runtime"], paths: [Cargo.lock] }';
const everybody = ["@ana", "@mallory", "@acme/runtime"];

it.for<{
  why: string;
  events: readonly TriageEvent[];
  rest?: string;
  mentions: readonly string[];
  assignees: readonly string[];
}>([
  { why: "a new issue goes to those who can have it", events: [open], mentions: everybody, assignees: ["ana"] },
  { why: "a reminder calls all owners", events: [remind], mentions: everybody, assignees: [] },
  { why: "the end of an ignore calls all owners", events: [uncovered], mentions: everybody, assignees: [] },
  {
    why: "who is hidden is neither called nor given anything",
    events: [open, uncovered],
    rest: "signoffs: { show_owners: teams }\n",
    mentions: ["@acme/runtime"],
    assignees: [],
  },
  { why: "nobody is shown", events: [open], rest: "signoffs: { show_owners: none }\n", mentions: [], assignees: [] },
])("$why", async ({ events, rest, mentions, assignees }) => {
  expect((await find(owned, events, { rest })).triagers).toEqual({ mentions, assignees });
});

it("costs nothing where nobody is called", async () => {
  for (const events of [[], [{ kind: "close" }], [{ kind: "update", news: [] }]] as const) {
    expect(await find("{ codeowners: true }", events)).toEqual({ triagers: { mentions: [], assignees: [] }, asked: 0 });
  }
  expect((await find(owned, [remind])).asked).toBe(0);
});

it("asks the code owners of the lockfiles that are concerned, and publishes no address", async () => {
  const atRoot = await find("{ codeowners: true }", [open]);
  expect(atRoot.triagers).toEqual({ mentions: ["@ana", "@acme/runtime"], assignees: ["ana"] });
  const inWeb = await find("{ codeowners: true }", [open], { lockfile: "web/package-lock.json" });
  expect(inWeb.triagers).toEqual({ mentions: ["@bea"], assignees: ["bea"] });
  const elsewhere = await find("{ codeowners: true }", [open], { lockfile: "docs/yarn.lock" });
  expect(elsewhere.triagers).toEqual({ mentions: [], assignees: [] });
});
