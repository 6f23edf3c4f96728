import { afterAll, beforeAll, expect, it } from "vitest";
import { findAlerts } from "../../../src/jobs/advisory/find-alerts.ts";
import { type AdvisoryDesk, anAdvisoryDesk } from "../../support/advisory-desk.ts";

let desk: AdvisoryDesk;

beforeAll(async () => {
  desk = await anAdvisoryDesk();
});
afterAll(() => desk.close());

async function find() {
  const octokit = await desk.deps.github.installation(desk.at.installationId);
  const mark = desk.github.requests.mark();
  const alerts = await findAlerts(octokit, desk.at, desk.deps);
  return { alerts, requests: desk.github.requests.since(mark).reads().length };
}

it("the numbers of Dependabot's alerts are found by their GHSA", async () => {
  const number = desk.github.reportDependabotAlert({ ghsa: "GHSA-aaaa-aaaa-aaaa" });
  expect(await find()).toEqual({ alerts: new Map([["GHSA-aaaa-aaaa-aaaa", number]]), requests: 1 });
});

it("where they cannot be read it is asked once a day, and said each time", async () => {
  desk.github.switchDependabotAlerts(false);
  const said = () => desk.messages().filter((message) => String(message).startsWith("alerts of Dependabot")).length;
  expect(await find()).toEqual({ alerts: new Map(), requests: 1 });
  expect(await find()).toEqual({ alerts: new Map(), requests: 0 });
  expect(said()).toBe(1);
  desk.advance(24 * 3_600_000 + 1);
  expect(await find()).toEqual({ alerts: new Map(), requests: 1 });
  expect(said()).toBe(2);
});
