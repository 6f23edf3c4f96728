import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AreaState } from "../../../src/policy/area/area.ts";
import { entryId, type LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import {
  aFile,
  allOf,
  ana,
  anArea,
  aReview,
  aSignOff,
  bob,
  carla,
  dan,
  globs,
  people,
  someAreas,
} from "../../support/builders.ts";

const areas = [
  anArea({ quorum: { need: 2, maxOutstanding: undefined }, reviews: "implicit" }),
  anArea({ name: "api", files: globs("src/**"), keepsAfterLeave: true, selfSignoff: "with_backup" }),
];
const other = allOf(aFile({ patch: "@@ -1 +1 @@\n-old\n+other" }));
const mallory = { id: 9, login: "mallory" };

const person = fc.constantFrom(ana, bob, carla, dan);
const source = fc.oneof(
  fc.record({ kind: fc.constant("comment" as const), id: fc.nat(5) }),
  fc.record({ kind: fc.constant("review" as const), id: fc.constantFrom(70, 71) }),
);
// Few moments, so that many entries fall into one second.
const at = fc.nat(6).map((minute) => `2026-11-20T09:0${minute}:00.000Z`);
const stamp = fc.record({ actor: person, source, at });
const area = fc.constantFrom("runtime", "api");

const signed = fc.tuple(stamp, area, fc.boolean()).map(([each, name, isStale]): LedgerEntry => {
  const found = areas.find((known) => known.name === name);
  return aSignOff(each, isStale ? other : allOf(aFile()), found);
});
const unsigned = fc.tuple(stamp, area, person).map(([each, name, signer]): LedgerEntry => {
  return { kind: "unsigned", ...each, area: name, signerId: signer.id };
});
const edited = fc
  .record({
    source,
    at,
    how: fc.constantFrom("edited" as const, "deleted" as const, "dismissed" as const),
    actor: fc.constantFrom(mallory, ana, null),
    isByAuthor: fc.boolean(),
    kept: fc.subarray(["runtime", "api"]),
  })
  .map((each): LedgerEntry => ({ kind: "edited", ...each }));
const stop = fc.oneof(
  stamp.map((each): LedgerEntry => ({ kind: "held", ...each })),
  fc.tuple(stamp, person).map(([each, { id }]): LedgerEntry => ({ kind: "unheld", ...each, holderId: id })),
  stamp.map((each): LedgerEntry => ({ kind: "concern", ...each, name: "perf" })),
  fc
    .tuple(stamp, person)
    .map(([each, { id }]): LedgerEntry => ({ kind: "resolved", ...each, name: "perf", raiserId: id })),
);
const objected = fc.tuple(stamp, fc.constantFrom(70, 71)).map(([each, id]): LedgerEntry => {
  return { kind: "objected", ...each, source: { kind: "review", id } };
});
const entry = fc.oneof(signed, unsigned, edited, stop, objected);
/** A ledger holds each entry once. */
const ledger = fc.uniqueArray(entry, { selector: entryId, maxLength: 14 });

const reviews = fc.subarray([
  aReview({ at: new Date("2026-11-20T09:01:00Z") }),
  aReview({ id: 71, author: bob, state: "changes-requested", at: new Date("2026-11-20T09:03:00Z") }),
]);

function judge(given: readonly LedgerEntry[], said = [aReview({ at: new Date("2026-11-20T09:01:00Z") })]) {
  return someAreas({ areas, ledger: given, reviews: said, people: people(ana, bob) });
}

function open(states: readonly AreaState[]): readonly string[] {
  return states.flatMap(({ area: { name }, signOffs, state }) => [
    ...(state === "signed" ? [name] : []),
    ...signOffs.filter(({ standing }) => standing.state === "live").map(({ by }) => `${name} by ${by.login}`),
  ]);
}

describe("any ledger", () => {
  it("says the same in any order of arrival", () => {
    fc.assert(
      fc.property(
        ledger.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
        ),
        reviews,
        ([entries, shuffled], said) => {
          expect(foldLedger(shuffled)).toEqual(foldLedger(entries));
          expect(judge(shuffled, said)).toEqual(judge(entries, said));
        },
      ),
    );
  });

  it("T1: opens nothing by an edit, a withdrawal, an objection, a hold or a concern more", () => {
    fc.assert(
      fc.property(ledger, fc.oneof(edited, unsigned, objected, stop), reviews, (entries, added, said) => {
        const before = open(judge(entries, said));
        const after = open(judge([...entries, added], said));
        expect(after.filter((each) => !before.includes(each))).toEqual([]);
      }),
    );
  });

  it("T2: loses no hold and no concern by an edit", () => {
    fc.assert(
      fc.property(ledger, edited, (entries, added) => {
        const { holds, concerns } = foldLedger(entries);
        expect(foldLedger([...entries, added])).toMatchObject({ holds, concerns });
      }),
    );
  });

  it("counts nobody twice, and nobody who may not sign", () => {
    fc.assert(
      fc.property(ledger, reviews, (entries, said) => {
        for (const { area: each, signOffs } of judge(entries, said)) {
          const ids = signOffs.map(({ by }) => by.id);
          expect(new Set(ids).size).toBe(ids.length);
          const live = signOffs.filter(({ standing }) => standing.state === "live").map(({ by }) => by.id);
          const may = each.keepsAfterLeave ? [ana.id, bob.id, dan.id] : [ana.id, bob.id];
          expect(live.filter((id) => !may.includes(id))).toEqual([]);
        }
      }),
    );
  });
});
