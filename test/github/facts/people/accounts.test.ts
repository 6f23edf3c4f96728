import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDirectory } from "../../../../src/github/facts/people/directory.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

const day = 24 * 3600 * 1000;

let local: LocalGitHub;
let app: AppOnGitHub;

beforeEach(async () => {
  local = await startLocalGitHub();
  app = await anAppOn(local);
});
afterEach(() => local.close());

/** As a new look does. */
const find = (written: string) => openDirectory(app.at, app).findPerson(written);
const findBot = (written: string) => openDirectory(app.at, app).findBot(written);
const idOf = async (login: string) => (await local.account(login)).id;

describe("an owner who is named by login", () => {
  it("T9: is known by id, whatever the case of the login", async () => {
    const id = await idOf("ana");
    expect(await find("ana")).toEqual({ state: "found", id });
    expect(await find("ANA")).toEqual({ state: "found", id });
  });

  it("is asked for once a day and repository, not per pull request", async () => {
    await find("ana");
    const mark = local.requests.mark();
    app.advance(day - 1);
    await find("Ana");
    expect(local.requests.since(mark).reads()).toEqual([]);
    app.advance(1);
    await find("ana");
    expect(local.requests.since(mark).reads()).toMatchObject([{ route: "GET /users/{username}", status: 304 }]);
  });

  it("is asked for once in a look, also when there is no answer", async () => {
    const directory = openDirectory(app.at, app);
    const mark = local.requests.mark();
    await directory.findPerson("nobody-here");
    await directory.findPerson("Nobody-here");
    expect(local.requests.since(mark).reads()).toHaveLength(1);
  });

  it("stays an owner after a rename, for good", async () => {
    const found = await find("ana");
    local.renameUser("ana", "anna");
    app.advance(day);
    expect(await find("ana")).toEqual(found);
    app.advance(day);
    expect(await find("ana")).toEqual(found);
  });

  it("T8: is nobody any more when somebody else has registered the login, and it is said how to go on", async () => {
    const id = await idOf("ana");
    await find("ana");
    local.renameUser("ana", "anna");
    const squatter = await local.registerUser("ana");
    app.advance(day);
    const problem =
      `ana is another account now (id ${squatter.id}, it was ${id}); ` +
      `name the owner's login of today, or pin the new account with ana#${squatter.id}`;
    expect(await find("ana")).toEqual({ state: "problem", problem });
    expect(await find("anna")).toEqual({ state: "found", id });
    expect(await find(`ana#${squatter.id}`)).toEqual({ state: "found", id: squatter.id });
  });

  it("T8: is not taken over by a squatter before the login was asked for again", async () => {
    const found = await find("ana");
    local.renameUser("ana", "anna");
    await local.registerUser("ana");
    expect(await find("ana")).toEqual(found);
  });

  it("T49: whose account is deleted entitles nobody, and is no problem for the other owners", async () => {
    await find("ana");
    local.deleteUser("ana");
    app.advance(day);
    expect(await find("ana")).toEqual({ state: "gone" });
  });

  it("who never existed is a problem, which ends as soon as they do", async () => {
    const problem = "there is no account zoe; name the owner's login of today";
    expect(await find("zoe")).toEqual({ state: "problem", problem });
    const { id } = await local.registerUser("zoe");
    expect(await find("zoe")).toEqual({ state: "found", id });
  });

  it("is no bot and no organization", async () => {
    expect(await find("ci-runner[bot]")).toEqual({
      state: "problem",
      problem: "ci-runner[bot] is a bot; list it under agents",
    });
  });

  it("is not decided while GitHub is down, and nothing is remembered of it", async () => {
    local.faults.next({ kind: "status", status: 502, route: "GET /users/{username}" });
    await expect(find("ana")).rejects.toMatchObject({ status: 502 });
    expect(await find("ana")).toMatchObject({ state: "found" });
  });

  it("means somebody else in another repository only if it does there", async () => {
    await find("ana");
    local.renameUser("ana", "anna");
    const squatter = await local.registerUser("ana");
    const elsewhere = openDirectory({ ...app.at, repositoryId: 2 }, app);
    expect(await elsewhere.findPerson("ana")).toEqual({ state: "found", id: squatter.id });
  });
});

describe("an owner who is pinned by number", () => {
  it("is that account, whatever its login of today", async () => {
    const id = await idOf("ana");
    local.renameUser("ana", "anna");
    await local.registerUser("ana");
    expect(await find(`ana#${id}`)).toEqual({ state: "found", id });
  });

  it("T49: entitles nobody when the account is deleted", async () => {
    const id = await idOf("ana");
    local.deleteUser("ana");
    expect(await find(`ana#${id}`)).toEqual({ state: "gone" });
  });

  it("is no bot either", async () => {
    const id = await idOf("ci-runner[bot]");
    expect(await find(`runner#${id}`)).toMatchObject({ state: "problem" });
  });
});

describe("an agent", () => {
  it("is a bot account, with and without the suffix", async () => {
    const id = await idOf("ci-runner[bot]");
    expect(await findBot("ci-runner[bot]")).toEqual({ state: "found", id });
    expect(await findBot("CI-runner")).toEqual({ state: "found", id });
  });

  it("is no person, not even one who has the name of a bot", async () => {
    expect(await findBot("ana")).toEqual({ state: "problem", problem: "ana is a person; list it under owners" });
  });

  it("is not mixed up with an owner of the same name", async () => {
    const human = await local.registerUser("ci-runner");
    expect(await find("ci-runner")).toEqual({ state: "found", id: human.id });
    expect(await findBot("ci-runner")).toEqual({ state: "found", id: await idOf("ci-runner[bot]") });
  });

  it("that does not exist is a problem", async () => {
    expect(await findBot("renovate[bot]")).toMatchObject({ state: "problem" });
  });
});
