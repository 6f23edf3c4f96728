import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Octokit } from "../../../src/github/client/octokit.ts";
import { installationClient } from "./client.ts";
import { refusal } from "./refusal.ts";
import { startLocalGitHub } from "./start.ts";
import type { LocalGitHub } from "./start.ts";

let github: LocalGitHub;
let octokit: Octokit;
const at = { owner: "acme", repo: "engine" };

beforeEach(async () => {
  github = await startLocalGitHub({ events: ["issue_comment", "membership", "organization", "team"] });
  octokit = installationClient(github);
});
afterEach(() => github.close());

const byLogin = (username: string) => octokit.rest.users.getByUsername({ username });
const byId = (id: number) => octokit.request("GET /user/{account_id}", { account_id: id });
const permission = async (username: string) =>
  (await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username })).data;

describe("an account", () => {
  it("is found by its login in any case, and by its id, with an ETag", async () => {
    const { data, headers } = await byLogin("ANA");
    expect(data).toMatchObject({ login: "ana", type: "User", name: "ana" });
    expect((await byId(data.id)).data.login).toBe("ana");
    const again = octokit.rest.users.getByUsername({
      username: "ANA",
      headers: { "if-none-match": headers.etag ?? "" },
    });
    expect(await refusal(again)).toMatchObject({ status: 304 });
  });

  it("that is renamed keeps its id, its role, its team and what it wrote", async () => {
    const { number } = await github.as("ana").openIssue({ title: "talk" });
    const { id } = await github.account("ana");
    const comment = await github.as("ana").comment(number, "before");
    github.renameUser("ana", "anna");

    expect((await byId(id)).data).toMatchObject({
      login: "anna",
      name: "anna",
      html_url: expect.stringMatching(/\/anna$/),
    });
    expect((await byLogin("anna")).data.id).toBe(id);
    expect(await refusal(byLogin("ana"))).toMatchObject({ status: 404 });
    expect(await permission("anna")).toMatchObject({ role_name: "maintain", user: { login: "anna", id } });
    const membership = (username: string) =>
      octokit.rest.teams.getMembershipForUserInOrg({ org: "acme", team_slug: "runtime", username });
    expect((await membership("anna")).data.state).toBe("active");
    expect(await refusal(membership("ana"))).toMatchObject({ status: 404 });
    const { data } = await octokit.rest.issues.getComment({ ...at, comment_id: comment.id });
    expect(data.user).toMatchObject({ login: "anna", id });

    await github.as("anna").comment(number, "after");
    await github.settled();
    expect(github.deliveries.all().at(-1)?.payload).toMatchObject({
      comment: { user: { login: "anna", id } },
      sender: { login: "anna", id },
    });
    expect(() => github.as("ana")).toThrow("ana is not among the people");
  });

  it("registered under a login that was given up is another one, without its role and team", async () => {
    const { number } = await github.as("ana").openIssue({ title: "talk" });
    const old = await github.account("ana");
    github.renameUser("ana", "anna");
    const taken = await github.registerUser("ana");
    expect(taken.id).not.toBe(old.id);
    expect((await byLogin("ana")).data.id).toBe(taken.id);
    expect((await byId(old.id)).data.login).toBe("anna");
    expect(await permission("ana")).toMatchObject({ role_name: "read", user: { id: taken.id } });
    const members = await octokit.rest.teams.listMembersInOrg({ org: "acme", team_slug: "runtime" });
    expect(members.data.map(({ login, id }) => [login, id])).toEqual([["anna", old.id]]);
    const comment = await github.as("ana").comment(number, "/signoff runtime");
    const { data } = await octokit.rest.issues.getComment({ ...at, comment_id: comment.id });
    expect(data.user).toMatchObject({ login: "ana", id: taken.id });
  });

  it("that is deleted is not found, and what it wrote has nobody as its author", async () => {
    const { number } = await github.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x\n" } });
    const { id } = await github.account("ana");
    const comment = await github.as("ana").comment(number, "/signoff runtime");
    github.deleteUser("ana");
    expect(await refusal(byLogin("ana"))).toMatchObject({ status: 404 });
    expect(await refusal(byId(id))).toMatchObject({ status: 404 });
    expect(await refusal(permission("ana"))).toMatchObject({ status: 404 });
    const members = await octokit.rest.teams.listMembersInOrg({ org: "acme", team_slug: "runtime" });
    expect(members.data).toEqual([]);
    const { data } = await octokit.rest.issues.listComments({ ...at, issue_number: number });
    expect(data).toMatchObject([{ id: comment.id, user: null, body: "/signoff runtime" }]);
    await github.as("bea").editComment(comment.id, "");
    await github.settled();
    expect(github.deliveries.all().at(-1)?.payload).toMatchObject({
      comment: { user: null },
      sender: { login: "bea" },
    });
  });

  it("that is deleted leaves its open pull request behind, and its fork with it", async () => {
    const files = { "x.txt": "x\n" };
    const inside = await github.as("dan").openPullRequest({ title: "feat: inside", files });
    const outside = await github.as("mallory").openPullRequest({ title: "feat: outside", files });
    github.deleteUser("dan");
    github.deleteUser("mallory");
    const get = async (number: number) => (await octokit.rest.pulls.get({ ...at, pull_number: number })).data;
    expect(await get(inside.number)).toMatchObject({ user: null, head: { repo: { full_name: "acme/engine" } } });
    expect(await get(outside.number)).toMatchObject({ user: null, head: { repo: null, sha: outside.headSha } });
  });

  it("that ends in [bot] is a Bot's, and can comment and review", async () => {
    await github.registerUser("renovate[bot]", "write");
    const { number } = await github.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x\n" } });
    const comment = await github.as("renovate[bot]").comment(number, "/signoff runtime");
    await github.as("renovate[bot]").review(number, { state: "approve" });
    const { data } = await octokit.rest.issues.getComment({ ...at, comment_id: comment.id });
    expect(data).toMatchObject({ user: { login: "renovate[bot]", type: "Bot" }, performed_via_github_app: null });
    const { data: reviews } = await octokit.rest.pulls.listReviews({ ...at, pull_number: number });
    expect(reviews).toMatchObject([{ state: "APPROVED", user: { login: "renovate[bot]", type: "Bot" } }]);
  });
});

