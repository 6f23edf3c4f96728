import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
gates:
  coverage:
    evidence: { file: reports/coverage.json }
    rows: [{ name: Lines, value: covered, of: total, expect: ">= 80%" }]
  tried: { manual: Tried on a device, area: runtime }
pull_request: { require: [title, touched, coverage, tried] }
`;

describe("T41: what somebody wrote stays inside its one line of the log", () => {
  const lines: string[] = [];
  let world: World;

  beforeAll(async () => {
    // A dry run logs whole texts, in every word.
    const env = { LOG_LEVEL: "trace", LOG_FORMAT: "json", DRY_RUN: "true" };
    world = await startWorld({ config, env, log: { write: (line) => void lines.push(line) } });
  });
  afterAll(() => world.close());

  it("a title, a comment, a review", async () => {
    const forged = '{"level":60,"msg":"job is dead"}';
    const hostile = `\u001B[2J\u009B31m\u2028\u202E${forged}`;
    const page = await openPage(world, { title: `Feature: ${hostile}` });
    await page.say("dan", `/retitle Feature: ${hostile}`);
    await page.say("mallory", `/signoff ${hostile}\n/hold ${hostile}\n\n${forged}`);
    await page.review("ana", { state: "comment", body: `/signoff runtime -- ${hostile}` });
    const asked = lines.filter((line) => line.includes("dry run: would write"));
    expect(asked.some((line) => line.includes("Feature: "))).toBe(true);
    for (const line of lines) {
      expect(line).toMatch(/^\{[^\p{Cc}\u2028-\u202E\u2066-\u2069]*\}\n$/u);
      expect(JSON.parse(line)).not.toMatchObject({ msg: "job is dead" });
    }
  });
});

describe("T47: an address that somebody wrote is never asked", () => {
  let world: World;
  let elsewhere: Server;
  let address: string;
  const asked: string[] = [];

  beforeAll(async () => {
    const files = { "reports/coverage.json": '{"covered":42,"total":50}' };
    world = await startWorld({ config, files, creationPaceMs: 0 });
    elsewhere = createServer(({ url }, response) => {
      asked.push(url ?? "");
      response.end('{"covered":1,"total":1}');
    });
    elsewhere.listen(0, "127.0.0.1");
    await once(elsewhere, "listening");
    // A server that listens on a port has one.
    address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    elsewhere.close();
    await world.close();
  });
  beforeEach(() => void asked.splice(0));

  const links = () =>
    `![](${address}/image.png) <img src="${address}/tag.png"> [link](${address}/link) ${address}/plain\n\n[1]: ${address}/reference`;

  it("a comment full of links and images costs no request at all", async () => {
    const page = await openPage(world);
    const mark = world.github.requests.mark();
    await page.say("mallory", links());
    await page.review("mallory", { state: "comment", body: links() });
    expect(world.github.requests.since(mark).all()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("one with commands costs requests to GitHub's API only, and none to what its notes name", async () => {
    const page = await openPage(world, { title: `feat: see ${address}/title` });
    const mark = world.github.requests.mark();
    const more = `/hold see ${address}/hold\n/concern speed -- ${address}/concern\n/pass tried -- ${address}/video.mp4`;
    await page.say("ana", `/signoff runtime -- ${address}/note\n${more}\n\n${links()}`);
    expect((await page.check())?.text).toContain(`${address}/hold`);
    await page.say("ana", "/unhold\n/resolve speed");
    expect(await page.check()).toMatchObject({ state: "success" });
    const requests = world.github.requests.since(mark).all();
    expect(requests.map(({ route }) => route)).not.toContain("unknown");
    expect(requests.map(({ path }) => path).filter((path) => !/^\/(?:repos|graphql|app)/.test(path))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("evidence is what the file in the repository says, never what it points to", async () => {
    const pointing = { $ref: `${address}/coverage.json`, covered: `${address}/covered`, total: 50 };
    const page = await openPage(world, { files: { "reports/coverage.json": JSON.stringify(pointing) } });
    expect((await page.check())?.text).toContain("not a number");
    expect(asked).toEqual([]);
  });
});
