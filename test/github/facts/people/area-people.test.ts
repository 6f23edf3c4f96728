import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { collectAreaPeople } from "../../../../src/github/facts/people/area-people.ts";
import { openDirectory } from "../../../../src/github/facts/people/directory.ts";
import type { Area, Backup } from "../../../../src/policy/area/area.ts";
import type { Person } from "../../../../src/policy/facts.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { anArea } from "../../../support/builders.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let ana: Person;
let bea: Person;
let dan: Person;
let runner: Person;

beforeAll(async () => {
  local = await startLocalGitHub();
  [ana, bea, dan, runner] = await Promise.all([
    local.account("ana"),
    local.account("bea"),
    local.account("dan"),
    local.account("ci-runner[bot]"),
  ]);
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
});

interface Given {
  readonly areas?: readonly Area[];
  readonly author?: Person;
  readonly people?: readonly Person[];
  readonly isPrivate?: boolean;
}

function collect(area: Partial<Area>, given: Given = {}) {
  const asked = { areas: [], author: dan, people: [ana, bea, dan, runner], isPrivate: false, ...given };
  return collectAreaPeople(anArea({ owners: ["ana"], ...area }), asked, openDirectory(app.at, app));
}

function backup(given: Partial<Backup>): Backup {
  return { kind: "person", who: ["bea"], after: "immediately", ...given };
}

async function capacities(area: Partial<Area>, given: Given = {}) {
  const { signers } = await collect(area, given);
  const names = new Map([ana, bea, dan, runner].map(({ id, login }) => [id, login]));
  return signers.map((signer) => `${names.get(signer.id)} ${signer.capacity}`);
}

describe("who may sign an area", () => {
  it.for<{ name: string; area: Partial<Area>; may: readonly string[] }>([
    { name: "owners by login", area: { owners: ["ana", "Bea"] }, may: ["ana owner", "bea owner"] },
    { name: "owners by team", area: { owners: ["@acme/runtime"] }, may: ["ana owner"] },
    { name: "a backup", area: { backups: [backup({})] }, may: ["ana owner", "bea backup"] },
    {
      name: "an owner who is a backup too, as owner",
      area: { backups: [backup({ who: ["ana"] })] },
      may: ["ana owner"],
    },
    {
      name: "a team as backup",
      area: { owners: ["bea"], backups: [backup({ kind: "team", who: ["@acme/runtime"] })] },
      may: ["bea owner", "ana backup"],
    },
    { name: "an agent", area: { agents: ["ci-runner"] }, may: ["ana owner", "ci-runner[bot] agent"] },
    {
      name: "a backup that is an agent",
      area: { backups: [backup({ kind: "agent", who: ["ci-runner[bot]"] })] },
      may: ["ana owner", "ci-runner[bot] agent"],
    },
    { name: "no person for a gate", area: { backups: [backup({ kind: "gate", who: ["ci"] })] }, may: ["ana owner"] },
  ])("$name", async ({ area, may }) => {
    expect(await capacities(area)).toEqual(may);
  });

  it("the owners of another area as backups", async () => {
    const areas = [anArea({ name: "api", aliases: ["rest"], owners: ["bea", "dan"] })];
    const backups = [backup({ kind: "area", who: ["REST"] })];
    expect(await capacities({ backups }, { areas })).toEqual(["ana owner", "bea backup", "dan backup"]);
  });

  it("somebody who is a backup in two ways, the sooner one first", async () => {
    const late = backup({ after: 3_600_000 });
    const { signers } = await collect({ backups: [late, backup({})] }, { people: [bea] });
    expect(signers.map((signer) => (signer.capacity === "backup" ? signer.backup.after : ""))).toEqual([
      "immediately",
      3_600_000,
    ]);
  });

  it("nobody we did not have to ask about", async () => {
    expect(await capacities({ owners: ["ana", "@acme/runtime"] }, { people: [bea] })).toEqual([]);
  });
});

