import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readOnly } from "../../src/cli/live/read-only.ts";
import { parseSubject } from "../../src/cli/live/subject.ts";
import { isNeverEdited } from "../../src/github/ledger/never-edited.ts";
import { anAppOn } from "../support/app-on-github.ts";
import { runCommandLine } from "../support/cli.ts";
import { nextSecond } from "../support/next-second.ts";
import { type LocalGitHub, startLocalGitHub } from "../support/github/start.ts";
import { aJobDesk } from "../support/job-desk.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
gates:
  coverage: { evidence: { file: coverage.json }, rows: [{ name: Lines, value: covered, of: total, expect: ">= 80%" }] }
pull_request: { require: [title, touched, coverage] }
`;

let local: LocalGitHub;
let number: number;
let headSha: string;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub({
    files: { ".github/gatehouse.yml": config, "coverage.json": '{ "covered": 60, "total": 60 }' },
    otherRepositories: ["bare"],
  });
});
afterAll(() => local.close());
beforeEach(async () => {
  opened += 1;
  const files = { "src/a.ts": `${opened}\n` };
  ({ number, headSha } = await local.as("dan").openPullRequest({ title: `feat: part ${opened}`, files }));
});

const asApp = () => ({ APP_ID: String(local.appId), PRIVATE_KEY: local.privateKey, GITHUB_API_URL: local.apiUrl });
const asAna = () => ({ GITHUB_TOKEN: "gho_ana", GITHUB_API_URL: local.apiUrl });
const now = () => new Date();

/** Runs the command line, and makes sure that nothing was written. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = asApp()) {
  const mark = local.requests.mark();
  const result = await runCommandLine(args, { env, now });
  expect(local.requests.since(mark).writes()).toEqual([]);
  return result;
}

const name = () => `${local.owner}/${local.repo}#${number}`;
const explain = (env?: Readonly<Record<string, string>>, ...more: readonly string[]) =>
  run(["explain", name(), ...more], env);
const simulate = (login: string, comment: string, ...more: readonly string[]) =>
  run(["simulate", name(), "--comment", comment, "--as", login, ...more]);

