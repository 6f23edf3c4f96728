import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [title, touched] }
advisories: { triage: runtime }
releases: { announce: { stable: announcements } }
`;

function fixture(path: string): string {
  return readFileSync(`test/fixtures/${path}`, "utf8");
}

let world: World;

beforeAll(async () => {
  const advisories = [JSON.parse(fixture("osv/RUSTSEC-2099-0001.json")) as unknown];
  const files = { "Cargo.lock": fixture("Cargo.lock") };
  world = await startWorld({ config, files, advisories, env: { DRY_RUN: "true" } });
});
afterAll(() => world.close());

describe("a dry run", () => {
  it("writes neither to GitHub nor to Discord, whatever happens", async () => {
    const page = await openPage(world, { title: "wrong" });
    const ids = [await page.say("dan", "/retitle feat: right"), await page.say("ana", "/signoff runtime")];
    ids.push(await page.say("mallory", "/signoff runtime"), await page.say("mallory", "/help"));
    await page.push({ "src/more.ts": "export {};\n" });
    await world.github.as("olga").publishRelease({ tag: "v1.0.0", body: "First." });
    await world.gatehouse.enqueue([{ job: "due-advisories", payload: { slot: "2099-03-01T09:00:00.000Z" } }]);
    await world.settled();
    expect(world.github.requests.reads()).not.toEqual([]);
    expect(world.github.requests.writes()).toEqual([]);
    expect(world.discord.requests).toEqual([]);
    expect(world.osv.requests).not.toEqual([]);
    expect(ids.flatMap((id) => page.reactions(id))).toEqual([]);
    expect(await world.github.issues()).toEqual([]);
  });
});
