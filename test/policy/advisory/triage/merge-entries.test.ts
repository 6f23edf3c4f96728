import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeEntries } from "../../../../src/policy/advisory/triage/merge-entries.ts";
import type { TriageEntry } from "../../../../src/policy/advisory/triage/triage-entry.ts";

function anEntry(number: number, reason = "only in the test server"): TriageEntry {
  const at = new Date(Date.parse("2099-03-01T00:00:00Z") + number * 60_000).toISOString();
  return { kind: "not-affected", reason, id: `${number}/0`, by: { id: 7, login: "ana" }, at };
}

const entries = (numbers: readonly number[]) => numbers.map((number) => anEntry(number));
const idsOf = (list: readonly TriageEntry[]) => list.map(({ id }) => id);

describe("decisions of the ledger and of the note", () => {
  it("are put together by their ids, oldest first", () => {
    expect(idsOf(mergeEntries(entries([3, 1]), entries([2, 1])))).toEqual(["1/0", "2/0", "3/0"]);
  });

  it("are those of the ledger where both know one", () => {
    expect(mergeEntries([anEntry(1, "as it was said")], [anEntry(1, "as it was edited")])).toMatchObject([
      { reason: "as it was said" },
    ]);
  });

  it("are at most a hundred, the newest", () => {
    const ids = idsOf(mergeEntries(entries(Array.from({ length: 150 }, (_, index) => index))));
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([100, "50/0", "149/0"]);
  });

  it("are no more than a note has room for, the newest", () => {
    const long = Array.from({ length: 60 }, (_, index) => anEntry(index, "x".repeat(1000)));
    const kept = mergeEntries(long);
    expect(JSON.stringify(kept).length).toBeLessThan(30_100);
    expect(kept.at(-1)?.id).toBe("59/0");
    expect(kept.length).toBeGreaterThan(20);
  });

  it("stay the same when they are put together again, in any order", () => {
    const lists = fc.array(fc.array(fc.nat(200), { maxLength: 130 }), { maxLength: 3 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 1000 }), (numbers, length) => {
        const all = numbers.map((list) => list.map((number) => anEntry(number, "x".repeat(length))));
        const once = mergeEntries(...all);
        expect(mergeEntries(once, ...all)).toEqual(once);
        expect(mergeEntries(...all.toReversed())).toEqual(once);
      }),
      { numRuns: 60 },
    );
  });
});
