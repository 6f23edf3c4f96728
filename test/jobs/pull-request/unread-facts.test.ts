import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findConfig } from "../../../src/github/facts/config-source.ts";
import { findPathKinds } from "../../../src/github/facts/links.ts";
import { getPullRequest } from "../../../src/github/facts/pull-request.ts";
import { unreadParts } from "../../../src/github/facts/why-unread.ts";
import { ensureBirth } from "../../../src/github/ledger/restore-ledger.ts";
import { lookAt } from "../../../src/jobs/pull-request/look.ts";
import { plainFix, plainSentence } from "../../../src/render/plain-reason.ts";
import { type AppOnGitHub, anAppOn, silent } from "../../support/app-on-github.ts";
import { declaredPermissionsAndEvents } from "../../support/github/app-manifest.ts";
import type { Fault } from "../../support/github/faults.ts";
import { aJobStep } from "../../support/github/extras/actions-jobs.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const rows = `rows: [{ name: n, value: a, expect: "= 1" }]`;
const gates = `version: 1
gates:
  build: { checks: [build] }
  steps: { checks: [build, "build › unit"] }
  filed: { evidence: { file: s.json }, ${rows} }
  report: { evidence: { artifact: { workflow: ci.yml, name: report, path: s.json } }, ${rows} }
  threads: { review: { threads: resolved } }
  reviewed: { review: { by: ana } }
  p0: { issues: { milestone: m1, open: 0 } }
  released: { tag: v1 }
  documented: { ignores: { max_age: 30d } }
`;
const others = "steps, report, threads, reviewed, p0, released, documented";
const files = {
  ".github/gatehouse.yml": `${gates}pull_request: { require: [title, build, filed], advise: [${others}] }\n`,
  "deny.toml": `[advisories]\nignore = [{ id = "RUSTSEC-2099-0001", reason = "unused" }]\n`,
  "s.json": `{ "a": 1 }`,
};
const strict = `${gates}pull_request: { require: [title, build, filed, ${others}] }\n`;

interface Place {
  readonly local: LocalGitHub;
  /** By base branch: on `main` the gates are advised, on `strict` required. */
  readonly numbers: Readonly<Record<"main" | "strict", number>>;
}

async function aPlace(options: Parameters<typeof startLocalGitHub>[0] = {}): Promise<Place> {
  const local = await startLocalGitHub({ ...options, files });
  const olga = local.as("olga");
  await olga.createMilestone("m1");
  await olga.tag("v1", await olga.push({ files: { "version.txt": "1\n" } }));
  await olga.push({ branch: "strict", files: { ".github/gatehouse.yml": strict } });
  const open = async (base: string) => {
    const title = `feat: into ${base}`;
    const { number, headSha, branch } = await local
      .as("dan")
      .openPullRequest({ title, base, files: { [base]: "1\n" } });
    await local.reportJob({ name: "build", headSha, conclusion: "success", steps: [aJobStep("unit")] });
    const run = local.runWorkflow({ workflow: "ci.yml", headSha, branch, event: "pull_request" });
    local.uploadArtifact(run.id, { name: "report", files: { "s.json": `{ "a": 1 }` } });
    await local.as("ana").review(number, { state: "comment", body: "Looking at it." });
    return number;
  };
  return { local, numbers: { main: await open("main"), strict: await open("strict") } };
}

async function look({ local, numbers }: Place, app: AppOnGitHub, base: keyof Place["numbers"] = "main") {
  // Nothing was lost, so the look does not read what people said before.
  await ensureBirth(app.store, new Date(0));
  const deps = { ...app, chat: undefined, enqueue: () => Promise.resolve(), log: silent, attempt: 1, dryRun: false };
  const pullRequest = await getPullRequest(numbers[base], app.at, app.octokit);
  const { report } = (await lookAt(pullRequest, { ...app.at, installationId: local.installationId }, deps)) ?? {};
  if (report === undefined) throw new Error("the configuration of this test is broken");
  const states = Object.fromEntries(report.gates.map(({ gate, verdict }) => [gate, verdict.state]));
  const reasons = report.gates.flatMap(({ verdict: { reason, details = [] } }) => [reason, ...details]);
  return { state: report.state, states, reasons };
}

/** GraphQL tells it, once a day of the configuration, and once a head of documents. */
async function knowLinks({ local, numbers }: Place): Promise<AppOnGitHub> {
  const app = await anAppOn(local);
  const { headSha: sha } = await getPullRequest(numbers.main, app.at, app.octokit);
  await findConfig(app.octokit, { ...app.at, ref: "main" }, app.store);
  await findPathKinds(["s.json", "deny.toml"], { ...app.at, sha }, app);
  return app;
}

const told = {
  title: "pass",
  build: "pass",
  filed: "pass",
  steps: "pass",
  report: "pass",
  threads: "pass",
  reviewed: "waiting",
  p0: "pass",
  released: "pass",
  documented: "pass",
};

