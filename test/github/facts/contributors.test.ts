import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { collectContributors } from "../../../src/github/facts/contributors.ts";
import { getPullRequest } from "../../../src/github/facts/pull-request.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import type { NewCommits } from "../../support/github/pusher.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const gitHub = { name: "GitHub", email: "noreply@github.com" };

let local: LocalGitHub;
let app: AppOnGitHub;
let ids: Readonly<Record<"dan" | "ana" | "bea", number>>;

beforeAll(async () => {
  local = await startLocalGitHub();
  const [dan, ana, bea] = await Promise.all([local.account("dan"), local.account("ana"), local.account("bea")]);
  ids = { dan: dan.id, ana: ana.id, bea: bea.id };
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
});

/** The pull request of dan, with one commit of his and one more. */
async function collect(commit: Partial<NewCommits>, given: { readonly commits?: number } = {}) {
  const branch = crypto.randomUUID();
  const files = { [`${branch}.txt`]: "1\n" };
  const { number } = await local.as("dan").openPullRequest({ title: `feat: ${branch}`, branch, files });
  await local.as("dan").push({ branch, files: { [`${branch}.txt`]: "2\n" }, ...commit });
  const pullRequest = { ...(await getPullRequest(number, app.at, app.octokit)), ...given };
  const found = await collectContributors(pullRequest, app.at, app.octokit);
  const names = new Map(Object.entries(ids).map(([login, id]) => [id, login]));
  return {
    who: found.ids.map((id) => names.get(id)),
    suggested: found.suggestedIds.map((id) => names.get(id)),
    unattributed: found.unattributed.length,
    unattributedSuggestions: found.unattributedSuggestions.length,
    isComplete: found.isComplete,
  };
}

const trailer = (email: string) => `fix: y\n\nCo-authored-by: Somebody <${email}>`;
const all = { suggested: [], unattributed: 0, unattributedSuggestions: 0, isComplete: true };

describe("whoever took part in the commits", () => {
  it("is their author and their committer", async () => {
    const commit = { author: { login: "ana" }, committer: { login: "bea" } };
    expect(await collect(commit)).toEqual({ ...all, who: ["dan", "ana", "bea"] });
  });

  it("T11: is a co-author, in any spelling of the trailer", async () => {
    const message = trailer(`${ids.ana}+ana@users.noreply.github.com`).replace("Co-authored-by", "CO-AUTHORED-BY");
    expect(await collect({ message })).toEqual({ ...all, who: ["dan", "ana"] });
  });

  it("is not GitHub itself, which commits what is done on its pages", async () => {
    expect(await collect({ author: { login: "ana" }, committer: gitHub })).toEqual({ ...all, who: ["dan", "ana"] });
  });

  it("T12: is only suggested where GitHub made the commit from their suggestion", async () => {
    const message = trailer(`${ids.ana}+ana@users.noreply.github.com`).replace(
      "fix: y",
      "Apply suggestions from code review",
    );
    const commit = { author: { login: "dan" }, committer: gitHub, message };
    expect(await collect(commit)).toEqual({ ...all, who: ["dan"], suggested: ["ana"] });
    // Whoever writes that into a commit of their own has not made a suggestion.
    expect(await collect({ message })).toEqual({ ...all, who: ["dan", "ana"] });
  });
});

it("T12: a suggestion by an address that is nobody's is told apart from other commits", async () => {
  const message = trailer("ana@laptop.local").replace("fix: y", "Apply suggestions from code review");
  const told = { unattributed: 0, unattributedSuggestions: 1 };
  expect(await collect({ author: { login: "dan" }, committer: gitHub, message })).toMatchObject(told);
  // Nor can an author who is nobody hide behind one.
  expect(await collect({ author: { email: "x@y.local" }, committer: gitHub, message })).toMatchObject({
    unattributed: 1,
    unattributedSuggestions: 0,
  });
});

describe("T11: a commit that no account is known for", () => {
  it.for<{ name: string; commit: Partial<NewCommits> }>([
    { name: "by its author", commit: { author: { email: "dan@laptop.local" } } },
    { name: "by its committer", commit: { author: { login: "ana" }, committer: { email: "dan@laptop.local" } } },
    { name: "by its co-author", commit: { message: trailer("ana@laptop.local") } },
    {
      name: "by a co-author whose address has no number",
      commit: { message: trailer("ana@users.noreply.github.com") },
    },
    { name: "by an author in GitHub's name", commit: { author: gitHub } },
  ])("$name is told", async ({ commit }) => {
    expect(await collect(commit)).toMatchObject({ unattributed: 1, isComplete: true });
  });

  it("names the commit by its short id", async () => {
    const { number } = await local
      .as("dan")
      .openPullRequest({ title: "feat: z", branch: "z", files: { "z.txt": "z" } });
    const sha = await local.as("dan").push({ branch: "z", files: { "z.txt": "zz" }, author: { email: "x@y.local" } });
    const pullRequest = await getPullRequest(number, app.at, app.octokit);
    const { unattributed } = await collectContributors(pullRequest, app.at, app.octokit);
    expect(unattributed).toEqual([sha.slice(0, 7)]);
  });
});

it("T20: is not known completely when GitHub lists fewer commits than there are", async () => {
  expect(await collect({}, { commits: 251 })).toMatchObject({ isComplete: false });
});
