import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { summaryMarker } from "../../../src/render/marker.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk } from "../../support/job-desk.ts";

let local: LocalGitHub;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());

const gates = `gates:
  ci: { checks: [build] }
  cov: { evidence: { file: cov.json }, rows: [{ name: Lines, value: a, expect: ">= 1" }] }
`;
const rules = (use: string) => `version: 1\n${gates}pull_request: { ${use} }\n`;

/** Nobody has to sign here, and nobody says anything. */
describe("the summary comment", () => {
  it.for([
    { what: "is not posted where everything holds", use: "require: [title]", files: {}, posted: 0 },
    { what: "nor for a title, which has a check of its own", use: "require: [title]", title: "Stuff", posted: 0 },
    { what: "nor for CI, which says itself what failed", use: "require: [ci]", posted: 0 },
    { what: "nor for what is only advised", use: "advise: [cov]", posted: 0 },
    { what: "is posted where required evidence is missing", use: "require: [cov]", posted: 1 },
    { what: "is posted where it fails", use: "require: [cov]", files: { "cov.json": '{ "a": 0 }' }, posted: 1 },
    {
      what: "is posted where the rules would change",
      use: "require: [title]",
      files: { ".github/gatehouse.yml": rules("require: [ci]") },
      posted: 1,
    },
  ])("$what", async ({ use, title = "feat: faster", files = {}, posted }) => {
    const desk = await aJobDesk(local);
    const base = `base-${crypto.randomUUID()}`;
    await local.as("olga").push({ branch: base, files: { ".github/gatehouse.yml": rules(use) } });
    const own = { [`${base}.txt`]: "new\n", ...files };
    const pull = { title, base, branch: `work-${base}`, files: own };
    const { number, headSha } = await local.as("dan").openPullRequest(pull);
    await local.reportCheck({ name: "build", headSha, conclusion: "failure" });
    await desk.settle();
    const bodies = (await local.comments(number)).map(({ body }) => body);
    expect(bodies.filter((body) => body.startsWith(summaryMarker))).toHaveLength(posted);
    expect(bodies).toHaveLength(posted);
  });
});
