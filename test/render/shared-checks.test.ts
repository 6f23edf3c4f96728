import { describe, expect, it } from "vitest";
import type { CheckRunEffect } from "../../src/policy/effect.ts";
import type { LedgerEntry } from "../../src/policy/ledger/entry.ts";
import { readSnapshot, writeSnapshot } from "../../src/policy/ledger/snapshot.ts";
import { type ChecksOfOne, shareChecks } from "../../src/render/shared-checks.ts";
import { aSignOff, aStamp, bob } from "../support/builders.ts";

type State = "failure" | "action_required" | "timed_out" | "in_progress" | "neutral" | "success";

function aCheck(state: State, given: Partial<CheckRunEffect> = {}): CheckRunEffect {
  const { status, ...rest } =
    state === "in_progress" ? { status: state } : { status: "completed" as const, conclusion: state };
  const words = { title: state, summary: `It is ${state}.` };
  return { kind: "check-run", name: "gatehouse", headSha: "a413cfc", status, ...rest, ...words, ...given };
}

function of(number: number, ...checks: readonly CheckRunEffect[]): ChecksOfOne {
  return { number, baseBranch: number === 1 ? "main" : "lax", checks };
}

function withLedger(number: number, entries: readonly LedgerEntry[], bytes = 65_000): ChecksOfOne {
  return of(number, aCheck("success", { text: writeSnapshot(number, entries, bytes) }));
}

describe("a head of several pull requests", () => {
  it.for<[State, State, State]>([
    ["success", "success", "success"],
    ["success", "in_progress", "in_progress"],
    ["in_progress", "timed_out", "timed_out"],
    ["timed_out", "action_required", "action_required"],
    ["action_required", "failure", "failure"],
    ["failure", "success", "failure"],
    ["success", "neutral", "neutral"],
    ["neutral", "in_progress", "in_progress"],
    ["neutral", "failure", "failure"],
  ])("T17: of which one is %s and one %s is %s, whichever is looked at", ([one, other, worst]) => {
    const [a, b] = [of(1, aCheck(one)), of(2, aCheck(other))];
    const [shared, ...more] = shareChecks([a, b]);
    expect(more).toEqual([]);
    expect(shared?.conclusion ?? shared?.status).toBe(worst);
    expect(shareChecks([b, a])).toEqual([shared]);
  });

  it("says whose verdict it shows", () => {
    const [shared] = shareChecks([of(2, aCheck("success")), of(1, aCheck("failure"))]);
    expect(shared?.summary).toMatchInlineSnapshot(`
      "Several open pull requests have this head. What follows is said of #1, the furthest from passing.

      - #1 into \`main\`: \`failure\`
      - #2 into \`lax\`: \`success\`

      It is failure."
    `);
    expect(shared).not.toHaveProperty("text");
  });

  it("a bot's title that is not judged hides no title that fails, whoever came first", () => {
    const [bot, person] = (["neutral", "failure"] as const).map((state) => aCheck(state, { name: "gatehouse/title" }));
    if (bot === undefined || person === undefined) throw new Error("there are two");
    for (const all of [
      [of(1, bot), of(2, person)],
      [of(1, person), of(2, bot)],
    ]) {
      expect(shareChecks(all).map(({ conclusion }) => conclusion)).toEqual(["failure"]);
      expect(shareChecks(all, "merge-group").map(({ conclusion }) => conclusion)).toEqual(["failure"]);
    }
  });

  it("keeps a check that only one of them has as it is", () => {
    const title = aCheck("failure", { name: "gatehouse/title" });
    expect(shareChecks([of(1, title, aCheck("success")), of(2, aCheck("success"))])[0]).toEqual(title);
  });

  it("keeps the rules of the title below the title's check, and no ledger", () => {
    const title = aCheck("failure", { name: "gatehouse/title", text: "The rules." });
    expect(shareChecks([of(1, title), of(2, title)])[0]?.text).toBe("The rules.");
  });
});

describe("the ledgers of a head of several pull requests", () => {
  it("stand in one text, each to be read by its number", () => {
    const [one, other] = [[aSignOff()], [aSignOff({ actor: bob })]];
    const [shared] = shareChecks([withLedger(7, other), withLedger(5, one)]);
    expect(readSnapshot(shared?.text ?? "", 5)).toEqual({ entries: one, isComplete: true });
    expect(readSnapshot(shared?.text ?? "", 7)).toEqual({ entries: other, isComplete: true });
  });

  it("share the space when they are too long together, say so, and keep every hold", () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      aSignOff({ ...aStamp({ actor: { id: index, login: `owner-${index}` }, comment: index }) }),
    );
    const hold: LedgerEntry = { kind: "held", ...aStamp({ comment: 999 }), reason: "wait" };
    const all = [1, 2, 3].map((number) => withLedger(number, [...many, hold]));
    const text = shareChecks(all)[0]?.text ?? "";
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
    for (const number of [1, 2, 3]) {
      const { entries = [], isComplete } = readSnapshot(text, number) ?? {};
      expect(isComplete).toBe(false);
      expect(entries).toContainEqual(hold);
      expect(entries.length).toBeGreaterThan(20);
    }
  });

  it("one that was cut before does not pass for a whole one, however little is cut now", () => {
    const other = { number: 2, baseBranch: "lax", checks: [aCheck("success", { text: "x".repeat(64_990) })] };
    const older = aSignOff(aStamp({ actor: bob, comment: 5, at: "2026-11-19T00:00:00Z" }));
    const lengths: number[] = [];
    for (let length = 31_910; length <= 31_990; length += 3) {
      const cut = writeSnapshot(1, [aSignOff({ note: "x".repeat(length) }), older], length + 700);
      const text = shareChecks([of(1, aCheck("success", { text: cut })), other])[0]?.text ?? "";
      expect([readSnapshot(cut, 1)?.isComplete, readSnapshot(text, 1)?.isComplete]).toEqual([false, false]);
      lengths.push(Buffer.byteLength(cut));
    }
    // Each has a share of 32,498 bytes: the first fit as they are, the last do not.
    expect([lengths.at(0), lengths.at(-1)].map((bytes) => (bytes ?? 0) <= 32_498)).toEqual([true, false]);
  });
});

describe("a commit of the merge queue", () => {
  it("T26: names its pull requests, also when there is one, and shows the worst", () => {
    const [one] = shareChecks([of(1, aCheck("success"))], "merge-group");
    const [two] = shareChecks([of(1, aCheck("success")), of(2, aCheck("in_progress"))], "merge-group");
    expect(one?.summary).toMatchInlineSnapshot(`
      "The merge queue made this commit of these pull requests, and each is judged anew.

      - #1 into \`main\`: \`success\`

      It is success."
    `);
    expect(two?.summary).toMatchInlineSnapshot(`
      "The merge queue made this commit of these pull requests, and each is judged anew. What follows is said of #2, the furthest from passing.

      - #1 into \`main\`: \`success\`
      - #2 into \`lax\`: \`in_progress\`

      It is in_progress."
    `);
    expect([one?.conclusion, two?.status]).toEqual(["success", "in_progress"]);
  });

  it("of no pull request has no check here, and so no success", () => {
    expect(shareChecks([], "merge-group")).toEqual([]);
  });
});

describe("a head of one pull request", () => {
  it("shows what that one wants", () => {
    const checks = [aCheck("failure", { name: "gatehouse/title" }), aCheck("failure")];
    expect(shareChecks([of(1, ...checks)])).toEqual(checks);
  });
});
