import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { getPermission } from "../../../src/github/facts/permission.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  local = await startLocalGitHub({ private: true });
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
});

it.for([
  { login: "olga", role: "admin" },
  { login: "ana", role: "maintain" },
  { login: "bea", role: "write" },
  { login: "bea", role: "triage" },
  { login: "mallory", role: "read" },
  { login: "mallory", role: "none" },
] as const)("$login has the permission $role", async ({ login, role }) => {
  local.setRole(login, role);
  expect(await getPermission(await local.account(login), app.at, app.octokit)).toBe(role);
});

it("an account that is gone has none", async () => {
  expect(await getPermission({ id: 424_242, login: "ghost-account" }, app.at, app.octokit)).toBe("none");
});

it("T8: whoever took the login has nothing of what its former owner had, nor the other way round", async () => {
  local.setRole("bea", "admin");
  const { id } = await local.account("bea");
  local.renameUser("bea", "beatrix");
  await local.registerUser("bea", "write");
  expect(await getPermission({ id, login: "bea" }, app.at, app.octokit)).toBe("none");
  expect(await getPermission({ id, login: "beatrix" }, app.at, app.octokit)).toBe("admin");
});
