import { describe, expect, it } from "vitest";
import { reason } from "../../../../src/policy/reason.ts";
import { fix, sentence } from "../../../../src/render/reason.ts";
import { aRecord } from "../builders.ts";
import { clean, compare, direct, id, judge, kind, said, type Scene, transitive } from "./builders.ts";

describe("what is not sure", () => {
  it("never fails, and is told with its number", () => {
    const doubtful = { module: ["GO-2026-5932"], disputed: ["GHSA-aaaa-bbbb-cccc", "GHSA-dddd-eeee-ffff"] };
    const verdict = judge(compare({ head: clean, more: { doubtful } }));
    expect(verdict.state).toBe("pass");
    expect(verdict.details).toBeUndefined();
    expect(said(verdict).slice(1)).toEqual([
      "Comes in with a module of which only some packages are affected, and the lockfile does not say which are used, 1: `GO-2026-5932`.",
      "Comes in by the word of one source or record, against that of the one that decides, 2: `GHSA-aaaa-bbbb-cccc` and `GHSA-dddd-eeee-ffff`.",
    ]);
  });

  it("is a prerelease of the version in which it begins", () => {
    const record = aRecord({ name: "h2", events: [{ introduced: "1.2.0" }] });
    const { state, notes = [] } = judge(compare({ head: ["h2 1.2.0-beta.1"], records: [record] }));
    expect(state).toBe("pass");
    expect(notes.map(sentence)).toContain(
      "A prerelease of the very version in which an advisory begins, so by order not affected, 1: `h2 1.2.0-beta.1 (RUSTSEC-2099-0001)`.",
    );
  });

  it("is what a lockfile holds that cannot be read and is not changed", () => {
    const leftOut = [reason("advisories-lockfile-left-out", { file: "old/Cargo.lock", problem: "line 1: is empty" })];
    const verdict = judge(compare({ head: clean, more: { leftOut } }));
    expect(verdict.state).toBe("pass");
    expect(said(verdict)[1]).toContain("Nothing is said of `old/Cargo.lock`, which this pull request does not change");
  });
});

describe("what is in more places now", () => {
  const more = "Was there before and is in more places now: `RUSTSEC-2099-0001`.";
  const widened = { before: transitive, head: direct };
  const unkept = [kind("unmaintained")];

  it.for<{ readonly title: string; readonly scene: Scene; readonly failOn?: object; readonly says: readonly string[] }>(
    [
      { title: "and nobody accepted", scene: widened, says: [more] },
      { title: "and the pull request accepts itself", scene: { ...widened, ignored: [id] }, says: [more] },
      { title: "and was accepted", scene: { ...widened, ignored: [id], ignoredBefore: [id] }, says: [] },
      {
        title: "and is too mild where more places fail",
        scene: { ...widened, records: unkept },
        failOn: { widened: true },
        says: [more],
      },
    ],
  )("is told and holds: $title", ({ scene, failOn, says }) => {
    const verdict = judge(compare(scene), failOn);
    expect(verdict.state).toBe("pass");
    expect(said(verdict).slice(1)).toEqual(says);
  });

  it("is told once where it fails", () => {
    const verdict = judge(compare(widened), { widened: true });
    expect(verdict.state).toBe("fail");
    expect(said(verdict)).not.toContain(more);
  });
});

describe("ignores that nothing needs", () => {
  const unused = "Ignores that nothing in a lockfile needs: `RUSTSEC-2099-0001`.";
  const leftOut = [reason("advisories-lockfile-left-out", { file: "old/Cargo.lock", problem: "line 1: is empty" })];

  it("are told where every lockfile was read", () => {
    const notes = (scene: Partial<Scene>) =>
      judge(compare({ head: clean, ignored: [id], ...scene })).notes?.map(sentence) ?? [];
    expect(notes({})).toContain(unused);
    expect(notes({ more: { leftOut } })).not.toContain(unused);
  });
});