describe("what GitHub refuses to tell", () => {
  let place: Place;
  let app: AppOnGitHub;

  beforeAll(async () => {
    place = await aPlace();
  });
  afterAll(() => place.local.close());
  beforeEach(async () => {
    place.local.faults.clear();
    app = await anAppOn(place.local);
  });

  it("is nothing where the App has its permissions", async () => {
    expect(await look(place, app)).toMatchObject({ state: "success", states: told });
  });

  const repository = "/repos/{owner}/{repo}";
  it.for([
    { route: `${repository}/actions/jobs/{job_id}`, statuses: [403], gates: ["steps"] },
    { route: `${repository}/actions/workflows/{workflow_id}/runs`, statuses: [403], gates: ["report"] },
    { route: `${repository}/actions/runs/{run_id}/artifacts`, statuses: [403, 404, 410], gates: ["report"] },
    { route: `${repository}/actions/artifacts/{artifact_id}/{archive_format}`, statuses: [403], gates: ["report"] },
    { route: "/graphql", statuses: [403], gates: ["threads", "documented"] },
    { route: `${repository}/issues/{issue_number}/comments`, statuses: [403, 404], gates: ["reviewed"] },
    { route: `${repository}/issues`, statuses: [403, 404, 410], gates: ["p0"] },
    { route: `${repository}/milestones`, statuses: [403, 410], gates: ["p0"] },
    { route: `${repository}/git/ref/{ref}`, statuses: [403], gates: ["released"] },
  ])("takes no other gate away: $route → $gates", async ({ route, statuses, gates: taken }) => {
    for (const status of statuses) {
      const knowing = await knowLinks(place);
      place.local.faults.next({ kind: "status", status, route, times: 9 });
      const { state, states, reasons } = await look(place, knowing);
      place.local.faults.clear();
      expect(states).toEqual({ ...told, ...Object.fromEntries(taken.map((gate) => [gate, "no-data"])) });
      const code = status === 403 ? "facts-refused" : "facts-absent";
      expect(reasons.filter((each) => each.code === code)).toHaveLength(taken.length);
      expect(state).toBe("success");
    }
  });

  it("of the commits closes the gate of the title, however the repository merges: a single one must agree with it", async () => {
    const route = `${repository}/pulls/{pull_number}/commits`;
    for (const isTold of [true, false]) {
      place.local.tellMergingByRest(isTold);
      place.local.faults.next({ kind: "status", status: 403, route });
      expect((await look(place, await anAppOn(place.local))).states).toEqual({ ...told, title: "no-data" });
      expect(place.local.faults.pending).toEqual([]);
    }
  });

  it("is what is a link: then what is read as evidence may be one", async () => {
    await findConfig(app.octokit, { ...app.at, ref: "main" }, app.store);
    place.local.faults.next({ kind: "status", status: 403, route: "/graphql", times: 9 });
    const { states } = await look(place, app);
    expect(states).toEqual({ ...told, filed: "no-data", threads: "no-data", documented: "no-data" });
  });

  it("blocks where the gate is required", async () => {
    place.local.faults.next({ kind: "status", status: 410, route: `${repository}/issues`, times: 9 });
    expect(await look(place, app, "strict")).toMatchObject({ state: "action_required", states: { p0: "no-data" } });
  });

  it("counts again once GitHub tells it", async () => {
    place.local.faults.next({ kind: "status", status: 403, route: `${repository}/issues` });
    expect((await look(place, app)).states).toMatchObject({ p0: "no-data" });
    expect((await look(place, app)).states).toEqual(told);
  });

  it.for<{ name: string; fault: Fault; says: string }>([
    { name: "a server that fails", fault: { kind: "status", status: 502, route: `${repository}/issues` }, says: "502" },
    {
      name: "a connection that breaks",
      fault: { kind: "drop", route: `${repository}/issues` },
      says: "other side closed",
    },
    {
      name: "a rate limit",
      fault: { kind: "secondary-limit", route: `${repository}/actions/jobs/{job_id}` },
      says: "to wait",
    },
    {
      name: "the limit of an hour",
      fault: { kind: "primary-limit", resetAt: new Date(), route: `${repository}/issues` },
      says: "to wait",
    },
    {
      name: "the files",
      fault: { kind: "status", status: 403, route: `${repository}/pulls/{pull_number}/files` },
      says: "403",
    },
    {
      name: "check runs",
      fault: { kind: "status", status: 403, route: `${repository}/commits/{ref}/check-runs` },
      says: "403",
    },
  ])("is not $name: then the look is tried again", async ({ fault, says }) => {
    place.local.faults.next(fault);
    await expect(look(place, app)).rejects.toThrow(says);
    expect(place.local.faults.pending).toEqual([]);
  });
});

it.for(Object.entries(unreadParts))("the permission that is named for %s is one that the App asks for", ([, part]) => {
  const [name = "", access] = part.permission.split(": ");
  expect(["read", "write"]).toContain(declaredPermissionsAndEvents().permissions[name]);
  expect(access).toBe("read");
});

it("an installation that never accepted a permission is judged without it, and told which one", async () => {
  const { actions, issues, ...permissions } = declaredPermissionsAndEvents().permissions;
  expect([actions, issues]).toEqual(["read", "write"]);
  const place = await aPlace({ permissions, private: true });
  try {
    const { state, states, reasons } = await look(place, await anAppOn(place.local));
    expect({ state, states }).toMatchObject({
      state: "success",
      states: { title: "pass", build: "pass", filed: "pass", steps: "no-data", report: "no-data", threads: "pass" },
    });
    const refused = reasons.filter(({ code }) => code === "facts-refused");
    expect(refused.map((each) => `${plainSentence(each)} ${plainFix(each)}`)).toMatchInlineSnapshot(`
      [
        "GitHub refuses to show the steps of jobs, with the answer 403. An owner accepts the permission actions: read in the settings of the App's installation; then comment /recheck.",
        "GitHub refuses to show the artifacts of workflows, with the answer 403. An owner accepts the permission actions: read in the settings of the App's installation; then comment /recheck.",
        "GitHub refuses to show the issues and milestones, with the answer 403. An owner accepts the permission issues: read in the settings of the App's installation; then comment /recheck.",
      ]
    `);
  } finally {
    await place.local.close();
  }
});
