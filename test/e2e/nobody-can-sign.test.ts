import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

/** A configuration whose one area has these owners, or whatever else is written in their place. */
function configOf(area: string): string {
  return `version: 1
areas: { runtime: { paths: [src/**]${area} } }
signoffs: { grace: 0s }
pull_request: { require: [touched] }
`;
}

const rows = [
  { name: "names no owner", config: configOf(""), says: "names nobody" },
  { name: "has an empty list of owners", config: configOf(", owners: []"), says: "owners" },
  {
    name: "names somebody who does not exist",
    config: configOf(", owners: [nobody-at-all]"),
    says: "there is no account",
  },
  { name: "names a team that cannot be read", config: configOf(', owners: ["@acme/hidden"]'), says: "acme/hidden" },
  {
    name: "names a team of another organization",
    config: configOf(', owners: ["@elsewhere/core"]'),
    says: "elsewhere/core",
  },
  {
    name: "T10: names a team without members",
    config: configOf(', owners: ["@acme/empty"]'),
    says: "fewer than that may sign",
  },
  {
    name: "T49: names an owner whose account is deleted",
    config: configOf(", owners: [zed]"),
    says: "there is no account zed",
  },
  {
    name: "T13: names a bot as if it were a person",
    config: configOf(', owners: ["copilot"]'),
    says: "there is no account copilot",
  },
  {
    name: "asks for more people than there are",
    config: configOf(", owners: [ana], quorum: 2"),
    says: "2 must sign, and only one can",
  },
  { name: "has CODEOWNERS that is not there", config: configOf(", codeowners: true"), says: "CODEOWNERS" },
  { name: "is empty", config: "", says: "the file is empty" },
  { name: "is no YAML", config: "version: 1\nareas: {{{", says: ".github/gatehouse.yml:2:" },
] as const;

/** The branch with each configuration. */
const branches = new Map<string, string>(rows.map(({ name }, index) => [name, `nobody-${index}`]));

let world: World;

beforeAll(async () => {
  world = await startWorld({ config: configOf(", owners: [ana]"), creationPaceMs: 0 });
  const { github } = world;
  await github.registerUser("zed", "write");
  await github.registerUser("copilot[bot]", "write");
  await github.createTeam("empty");
  for (const { name, config } of rows) {
    await github.as("olga").push({ branch: branches.get(name) ?? "", files: { ".github/gatehouse.yml": config } });
  }
  github.deleteUser("zed");
});
afterAll(() => world.close());

describe("a configuration that", () => {
  it.for(rows)("$name asks for action, says why, and lets nobody in", async ({ name, says }) => {
    const mark = world.github.requests.mark();
    const page = await openPage(world, { base: branches.get(name) ?? "" });
    const check = await page.check();
    expect(check).toMatchObject({ state: "action_required" });
    expect(check?.text).toContain(says);
    expect(world.github.requests.since(mark).all().length).toBeLessThanOrEqual(16);
    for (const login of ["ana", "olga", "copilot[bot]"]) {
      const id = await page.say(login, "/signoff runtime\n/signoff all");
      expect(page.reactions(id)).not.toContain("+1");
    }
    await page.review("ana", { state: "approve", body: "/signoff runtime" });
    expect(await page.check()).toMatchObject({ state: "action_required" });
    expect((await page.summaries()).length).toBeLessThanOrEqual(1);
  });
});