describe("an area nobody can sign", () => {
  it.for<{ name: string; area: Partial<Area>; problem: string }>([
    { name: "has no CODEOWNERS", area: { problem: "there is no CODEOWNERS" }, problem: "there is no CODEOWNERS" },
    { name: "has no owners", area: { owners: [] }, problem: "it has no owners" },
    { name: "names an owner who does not exist", area: { owners: ["ana", "zoe"] }, problem: "there is no account zoe" },
    { name: "names a team that does not exist", area: { owners: ["@acme/x"] }, problem: "@acme/x does not exist" },
    { name: "names an e-mail address", area: { owners: ["a@b.org"] }, problem: "a@b.org is an e-mail address" },
    { name: "names a backup who does not exist", area: { backups: [backup({ who: ["zoe"] })] }, problem: "zoe" },
    { name: "lists a person as agent", area: { agents: ["bea"] }, problem: "bea is a person" },
  ])("$name", async ({ area, problem }) => {
    const people = await collect(area);
    expect(people).toMatchObject({ signers: [], ownerCount: undefined, problem: expect.stringContaining(problem) });
  });
});

describe("how many owners there are", () => {
  it.for<{ name: string; area: Partial<Area>; count: number | undefined }>([
    {
      name: "is not asked while the named ones suffice",
      area: { owners: ["ana", "@acme/runtime"], quorum: { need: 1, maxOutstanding: undefined } },
      count: undefined,
    },
    {
      name: "is each person once, by name and by team",
      area: { owners: ["ana", "bea", "@acme/runtime"], quorum: { need: 3, maxOutstanding: undefined } },
      count: 2,
    },
    {
      name: "is asked for all",
      area: { owners: ["ana"], quorum: { need: "all", maxOutstanding: undefined } },
      count: 1,
    },
    {
      name: "is asked for a majority",
      area: { owners: ["@acme/runtime", "bea"], quorum: { need: "majority", maxOutstanding: undefined } },
      count: 2,
    },
    {
      name: "is asked where only so many may be missing",
      area: { owners: ["ana", "bea"], quorum: { need: 1, maxOutstanding: 1 } },
      count: 2,
    },
  ])("$name", async ({ area, count }) => {
    expect(await collect(area)).toMatchObject({ ownerCount: count, problem: undefined });
  });
});

describe("whether the author is an owner", () => {
  it.for<{ name: string; area: Partial<Area>; author: () => Person; is: boolean }>([
    { name: "by login", area: {}, author: () => ana, is: true },
    { name: "by team, where a backup turns on it", area: { owners: ["@acme/runtime"] }, author: () => ana, is: true },
    { name: "and is not", area: {}, author: () => bea, is: false },
  ])("$name", async ({ area, author, is }) => {
    const backups = [backup({ after: "when_author" })];
    const people = await collect({ backups, ...area }, { author: author(), people: [] });
    expect(people).toMatchObject({ isAuthorOwner: is, signers: [] });
  });

  it("by team, where its members are listed for the quorum: nobody has to wait for them", async () => {
    const area = { owners: ["@acme/runtime", "bea"], quorum: { need: "all" as const, maxOutstanding: undefined } };
    expect(await collect(area, { author: ana, people: [bea] })).toMatchObject({ isAuthorOwner: true, ownerCount: 2 });
    expect(await collect(area, { author: dan, people: [bea] })).toMatchObject({ isAuthorOwner: false, ownerCount: 2 });
  });

  it("costs no request for teams where nothing turns on it", async () => {
    const mark = local.requests.mark();
    await collect({ owners: ["@acme/runtime", "ana"] }, { author: bea, people: [] });
    const routes = local.requests
      .since(mark)
      .reads()
      .map(({ route }) => route);
    expect(routes).toEqual(["GET /orgs/{org}/teams/{team_slug}", "GET /users/{username}"]);
  });
});

describe("in a private repository", () => {
  it("T49: whoever may not read it any more cannot sign, and in a public one nobody asks", async () => {
    const hidden = await startLocalGitHub({
      private: true,
      people: [
        { login: "ana", role: "none" },
        { login: "dan", role: "read" },
      ],
    });
    const inside = await anAppOn(hidden);
    const [owner, reader] = await Promise.all([hidden.account("ana"), hidden.account("dan")]);
    const area = anArea({ owners: ["ana", "dan"] });
    const asked = { areas: [], author: undefined, people: [owner, reader], isPrivate: true };
    const found = await collectAreaPeople(area, asked, openDirectory(inside.at, inside));
    expect(found.signers).toEqual([{ id: reader.id, capacity: "owner" }]);
    const mark = hidden.requests.mark();
    await collectAreaPeople(area, asked, openDirectory(inside.at, inside));
    await collectAreaPeople(area, { ...asked, isPrivate: false }, openDirectory(inside.at, inside));
    expect(hidden.requests.since(mark).reads()).toEqual([]);
    await hidden.close();
  });
});