describe("gatehouse explain", () => {
  it("says how each gate and each area stands, and writes nothing", async () => {
    const { code, out, problems } = await explain();
    expect(out.replaceAll(headSha.slice(0, 7), "SHA").replaceAll(/(?:#|part )\d+/g, "N")).toMatchInlineSnapshot(`
      "⏳ 0 of 1 area signed, waiting for runtime
      N at SHA, into main: "feat: N".

      ⏳ waits for a person touched: 0 of 1 area signed; missing: runtime.
      ✅ holds title: The title is a conventional commit of type feat.
          Merging this means minor, section New features; nothing was released yet.
      ✅ holds coverage: 1 of 1 row holds in coverage.json.
          ✅ holds Lines: 100% (60 of 60), required >= 80%.
      ⏳ not signed area runtime: signed by nobody
          Nobody has signed yet.
          fix: ana can comment /signoff runtime."
    `);
    expect({ code, problems }).toEqual({ code: 2, problems: "" });
  });

  it("takes what people said from the check that keeps it", async () => {
    const desk = await aJobDesk(local);
    const place = { owner: local.owner, repo: local.repo, repositoryId: local.repositoryId };
    const at = { installationId: local.installationId, ...place, number };
    await desk.run("evaluate-pull-request", at);
    await nextSecond();
    await local.as("ana").comment(number, "/signoff runtime");
    await desk.settle();
    await desk.run("evaluate-pull-request", at);
    const { code, out } = await explain();
    expect(out).toMatch(/^✅ Ready: 3 required gates hold$/m);
    expect(out).toContain("✅ signed area runtime: signed by ana");
    expect(code).toBe(0);
    // A token sees the same with the App's number, and without it cannot tell.
    expect((await explain({ ...asAna(), APP_ID: String(local.appId) })).code).toBe(0);
    expect((await explain(asAna(), "--app-id", String(local.appId))).code).toBe(0);
    const untold = await explain(asAna());
    expect(untold.out).toContain("❌ no data touched");
    expect(untold.out).toContain("Set APP_ID, or give --app-id.");
    expect(untold.out).not.toContain("signed by nobody");
    expect(untold.code).toBe(2);
  });

  it("ends with 1 where a gate fails, and gives programs the rows", async () => {
    const branch = (await local.pullRequest(number)).head.ref;
    await local.as("dan").push({ branch, files: { "coverage.json": '{ "covered": 30, "total": 60 }' } });
    const { code, out } = await explain(undefined, "--json");
    const { gates } = JSON.parse(out);
    expect(gates).toContainEqual({
      gate: "coverage",
      kind: "evidence",
      use: "require",
      verdict: "fail",
      reason: expect.stringContaining("1 of 1 row failed"),
      rows: [
        { name: "Lines", verdict: "fail", actual: "30", of: "60", expected: ">= 80%", reason: expect.any(String) },
      ],
    });
    expect(code).toBe(1);
  });

  it.for([
    { what: "a repository that is not there", place: () => `${local.owner}/nowhere#1`, says: "GitHub shows no " },
    {
      what: "a pull request that is not there",
      place: () => name().replace(/\d+$/, "9999"),
      says: "GitHub shows no pull",
    },
  ])("cannot tell of $what", async ({ place, says }) => {
    for (const env of [asAna(), asApp()]) {
      const { code, out, problems } = await run(["explain", place()], env);
      expect(problems).toContain(says);
      expect({ code, out }).toEqual({ code: 2, out: "" });
    }
  });

  it("says so when GitHub does not take the token", async () => {
    const { code, problems } = await explain({ ...asAna(), GITHUB_TOKEN: "gho_nobody" });
    expect(problems).toContain("GitHub does not take these credentials");
    expect(problems).not.toContain("gho_nobody");
    expect(code).toBe(2);
  });
});

describe("gatehouse simulate", () => {
  it("shows what a sign-off would be answered, and what would change", async () => {
    const { code, out } = await simulate("ana", "/signoff runtime -- looked at it");
    expect(out).toContain("✅ /signoff runtime -- looked at it: accepted, with a thumbs up.");
    expect(out).toContain("gate touched: ⏳ waits for a person → ✅ holds");
    expect(out).toContain("area runtime: ⏳ not signed → ✅ signed");
    expect(out).toContain("✅ Ready: 3 required gates hold");
    expect(code).toBe(0);
    // It was never said.
    expect((await explain()).out).toContain("⏳ not signed area runtime");
  });

  it("takes its author for somebody who has the head before them", async () => {
    const patient = config.replace("signoffs: { grace: 0s }", "");
    await local.as("admin").push({ branch: "patient", files: { ".github/gatehouse.yml": patient } });
    const files = { "src/patient.ts": "1\n" };
    ({ number } = await local.as("dan").openPullRequest({ title: "feat: patience", files, base: "patient" }));
    expect((await simulate("ana", "/signoff runtime")).out).toContain("gate touched: ⏳ waits for a person → ✅ holds");
  });

  it("shows a refusal with its reason, and ends with 1", async () => {
    const { code, out } = await simulate("dan", "/signoff runtime");
    expect(out).toContain("❌ /signoff runtime: dan is not an owner of runtime.");
    expect(out).toContain("Nothing would change.");
    expect(code).toBe(1);
  });

  it.for([
    { comment: "/hold not yet", change: "holds: 0 → 1", code: 2 },
    { comment: "/retitle feat: less", change: "title: feat: part", code: 2 },
    // Nobody told how the repository merges, so the only commit, `feat: part`, may land instead.
    { comment: "/retitle fix: less", change: "title: feat: part", code: 1 },
    { comment: "/retitle Less", change: "Nothing would change.", code: 1 },
    { comment: "Looks good to me", change: "There is no command of Gatehouse in it", code: 1 },
    { comment: "> /hold", change: "Its commands stand in quotes", code: 1 },
    { comment: Array.from({ length: 21 }, () => "/hold").join("\n"), change: "Nothing would change.", code: 1 },
  ])("$comment → $change", async ({ comment, change, code }) => {
    const result = await simulate("ana", comment);
    expect(result.out).toContain(change);
    expect(result.code).toBe(code);
  });

  it("gives programs the answers, the changes and the gates after it", async () => {
    const { out } = await simulate("ana", "/signoff runtime", "--json");
    expect(JSON.parse(out)).toMatchObject({
      answers: [{ line: "/signoff runtime", outcome: "done" }],
      changes: ["gate touched: ⏳ waits for a person → ✅ holds", "area runtime: ⏳ not signed → ✅ signed"],
      gates: [{ gate: "title" }, { gate: "touched", verdict: "pass" }, { gate: "coverage" }],
    });
  });

  it("knows nobody whom GitHub does not know", async () => {
    const { code, problems } = await simulate("nobody-of-that-name", "/hold");
    expect(problems).toContain("GitHub knows no account nobody-of-that-name");
    expect(code).toBe(2);
  });
});

describe("what only reads", () => {
  it.for([
    { what: "a comment", send: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments" },
    { what: "a deletion", send: "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}" },
    { what: "a mutation", send: "POST /graphql", query: "mutation { minimizeComment { clientMutationId } }" },
    { what: "a mutation behind a query", send: "POST /graphql", query: "query a { viewer { id } } mutation b { c }" },
  ])("does not send $what", async ({ send, query }) => {
    const client = readOnly((await anAppOn(local)).octokit);
    const mark = local.requests.mark();
    const { owner, repo } = local;
    const request = client.request(send, {
      owner,
      repo,
      issue_number: number,
      comment_id: 1,
      body: "hi",
      ...(query === undefined ? {} : { query }),
    });
    await expect(request).rejects.toThrow("the command line only reads");
    expect(local.requests.since(mark).all()).toEqual([]);
  });
});

it("what only reads sends queries", async () => {
  const { octokit } = await anAppOn(local);
  const { node_id: nodeId } = await local.as("dan").comment(number, "hi");
  const mark = local.requests.mark();
  expect(await isNeverEdited(nodeId, readOnly(octokit))).toBe(true);
  expect(local.requests.since(mark).all()).toContainEqual(expect.objectContaining({ path: "/graphql", status: 200 }));
});

it("is silent where Gatehouse was never configured", async () => {
  await local.as("admin").push({ branch: "bare", files: { ".github/gatehouse.yml": null } });
  ({ number } = await local.as("dan").openPullRequest({ title: "feat: b", files: { "b.ts": "1\n" }, base: "bare" }));
  const { code, out, problems } = await explain();
  expect(problems).toContain("There is no configuration for this repository");
  expect({ code, out }).toEqual({ code: 2, out: "" });
});

it("says what is wrong with a configuration that cannot be used", async () => {
  await local.as("admin").push({ branch: "broken", files: { ".github/gatehouse.yml": "version: 2\n" } });
  ({ number } = await local.as("dan").openPullRequest({ title: "feat: c", files: { "c.ts": "1\n" }, base: "broken" }));
  const { code, problems } = await explain();
  expect(problems).toContain(".github/gatehouse.yml:1:1 `version` is `2`. Write `1`.");
  expect(code).toBe(2);
});

it.for([
  { text: "acme/app#7", number: 7 },
  { text: "https://github.com/acme/app/pull/7/files", number: 7 },
  { text: "acme/app#7x", number: undefined },
  { text: "acme/app/more#7", number: undefined },
  { text: "acme#7", number: undefined },
  { text: "acme/app#-1", number: undefined },
])("$text → $number", ({ text, number: expected }) => {
  expect(parseSubject(text)?.number).toBe(expected);
});
