import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AdvisorySource } from "../../../src/advisories/source.ts";
import { findKnownNumbers } from "../../../src/github/triage/known-numbers.ts";
import { findScanNotes, keepScanNotes } from "../../../src/github/triage/scan-notes.ts";
import { appendTriage } from "../../../src/github/triage/triage-ledger.ts";
import type { TriageEntry } from "../../../src/policy/advisory/triage/triage-entry.ts";
import type { Store } from "../../../src/store/store.ts";
import { type AdvisoryDesk, anAdvisoryDesk, denyToml, lockfile } from "../../support/advisory-desk.ts";

const hourMs = 3_600_000;
const advisory = "RUSTSEC-2099-0001";
const repaired = lockfile.replaceAll("0.4.11", "0.4.13");
const opening = "POST /repos/{owner}/{repo}/issues";

let desk: AdvisoryDesk;
beforeEach(async () => {
  desk = await anAdvisoryDesk();
  await desk.scan();
});
afterEach(() => desk.close());

type Said =
  | Pick<Extract<TriageEntry, { kind: "fixed-by" }>, "kind" | "pullRequest">
  | Pick<Extract<TriageEntry, { kind: "not-affected" }>, "kind" | "reason">;

async function decide(said: Said): Promise<void> {
  desk.advance(hourMs);
  const entry = { ...said, id: "9001/0", by: { id: 31, login: "ana" }, at: desk.deps.now().toISOString() };
  await appendTriage(desk.store, desk.at.repositoryId, [{ advisory, entry }]);
  desk.advance(hourMs);
}

/** Scans, while something happens after the branch was read. */
async function scanWhile(happens: () => Promise<unknown>): Promise<void> {
  const source = desk.deps.advisories;
  const advisories: AdvisorySource = {
    name: source.name,
    lookUp: (ids) => source.lookUp(ids),
    query: async (queries) => {
      await happens();
      return source.query(queries);
    },
  };
  await desk.scan({ advisories });
}

const issues = async () => (await desk.github.issues()).map(({ number, state }) => `#${number} ${state}`);
const comments = async () => (await desk.github.comments(1)).map(({ body }) => body);
const body = async () => (await desk.github.issues())[0]?.body;

describe("a pull request that is merged while a scan runs", () => {
  it("is not called a fix that failed, and closes the issue with the next scan", async () => {
    const fix = { title: "fix: update slate-codec", files: { "Cargo.lock": repaired }, branch: "fix" };
    const { number } = await desk.github.as("dan").openPullRequest(fix);
    await decide({ kind: "fixed-by", pullRequest: number });
    await desk.scan();
    await scanWhile(() => desk.github.as("dan").merge(number));
    expect(await comments()).toEqual([]);
    expect(await body()).toContain(`#${number}`);
    await desk.scan();
    expect((await issues())[0]).toBe("#1 closed");
    expect(await comments()).toEqual([expect.stringContaining("Gone")]);
  });

  it("does not lose the decision that it documents", async () => {
    await decide({ kind: "not-affected", reason: "our own files only, ever" });
    await desk.scan();
    await scanWhile(() => desk.github.as("dan").merge(2));
    expect(await body()).toContain("➖ **Not affected**, says `ana`.");
    await desk.scan();
    const labels = (await desk.github.issues())[0]?.labels.map(({ name }) => name);
    expect(labels).toContain("advisory:accepted");
  });

  it("is a fix that failed where the scan has seen its merge", async () => {
    const { number } = await desk.github
      .as("dan")
      .openPullRequest({ title: "fix: nothing", files: { "README.md": "x" }, branch: "fix" });
    await decide({ kind: "fixed-by", pullRequest: number });
    await desk.github.as("dan").merge(number);
    await desk.scan();
    expect(await comments()).toEqual([expect.stringContaining(`#${number}`)]);
  });
});

describe("a scan that is held up after it began", () => {
  it("takes its turn before it reads the branch, so it writes no old state over a newer one", async () => {
    let isFirst = true;
    const slow: Store = {
      ...desk.store,
      get: async (key) => {
        if (isFirst && key.startsWith("turn/advisories")) {
          isFirst = false;
          await desk.github.as("dan").push({ files: { "Cargo.lock": repaired } });
          await desk.scan();
        }
        return desk.store.get(key);
      },
    };
    await desk.scan({ store: slow });
    expect(isFirst).toBe(false);
    expect(await issues()).toEqual(["#1 closed"]);
  });
});

describe("a write that GitHub refuses for good", () => {
  beforeEach(async () => {
    // One is repaired, and another one has lost its ignore.
    const deny = "[advisories]\nignore = []\n";
    await desk.github.as("dan").push({ files: { "Cargo.lock": repaired, "deny.toml": deny } });
    desk.github.faults.next({ kind: "status", status: 422, route: opening, times: 100 });
  });

  it("keeps no other waiting, and is tried again", async () => {
    await expect(desk.scan()).rejects.toThrow("GitHub refuses 1 advisory issues");
    expect(await issues()).toEqual(["#1 closed"]);
    expect([...(await findKnownNumbers(desk.store, desk.at.repositoryId))]).toEqual([[1, advisory]]);
    expect(desk.messages()).toContain("advisory issue refused by GitHub");
    await expect(desk.scan()).rejects.toThrow("422");
    desk.github.faults.clear();
    await desk.scan();
    expect(await issues()).toEqual(["#1 closed", "#2 open"]);
  });

  it("does not move the time at which it was met first", async () => {
    const met = desk.deps.now().toISOString();
    await expect(desk.scan()).rejects.toThrow("422");
    desk.github.faults.clear();
    desk.advance(30 * hourMs);
    await desk.scan();
    expect((await desk.github.issues())[1]?.body).toContain(`"firstSeenAt":"${met}"`);
  });

  it("leaves the notes of the scan, so that it is asked for when it is due", async () => {
    const { store, at } = desk;
    const notes = await findScanNotes(store, at.repositoryId);
    if (notes === undefined) throw new Error("the first scan left none");
    await keepScanNotes(store, at.repositoryId, { ...notes, branch: "before", silences: 2 });
    await expect(desk.scan()).rejects.toThrow("422");
    expect(await findScanNotes(store, at.repositoryId)).toMatchObject({ branch: "main", silences: 0 });
  });

  it("of an issue of its own keeps the others too", async () => {
    desk.github.faults.clear();
    desk.github.faults.next({ kind: "status", status: 422, route: opening, times: 100 });
    await desk.github.as("dan").push({ files: { "b/Cargo.lock": "<<<<<<<", "deny.toml": denyToml } });
    await expect(desk.scan()).rejects.toThrow("GitHub refuses 1 advisory issues");
    desk.github.faults.clear();
    await desk.scan();
    expect((await desk.github.issues()).at(-1)?.title).toMatch(/^lockfile-unreadable/);
  });
});
