import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keepScanNotes } from "../../../src/github/triage/scan-notes.ts";
import { dueAdvisoriesJob } from "../../../src/jobs/advisory/due-advisories.ts";
import type { Deps } from "../../../src/jobs/deps.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";
import { type AdvisoryDesk, anAdvisoryDesk } from "../../support/advisory-desk.ts";

let desk: AdvisoryDesk;
let deps: Deps;

beforeAll(async () => {
  desk = await anAdvisoryDesk({ github: { otherRepositories: ["second", "third"] } });
});
afterAll(() => desk.close());
beforeEach(() => {
  deps = { ...desk.deps, store: createMemoryStore(desk.deps.now) };
  desk.asked.length = 0;
  desk.lines.length = 0;
  desk.github.showRepository({});
});

/** The repositories that the job asked for at this hour of November 2026. */
async function askedAt(slot: string): Promise<readonly unknown[]> {
  desk.asked.length = 0;
  await dueAdvisoriesJob.run({ slot: `2026-11-${slot}:00.000Z` }, deps);
  expect(new Set(desk.asked.map(({ job }) => job)).size).toBeLessThan(2);
  return desk.asked.map(({ payload }) => payload["repo"]);
}

/** The first repository was scanned, by a configuration with these times. */
const scannedWith = (cron: string) =>
  keepScanNotes(deps.store, desk.at.repositoryId, { branch: "main", cron, context: "", packages: [], silences: 0 });

const all = () => [desk.at.repo, "second", "third"];

describe("the hour", () => {
  it("asks for all that were never scanned at 09:00, one after the other, and once", async () => {
    expect(await askedAt("20T08:00")).toEqual([]);
    expect(await askedAt("20T09:00")).toEqual(all());
    expect(desk.asked.map(({ job, delayMs, subject }) => [job, delayMs, subject?.replace(/\d+$/, "")])).toEqual([
      ["scan-advisories", 0, "advisories-"],
      ["scan-advisories", 100, "advisories-"],
      ["scan-advisories", 200, "advisories-"],
    ]);
    expect(await askedAt("20T09:00")).toEqual([]);
    expect(await askedAt("20T10:00")).toEqual([]);
    expect(await askedAt("21T09:00")).toEqual(all());
  });

  it("asks for a repository at the times that its configuration had when it was scanned last", async () => {
    await scannedWith("30 6 * * 5");
    expect(await askedAt("20T06:00")).toEqual([]);
    expect(await askedAt("20T07:00")).toEqual([desk.at.repo]);
    expect(await askedAt("20T08:00")).toEqual([]);
    expect(await askedAt("20T09:00")).toEqual(["second", "third"]);
    expect(await askedAt("21T07:00")).toEqual([]);
  });

  it("asks once an hour at most, however often it is wanted", async () => {
    await scannedWith("* * * * *");
    expect(await askedAt("20T05:00")).toEqual([desk.at.repo]);
    expect(await askedAt("20T05:00")).toEqual([]);
    expect(await askedAt("20T06:00")).toEqual([desk.at.repo]);
  });

  it("asks once for all times that were missed", async () => {
    await scannedWith("0 */2 * * *");
    expect(await askedAt("20T10:00")).toEqual(all().slice(0, 1));
    // Nobody looked until the afternoon of the next day.
    expect(await askedAt("21T15:00")).toEqual(all());
    expect(await askedAt("21T16:00")).toEqual([desk.at.repo]);
  });

  it("does not ask for the future again when an hour comes late", async () => {
    expect(await askedAt("21T09:00")).toEqual(all());
    expect(await askedAt("20T09:00")).toEqual([]);
    expect(await askedAt("21T10:00")).toEqual([]);
  });

  it("takes the usual times for those that it cannot read, and says so", async () => {
    await scannedWith("whenever");
    expect(await askedAt("20T09:00")).toEqual(all());
    expect(desk.lines).toContainEqual(expect.objectContaining({ msg: "scan times not readable", cron: "whenever" }));
  });

  it("asks for forks too, whose scan opens no issue, and for nothing that is archived", async () => {
    desk.github.showRepository({ fork: true });
    expect(await askedAt("20T09:00")).toEqual(all());
    desk.github.showRepository({ archived: true });
    expect(await askedAt("21T09:00")).toEqual([]);
  });

  it("reads two lists and writes nothing", async () => {
    const mark = desk.github.requests.mark();
    await askedAt("20T09:00");
    const since = desk.github.requests.since(mark);
    expect(since.writes()).toEqual([]);
    expect(since.reads().map(({ route }) => route)).toEqual([
      "GET /app/installations",
      "GET /installation/repositories",
    ]);
  });

  it("makes up for an installation that could not be read, with the same hour and with the next", async () => {
    const fault = { kind: "status", status: 500, route: "GET /installation/repositories" } as const;
    desk.github.faults.next(fault);
    await expect(askedAt("20T09:00")).rejects.toThrow("1 installations were left out");
    expect(desk.asked).toEqual([]);
    expect(await askedAt("20T09:00")).toEqual(all());
    desk.github.faults.next(fault);
    await expect(askedAt("21T09:00")).rejects.toThrow("1 installations were left out");
    expect(await askedAt("21T10:00")).toEqual(all());
  });
});
