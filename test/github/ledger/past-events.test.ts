import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectPastEvents } from "../../../src/github/ledger/past-events.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  local = await startLocalGitHub();
  app = await anAppOn(local);
});
afterAll(() => local.close());

const open = (branch: string) =>
  local.as("dan").openPullRequest({ title: `feat: ${branch}`, branch, files: { [`${branch}.txt`]: "1\n" } });
const past = (number: number) => collectPastEvents({ number }, app.at, app.octokit);

describe("what happened to a pull request", () => {
  it("is nothing at first, and a push that follows from the last one is nothing either", async () => {
    const { number } = await open("plain");
    await local.as("dan").push({ branch: "plain", files: { "plain.txt": "2\n" } });
    expect(await past(number)).toEqual({ forcePushedAt: undefined, labelings: [] });
  });

  it("tells of a branch that was moved back", async () => {
    const { number, headSha } = await open("moved");
    await local.as("dan").push({ branch: "moved", files: { "moved.txt": "2\n" } });
    const before = Math.floor(Date.now() / 1000) * 1000;
    await local.as("dan").forcePush("moved", headSha);
    const { forcePushedAt } = await past(number);
    expect(forcePushedAt?.getTime()).toBeGreaterThanOrEqual(before);
  });

  it("tells who set which label, on all pages, and not who took one off", async () => {
    const { number } = await open("labels");
    const others = Array.from({ length: 100 }, (_, index) => `part-${index}`);
    await local.as("bea").label(number, "hold", ...others);
    await local.as("olga").unlabel(number, "hold");
    const { owner, repo } = app.at;
    await app.octokit.rest.issues.addLabels({ owner, repo, issue_number: number, labels: ["hold"] });
    const { labelings } = await past(number);
    expect(labelings).toHaveLength(102);
    expect(labelings[0]).toMatchObject({ label: "hold", by: { login: "bea", isBot: false } });
    expect(labelings.at(-1)).toMatchObject({ label: "hold", by: { login: "gatehouse[bot]", isBot: true } });
  });
});
