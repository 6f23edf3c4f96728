import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDirectory } from "../../../../src/github/facts/people/directory.ts";
import { forgetPeople } from "../../../../src/github/facts/people/generation.ts";
import type { Person } from "../../../../src/policy/facts.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

const membershipRoute = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
const teamRoute = "GET /orgs/{org}/teams/{team_slug}";
const team = "@acme/runtime";

let local: LocalGitHub;
let app: AppOnGitHub;
let ana: Person;
let bea: Person;

beforeEach(async () => {
  local = await startLocalGitHub();
  [ana, bea] = await Promise.all([local.account("ana"), local.account("bea")]);
  app = await anAppOn(local);
});
afterEach(() => local.close());

const yes = { state: "told", answer: true };
const no = { state: "told", answer: false };
const isMember = (person: Person, written = team) => openDirectory(app.at, app).isMember(written, person);

describe("a member of a team", () => {
  it("is whoever GitHub calls an active member", async () => {
    expect(await isMember(ana)).toEqual(yes);
    expect(await isMember(bea)).toEqual(no);
    expect(await isMember(ana, "@ACME/Runtime")).toEqual(yes);
    expect(await isMember(ana, "@runtime")).toEqual(yes);
  });

  it("T10: is not somebody whose invitation waits for an answer", async () => {
    local.inviteToTeam("bea");
    expect(await isMember(bea)).toEqual(no);
  });

  it("is also a member of a team inside it", async () => {
    await local.createTeam("runtime-build", { members: ["bea"], inside: "runtime" });
    expect(await isMember(bea)).toEqual(yes);
  });

  it("may sign for at most five minutes after leaving", async () => {
    await isMember(ana);
    await local.leaveTeam("ana");
    app.advance(5 * 60_000 - 1);
    expect(await isMember(ana)).toEqual(yes);
    app.advance(1);
    expect(await isMember(ana)).toEqual(no);
  });

  it("is asked for anew as soon as GitHub tells of a change in the organization", async () => {
    await isMember(ana);
    await local.leaveTeam("ana");
    await forgetPeople(app.store, "another-org");
    expect(await isMember(ana)).toEqual(yes);
    await forgetPeople(app.store, "Acme");
    expect(await isMember(ana)).toEqual(no);
  });

  it("T8: keeps the right after a rename, and whoever takes the login does not get it", async () => {
    local.renameUser("ana", "anna");
    const squatter = await local.registerUser("ana");
    expect(await isMember({ id: ana.id, login: "ana" })).toEqual(yes);
    expect(await isMember({ id: squatter.id, login: "ana" })).toEqual(no);
  });

  it("T49: is not a deleted account", async () => {
    local.deleteUser("ana");
    expect(await isMember(ana)).toEqual(no);
  });

  it("costs three requests at first and none again", async () => {
    const mark = local.requests.mark();
    await isMember(ana);
    expect(local.requests.since(mark).reads()).toHaveLength(3);
    await isMember(ana);
    expect(local.requests.since(mark).reads()).toHaveLength(3);
  });
});

describe("a team", () => {
  it("T10: that does not exist is a problem, and not a team without members", async () => {
    const problem = "@acme/gone does not exist or is hidden from the App";
    expect(await isMember(ana, "@acme/gone")).toEqual({ state: "problem", problem });
  });

  it("T10: that was deleted and made anew is another one, until it is pinned", async () => {
    const before = await openDirectory(app.at, app).check(team);
    expect(before).toEqual(yes);
    await local.deleteTeam("runtime");
    const made = await local.createTeam("runtime", { members: ["bea"] });
    await forgetPeople(app.store, "acme");
    const problem = expect.stringMatching(
      new RegExp(`^@acme/runtime is another team now \\(id ${made.id}, it was \\d+\\); .*@acme/runtime#${made.id}$`),
    );
    expect(await isMember(bea)).toEqual({ state: "problem", problem });
    expect(await isMember(bea, `${team}#${made.id}`)).toEqual(yes);
    expect(await isMember(ana, `${team}#${made.id}`)).toEqual(no);
  });

  it("T10: that a pin does not fit is a problem", async () => {
    expect(await isMember(ana, `${team}#999`)).toMatchObject({ state: "problem" });
  });

  it.for([membershipRoute, teamRoute])(
    "T10: cannot be told when %s is forbidden, and is asked again",
    async (route) => {
      local.faults.next({ kind: "status", status: 403, route });
      const problem = "@acme/runtime may not be read by the App, which needs the permission Members: read";
      expect(await isMember(ana)).toEqual({ state: "problem", problem });
      expect(await isMember(ana)).toEqual(yes);
    },
  );

  it("is not decided while GitHub is down", async () => {
    local.faults.next({ kind: "status", status: 502, route: membershipRoute });
    await expect(isMember(ana)).rejects.toMatchObject({ status: 502 });
  });

  it("that one repository may read is not told to another that may not", async () => {
    await isMember(ana);
    local.faults.next({ kind: "status", status: 404, route: teamRoute });
    const elsewhere = openDirectory({ ...app.at, repositoryId: 2 }, app);
    expect(await elsewhere.isMember(team, ana)).toMatchObject({ state: "problem" });
  });

  it("lists its members by id, once in five minutes", async () => {
    await local.joinTeam("bea");
    expect(await openDirectory(app.at, app).memberIds(team)).toEqual({ state: "told", answer: [ana.id, bea.id] });
    const mark = local.requests.mark();
    await openDirectory(app.at, app).memberIds(team);
    expect(local.requests.since(mark).reads()).toEqual([]);
  });
});
