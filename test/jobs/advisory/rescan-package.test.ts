import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keepScanNotes } from "../../../src/github/triage/scan-notes.ts";
import { rescanPackageJob } from "../../../src/jobs/advisory/rescan-package.ts";
import { type AdvisoryDesk, anAdvisoryDesk } from "../../support/advisory-desk.ts";

let desk: AdvisoryDesk;

beforeAll(async () => {
  desk = await anAdvisoryDesk({ github: { otherRepositories: ["never-scanned"] } });
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.asked.length = 0;
});

const lock = (...packages: string[]) =>
  keepScanNotes(desk.store, desk.at.repositoryId, {
    branch: "main",
    cron: "0 9 * * *",
    context: "",
    packages,
    silences: 0,
  });

async function askedFor(...packages: readonly string[]): Promise<number> {
  await rescanPackageJob.run({ ghsa: "GHSA-rf4j-j272-fj86", packages }, desk.deps);
  expect(desk.asked.filter(({ payload }) => payload["repo"] !== desk.at.repo)).toEqual([]);
  return desk.asked.length;
}

describe("an advisory of GitHub", () => {
  it("has what has locked its package scanned at once, and in an hour again", async () => {
    await lock("crates.io/slate-codec", "npm/left-pad");
    const mark = desk.github.requests.mark();
    await askedFor("npm/other", "npm/left-pad");
    const { repositoryId } = desk.at;
    expect(desk.asked).toEqual([
      { job: "scan-advisories", payload: desk.at, subject: `advisories-${repositoryId}` },
      { job: "scan-advisories", payload: desk.at, subject: `advisories-later-${repositoryId}`, delayMs: 3_600_000 },
    ]);
    expect(desk.github.requests.since(mark).writes()).toEqual([]);
    expect(desk.github.requests.since(mark).reads()).toHaveLength(2);
  });

  it.for([
    { asks: "crates.io/slate-codec", locked: "crates.io/slate-codec", hits: true },
    { asks: "npm/slate-codec", locked: "crates.io/slate-codec", hits: false },
    { asks: "crates.io/slate_codec", locked: "crates.io/slate-codec", hits: false },
    { asks: "PyPI/Typing_Extensions", locked: "PyPI/typing-extensions", hits: true },
    { asks: "npm/@acme/ui", locked: "npm/@acme/ui", hits: true },
    { asks: "npm/@acme/ui", locked: "npm/@acme", hits: false },
    { asks: "Go/golang.org/x/crypto/ssh", locked: "Go/golang.org/x/crypto", hits: true },
    { asks: "Go/golang.org/x/crypto", locked: "Go/golang.org/x/crypto/ssh", hits: false },
  ])("about $asks concerns a lockfile with $locked: $hits", async ({ asks, locked, hits }) => {
    await lock(locked);
    expect(await askedFor(asks)).toBe(hits ? 2 : 0);
  });
});
