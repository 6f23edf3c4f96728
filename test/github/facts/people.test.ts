import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { collectAreaPeople } from "../../../src/github/facts/people.ts";
import { hasTriagePermission } from "../../../src/github/facts/permission.ts";
import type { Area } from "../../../src/policy/area/area.ts";
import type { Person } from "../../../src/policy/facts.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

const membershipRoute = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
const teamRoute = "GET /orgs/{org}/teams/{team_slug}";

let local: LocalGitHub;
let app: AppOnGitHub;
let ana: Person;
let bea: Person;
let mallory: Person;

beforeAll(async () => {
  local = await startLocalGitHub();
  [ana, bea, mallory] = await Promise.all([local.account("ana"), local.account("bea"), local.account("mallory")]);
});
afterAll(() => local.close());
beforeEach(async () => {
  local.faults.clear();
  app = await anAppOn(local);
});

function ownedBy(...owners: readonly string[]): Area {
  return { name: "runtime", aliases: [], owners, paths: ["src/**"] };
}

async function entitled(owners: readonly string[], asked: readonly Person[]) {
  return collectAreaPeople(ownedBy(...owners), asked, app.at, { octokit: app.octokit, store: app.store });
}

describe("membership of a team", () => {
  it("is asked under the login of today, so a renamed member keeps the right and nobody inherits it", async () => {
    const renamed = { id: ana.id, login: "mallory" };
    const inherited = { id: mallory.id, login: "ana" };
    expect(await entitled(["@acme/runtime"], [renamed, inherited])).toMatchObject({ entitledIds: [ana.id] });
  });

  it("that one repository may read is not told to another that may not", async () => {
    expect(await entitled(["@acme/runtime"], [ana])).toMatchObject({ entitledIds: [ana.id] });
    local.faults.next({ kind: "status", status: 404, route: membershipRoute });
    local.faults.next({ kind: "status", status: 404, route: teamRoute });
    const elsewhere = { ...app.at, repositoryId: 2 };
    const { octokit, store } = app;
    const found = await collectAreaPeople(ownedBy("@acme/runtime"), [ana], elsewhere, { octokit, store });
    expect(found).toEqual({ entitledIds: [], problem: expect.stringContaining("hidden from the App") });
  });
});

describe("an owner who is named by login", () => {
  it("is known by id, whatever the case of the login", async () => {
    expect(await entitled(["ana"], [ana, bea])).toEqual({ entitledIds: [ana.id], problem: undefined });
    expect(await entitled(["Ana"], [ana, bea])).toEqual({ entitledIds: [ana.id], problem: undefined });
  });

  it("stays an owner after a rename", async () => {
    await entitled(["ana"], [ana]);
    const renamed = { id: ana.id, login: "ana-maria" };
    expect((await entitled(["ana"], [renamed])).entitledIds).toEqual([ana.id]);
  });

  it("is not whoever registers the login later", async () => {
    await entitled(["ana"], [ana]);
    const squatter = { id: 424_242, login: "ana" };
    expect((await entitled(["ana"], [squatter])).entitledIds).toEqual([]);
  });

  it("is looked up once per repository, not per pull request", async () => {
    await entitled(["ana"], [ana]);
    const mark = local.requests.mark();
    await entitled(["ana"], [ana]);
    expect(local.requests.since(mark).all()).toEqual([]);
  });

  it("who does not exist is a problem, and then nobody may sign", async () => {
    expect(await entitled(["ana", "nobody-here"], [ana])).toEqual({
      entitledIds: [],
      problem: "nobody-here does not exist or is hidden from the App",
    });
  });
});

describe("an owner who belongs to a team", () => {
  it("is an active member", async () => {
    expect(await entitled(["@acme/runtime"], [ana, mallory])).toEqual({ entitledIds: [ana.id], problem: undefined });
  });

  it("is not somebody whose invitation is pending", async () => {
    local.inviteToTeam("dan");
    const dan = await local.account("dan");
    expect(await entitled(["@acme/runtime"], [dan])).toEqual({ entitledIds: [], problem: undefined });
  });

  it("may sign for at most five minutes after leaving", async () => {
    await local.joinTeam("bea");
    expect((await entitled(["@acme/runtime"], [bea])).entitledIds).toEqual([bea.id]);
    await local.leaveTeam("bea");
    app.advance(5 * 60_000 - 1);
    expect((await entitled(["@acme/runtime"], [bea])).entitledIds).toEqual([bea.id]);
    app.advance(1);
    expect((await entitled(["@acme/runtime"], [bea])).entitledIds).toEqual([]);
  });

  it("cannot be told when the team does not exist: a problem, not a team without members", async () => {
    expect(await entitled(["@acme/gone"], [ana])).toEqual({
      entitledIds: [],
      problem: "@acme/gone does not exist or is hidden from the App",
    });
  });

  it.for([membershipRoute, teamRoute])("cannot be told when %s is forbidden", async (route) => {
    local.faults.next({ kind: "status", status: 403, route });
    expect(await entitled(["@acme/runtime"], [mallory])).toEqual({
      entitledIds: [],
      problem: "@acme/runtime may not be read",
    });
    // The problem is not remembered as an answer.
    expect((await entitled(["@acme/runtime"], [mallory])).problem).toBeUndefined();
  });

  it("is not decided while GitHub is down", async () => {
    local.faults.next({ kind: "status", status: 502, route: membershipRoute });
    await expect(entitled(["@acme/runtime"], [ana])).rejects.toMatchObject({ status: 502 });
  });
});

describe("permission to triage", () => {
  it.for([
    { login: "olga", role: "admin", has: true },
    { login: "ana", role: "maintain", has: true },
    { login: "bea", role: "write", has: true },
    { login: "bea", role: "triage", has: true },
    { login: "mallory", role: "read", has: false },
    { login: "mallory", role: "none", has: false },
    { login: "ghost-account", role: undefined, has: false },
  ] as const)("$login with $role: $has", async ({ login, role, has }) => {
    if (role !== undefined) local.setRole(login, role);
    expect(await hasTriagePermission(login, app.at, app.octokit)).toBe(has);
  });
});