describe("a private repository", () => {
  it("gives strangers no role, and is read by members and by the App", async () => {
    const hidden = await startLocalGitHub({ private: true });
    const app = installationClient(hidden);
    const { number } = await hidden.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x\n" } });
    expect((await app.rest.repos.get(at)).data.private).toBe(true);
    const of = (username: string) => app.rest.repos.getCollaboratorPermissionLevel({ ...at, username });
    expect((await of("mallory")).data).toMatchObject({ permission: "none" });
    await hidden.registerUser("nina", "write");
    await hidden.as("nina").comment(number, "hello");
    await expect(hidden.as("mallory").comment(number, "hello")).rejects.toThrow("403");
    expect((await app.rest.issues.listComments({ ...at, issue_number: number })).data).toHaveLength(1);
    await hidden.close();
  });
});

describe("a team", () => {
  const org = "acme";
  const state = async (team: string, username: string) =>
    (await octokit.rest.teams.getMembershipForUserInOrg({ org, team_slug: team, username })).data.state;

  async function told() {
    await github.settled();
    return github.deliveries.all().map(({ event, action, payload }) => ({ name: `${event}.${action}`, payload }));
  }

  it("lists its members page by page, and not those whose answer is awaited", async () => {
    await github.createTeam("api", { members: ["dan", "bea", "olga"] });
    github.inviteToTeam("ana", "api");
    const request = { org, team_slug: "api", per_page: 2 };
    const members = await octokit.paginate(octokit.rest.teams.listMembersInOrg, request);
    expect(members.map(({ login }) => login)).toEqual(["dan", "bea", "olga"]);
    expect(await state("api", "ana")).toBe("pending");
    await github.joinTeam("ana", "api");
    expect(await state("api", "ana")).toBe("active");
    await github.leaveTeam("ana", "api");
    expect(await refusal(state("api", "ana"))).toMatchObject({ status: 404 });
  });

  it("has the members of the teams inside it, in the list and one by one", async () => {
    await github.createTeam("engineering");
    await github.createTeam("compilers", { members: ["bea"], inside: "engineering" });
    const { data } = await octokit.rest.teams.listMembersInOrg({ org, team_slug: "engineering" });
    expect(data.map(({ login }) => login)).toEqual(["bea"]);
    expect(await state("engineering", "bea")).toBe("active");
    expect(await refusal(state("engineering", "ana"))).toMatchObject({ status: 404 });
  });

  it("made again under its slug has another id and nobody in it", async () => {
    const get = () => octokit.rest.teams.getByName({ org, team_slug: "runtime" });
    const before = (await get()).data;
    await github.deleteTeam("runtime");
    expect(await refusal(get())).toMatchObject({ status: 404 });
    expect(await refusal(state("runtime", "ana"))).toMatchObject({ status: 404 });
    await github.createTeam("runtime");
    const after = (await get()).data;
    expect(after.slug).toBe(before.slug);
    expect(after.id).not.toBe(before.id);
    expect(await refusal(state("runtime", "ana"))).toMatchObject({ status: 404 });
  });

  it("tells of who comes and who goes, without naming a repository", async () => {
    await github.joinTeam("bea");
    await github.leaveTeam("bea");
    const deliveries = await told();
    expect(deliveries.map(({ name }) => name)).toEqual(["membership.added", "membership.removed"]);
    for (const { payload } of deliveries) {
      expect(payload).toMatchObject({ scope: "team", member: { login: "bea" }, team: { slug: "runtime" } });
      expect(payload).toMatchObject({ organization: { login: "acme" }, installation: { id: github.installationId } });
      expect(payload).not.toHaveProperty("repository");
    }
  });

  it("tells of its making and of its end", async () => {
    const team = await github.createTeam("api", { members: ["bea"] });
    await github.deleteTeam("api");
    const deliveries = await told();
    expect(deliveries.map(({ name }) => name)).toEqual([
      "team.created",
      "membership.added",
      "membership.removed",
      "team.deleted",
    ]);
    expect(deliveries[2]?.payload["team"]).toEqual({ id: team.id, name: "api", deleted: true });
  });

  it("loses whoever leaves the organization, which is told too", async () => {
    await github.removeFromOrganization("ana");
    expect(await refusal(state("runtime", "ana"))).toMatchObject({ status: 404 });
    expect(await permission("ana")).toMatchObject({ role_name: "read" });
    const deliveries = await told();
    expect(deliveries).toMatchObject([
      { name: "membership.removed", payload: { member: { login: "ana" }, team: { slug: "runtime" } } },
      { name: "organization.member_removed", payload: { membership: { user: { login: "ana" } } } },
    ]);
  });
});