describe("the source", () => {
  const origin = { source: "osv-dump", asOf: new Date("2026-11-17T06:00:00Z"), isStale: false, isFallback: false };

  it.for([
    { is: "the usual one", given: origin, says: [] },
    {
      is: "a fallback",
      given: { ...origin, isFallback: true },
      says: ["The usual source of advisories did not answer; `osv-dump` did."],
    },
    {
      is: "old",
      given: { ...origin, isStale: true },
      says: [
        "What `osv-dump` says is of `2026-11-17 06:00 UTC`, or not whole, so an advisory that is newer may be missing.",
      ],
    },
  ])("that is $is is noted: $says", ({ given, says }) => {
    const { state, notes = [] } = judge(compare({ head: clean, more: { origin: given } }));
    expect(state).toBe("pass");
    expect(notes.map(sentence).slice(1)).toEqual(says);
  });

  it("that is down fails where the configuration says so, and is asked again", () => {
    const retryAt = new Date("2026-11-20T12:15:00Z");
    const why = [reason("advisories-silent", { command: "/recheck" })];
    const verdict = judge({ state: "unknown", why, retryAt, isFailure: true });
    expect(verdict).toMatchObject({ state: "fail", changesAt: retryAt });
    expect(said(verdict)[0]).toContain("`advisories.source_down`".replaceAll("`", ""));
    expect(verdict.details?.map(fix).join()).toContain("`/recheck`");
  });
});

describe("the table of the check", () => {
  it("has a line for each place of what comes in, with the way in and what to do", () => {
    const { table } = judge(compare({ head: transitive }));
    expect(table?.rows.map((row) => row.map((each) => (typeof each === "string" ? each : fix(each))))).toEqual([
      [
        id,
        "h2 0.4.0",
        "vulnerability, not rated",
        "Cargo.lock: app 1.0.0 → hyper 1.0.0 → h2 0.4.0",
        "Update it: `cargo update -p h2@0.4.0 --precise 0.4.13`.",
      ],
    ]);
  });

  it("sends whoever has it through somebody else to them, where the fix is in another line", () => {
    const head = ["app 1.0.0 local → hyper@1.0.0", "hyper 1.0.0 → h2@0.3.0", "h2 0.3.0"];
    const { table, details = [] } = judge(compare({ head }));
    const todo =
      "Wait for a release of `hyper 1.0.0` that takes `0.4.13`, or have an ignore with its reason and an end merged first.";
    expect(details.map(fix)).toEqual([todo]);
    expect(table?.rows).toHaveLength(1);
  });

  it("has what fails although nothing of it comes in: ignores that go and are needed", () => {
    const names = Array.from({ length: 8 }, (_, index) => `pk${index}`);
    const records = names.map((name, index) => aRecord({ id: `RUSTSEC-2099-001${index}`, name }));
    const there = names.map((name) => `${name} 1.0.0`);
    const ignoredBefore = records.map((record) => record.id);
    const verdict = judge(compare({ before: there, head: there, records, ignoredBefore }));
    expect(verdict.details?.map(sentence).at(-1)).toBe("More of them, in the table of the check: 3.");
    const todo = verdict.table?.rows.map((row) => row.map((each) => (typeof each === "string" ? each : fix(each))));
    expect(todo?.map((row) => row.at(0))).toEqual(ignoredBefore);
    expect(new Set(todo?.map((row) => row.at(-1)))).toEqual(
      new Set(["Keep the ignore until the lockfile is free of it."]),
    );
  });

  it("is not spoken of for what is not in it", () => {
    const why = Array.from({ length: 7 }, (_, index) =>
      reason("advisories-base-unread", { file: `${index}/Cargo.lock`, base: "4e1f", problem: "line 1: is empty" }),
    );
    const more = { base: { state: "unread" as const, why } };
    const { state, details = [], table } = judge(compare({ head: direct, isBaseUnread: true, more }));
    expect(state).toBe("no-data");
    expect(details.map(sentence).slice(5)).toEqual(["More of them: 2.", "More of them, in the table of the check: 1."]);
    expect(table?.rows).toHaveLength(1);
  });

  it("is not there where nothing comes in", () => {
    expect(judge(compare({ before: direct, head: direct })).table).toBeUndefined();
  });
});
