import { describe, expect, it } from "vitest";
import type { Edit, LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { ana, aSignOff, aStamp, bob, carla, dan } from "../../support/builders.ts";

const minute = (number: number) => `2026-11-20T09:${String(number).padStart(2, "0")}:00.000Z`;
const said = (comment: number, at = comment, actor = ana) => aStamp({ actor, comment, at: minute(at) });
const code = { headSha: "a", baseBranch: "main", wholeDigest: null };

const signed = (comment: number, given: object = {}) => aSignOff({ ...said(comment), ...given });
const unsigned = (comment: number, actor = ana): LedgerEntry => {
  return { kind: "unsigned", ...said(comment, comment, actor), area: "runtime", signerId: ana.id, note: "no" };
};
const edit = (comment: number, given: Partial<Edit> = {}): Edit => ({
  kind: "edited",
  source: { kind: "comment", id: comment },
  at: minute(50),
  how: "edited",
  actor: ana,
  isByAuthor: true,
  kept: [],
  ...given,
});
const byMallory = { actor: { id: 9, login: "mallory" }, isByAuthor: false };

/** How the sign-offs stand, newest first. */
function standings(ledger: readonly LedgerEntry[]): readonly string[] {
  return foldLedger(ledger).signOffs.map(({ standing }) => standing.state);
}

describe("a sign-off", () => {
  it.for([
    { name: "stands", ledger: [signed(1)], is: ["standing"] },
    { name: "is taken back by its signer", ledger: [signed(1), unsigned(2)], is: ["withdrawn"] },
    { name: "is revoked by another owner", ledger: [signed(1), unsigned(2, bob)], is: ["revoked"] },
    { name: "stands when it was given after that", ledger: [signed(3), unsigned(2)], is: ["standing"] },
    {
      name: "is taken back with the earlier ones",
      ledger: [signed(1), signed(2), unsigned(3)],
      is: ["withdrawn", "withdrawn"],
    },
    {
      name: "stands again once given again, and the earlier one does not",
      ledger: [signed(1), unsigned(2), signed(3)],
      is: ["standing", "withdrawn"],
    },
    {
      name: "of another area stands",
      ledger: [signed(1, { area: "api" }), unsigned(2)],
      is: ["standing"],
    },
    { name: "of somebody else stands", ledger: [signed(1, { actor: bob }), unsigned(2)], is: ["standing"] },
    { name: "is withdrawn when its author edits it away", ledger: [signed(1), edit(1)], is: ["withdrawn"] },
    {
      name: "is withdrawn when its author deletes it",
      ledger: [signed(1), edit(1, { how: "deleted" })],
      is: ["withdrawn"],
    },
    { name: "T3: is voided when somebody else edits it away", ledger: [signed(1), edit(1, byMallory)], is: ["voided"] },
    {
      name: "T3: is voided when somebody else deletes it",
      ledger: [signed(1), edit(1, { ...byMallory, how: "deleted" })],
      is: ["voided"],
    },
    {
      name: "T3: is voided when it is gone and nobody saw who did it",
      ledger: [signed(1), edit(1, { actor: null, isByAuthor: false, how: "deleted" })],
      is: ["voided"],
    },
    {
      name: "is voided when its review is dismissed, whoever did it",
      ledger: [
        signed(1, { source: { kind: "review", id: 1 } }),
        edit(1, { how: "dismissed", source: { kind: "review", id: 1 } }),
      ],
      is: ["voided"],
    },
    {
      name: "stands when an edit keeps its word",
      ledger: [signed(1), edit(1, { kept: ["runtime"] })],
      is: ["standing"],
    },
    {
      name: "T1: is not brought back by an edit that keeps its word after one that did not",
      ledger: [signed(1), edit(1), edit(1, { at: minute(51), kept: ["runtime"] })],
      is: ["withdrawn"],
    },
    { name: "stands when another comment is edited", ledger: [signed(1), edit(2)], is: ["standing"] },
    {
      name: "stands when a review of the same number is edited",
      ledger: [signed(1), edit(1, { source: { kind: "review", id: 1 } })],
      is: ["standing"],
    },
    {
      name: "T3: takes the earlier ones along when it is voided",
      ledger: [signed(1), signed(2), edit(2, byMallory)],
      is: ["voided", "voided"],
    },
    {
      name: "stands when an earlier one is voided",
      ledger: [signed(1), signed(2), edit(1, byMallory)],
      is: ["standing", "voided"],
    },
  ])("$name", ({ ledger, is }) => {
    expect(standings(ledger)).toEqual(is);
    expect(standings(ledger.toReversed())).toEqual(is);
  });

  it("T1: is not made by an edit", () => {
    expect(standings([edit(1, { kept: ["runtime"] })])).toEqual([]);
  });

  it("that somebody voided names them, also when the deletion was noticed before the delivery told who", () => {
    const unseen = edit(1, { actor: null, isByAuthor: false, how: "deleted", at: minute(40) });
    const [found] = foldLedger([signed(1), unseen, edit(1, { ...byMallory, how: "deleted" })]).signOffs;
    expect(found?.standing).toEqual({ state: "voided", by: "mallory", how: "deleted" });
  });

  it("that was revoked names who did it, and why", () => {
    const [found] = foldLedger([signed(1), unsigned(2, bob)]).signOffs;
    expect(found?.standing).toEqual({ state: "revoked", by: "bob", note: "no" });
  });

  it.for([
    { name: "of two comments the later one counts", first: said(1, 0), second: said(2, 0), is: ["withdrawn"] },
    { name: "whatever was recorded first", first: said(2, 0), second: said(1, 0), is: ["standing"] },
    {
      name: "of a comment and a review what closes counts",
      first: said(9, 0),
      second: { ...said(1, 0), source: { kind: "review" as const, id: 1 } },
      is: ["withdrawn"],
    },
  ])("within one second $name", ({ first, second, is }) => {
    const ledger = [aSignOff(first), { ...unsigned(1), ...second }];
    expect(standings(ledger)).toEqual(is);
  });

  it("stays outranked by a withdrawal although it was given again: an approval before it must not come back", () => {
    expect(foldLedger([signed(1), unsigned(2), signed(3)]).withdrawals).toMatchObject([{ at: minute(2) }]);
  });
});

describe("holds", () => {
  const hold = (comment: number, actor = ana, reason?: string): LedgerEntry => {
    return { kind: "held", ...said(comment, comment, actor), ...(reason === undefined ? {} : { reason }) };
  };
  const unhold = (comment: number, holder = ana): LedgerEntry => {
    return { kind: "unheld", ...said(comment, comment, dan), holderId: holder.id };
  };
  it.for([
    { name: "of two people stack", ledger: [hold(1), hold(2, bob)], who: ["ana", "bob"] },
    {
      name: "of one person are one, with the newest reason",
      ledger: [hold(1), hold(2, ana, "bench")],
      who: ["ana: bench"],
    },
    { name: "are lifted one by one", ledger: [hold(1), hold(2, bob), unhold(3, bob)], who: ["ana"] },
    { name: "begin again", ledger: [hold(1), unhold(2), hold(3, ana, "again")], who: ["ana: again"] },
    {
      name: "T2: stay when their comment is edited or deleted",
      ledger: [hold(1), edit(1, byMallory), edit(1)],
      who: ["ana"],
    },
  ])("$name", ({ ledger, who }) => {
    const found = foldLedger(ledger).holds.map(({ actor, reason }) =>
      reason === undefined ? actor.login : `${actor.login}: ${reason}`,
    );
    expect(found).toEqual(who);
    expect(foldLedger(ledger.toReversed()).holds).toEqual(foldLedger(ledger).holds);
  });
});

describe("concerns", () => {
  const concern = (comment: number, name = "perf", actor = ana, text = "slow"): LedgerEntry => {
    return { kind: "concern", ...said(comment, comment, actor), name, text };
  };
  const resolved = (comment: number, name = "perf", raiser = ana): LedgerEntry => {
    return { kind: "resolved", ...said(comment), name, raiserId: raiser.id };
  };
  it.for([
    {
      name: "of two names stand",
      ledger: [concern(1), concern(2, "docs")],
      are: ["perf by ana: slow", "docs by ana: slow"],
    },
    { name: "are resolved", ledger: [concern(1), concern(2, "docs"), resolved(3)], are: ["docs by ana: slow"] },
    { name: "are raised again", ledger: [concern(1), resolved(2), concern(3)], are: ["perf by ana: slow"] },
    {
      name: "say the newest text of their raiser",
      ledger: [concern(1), concern(2, "perf", ana, "slower")],
      are: ["perf by ana: slower"],
    },
    {
      name: "T2: are not taken over by whoever repeats them, and stand beside each other",
      ledger: [concern(1), concern(2, "perf", carla, "never mind")],
      are: ["perf by ana: slow", "perf by carla: never mind"],
    },
    {
      name: "T2: are not resolved with those of whoever repeats them",
      ledger: [concern(1), concern(2, "perf", carla), resolved(3, "perf", carla)],
      are: ["perf by ana: slow"],
    },
    {
      name: "belong to somebody else once they were resolved",
      ledger: [concern(1), resolved(2), concern(3, "perf", carla)],
      are: ["perf by carla: slow"],
    },
    {
      name: "T2: stay when their comment is edited or deleted",
      ledger: [concern(1), edit(1, byMallory)],
      are: ["perf by ana: slow"],
    },
  ])("$name", ({ ledger, are }) => {
    const found = foldLedger(ledger).concerns.map(({ name, actor, text }) => `${name} by ${actor.login}: ${text}`);
    expect(found).toEqual(are);
    expect(foldLedger(ledger.toReversed()).concerns).toEqual(foldLedger(ledger).concerns);
  });
});

describe("objections", () => {
  const objected = (id: number, actor = ana): LedgerEntry => {
    return { kind: "objected", ...said(id, id, actor), source: { kind: "review", id } };
  };
  it("are kept although the review was dismissed, of each person the newest", () => {
    const ledger = [
      objected(1),
      objected(3),
      objected(2, bob),
      edit(3, { how: "dismissed", source: objected(3).source }),
    ];
    const found = foldLedger(ledger).objections.map(({ actor, source }) => `${actor.login} ${source.id}`);
    expect(found).toEqual(["bob 2", "ana 3"]);
    expect(foldLedger(ledger.toReversed())).toEqual(foldLedger(ledger));
  });
});

describe("of waivers and rulings", () => {
  const waived = (comment: number, gate = "ci"): LedgerEntry => {
    return { kind: "waived", ...said(comment), ...code, gate, until: minute(59), reason: "flaky" };
  };
  const ruled = (comment: number, outcome: "pass" | "fail" = "pass"): LedgerEntry => {
    return { kind: "ruled", ...said(comment), ...code, gate: "ci", outcome };
  };

  it("the newest of each gate is kept, also when it is over", () => {
    const { waivers } = foldLedger([waived(1), waived(3), waived(2, "bench")]);
    expect(waivers.map(({ gate, at }) => [gate, at])).toEqual([
      ["bench", minute(2)],
      ["ci", minute(3)],
    ]);
  });

  it("the newest of each gate is kept, whatever it says", () => {
    expect(foldLedger([ruled(2, "fail"), ruled(1)]).rulings).toMatchObject([
      { ruling: { outcome: "fail" }, changed: undefined },
    ]);
  });

  it.for([
    { name: "its author edits", given: {}, changed: "edited" },
    { name: "somebody else edits", given: byMallory, changed: "edited" },
    { name: "somebody deletes", given: { ...byMallory, how: "deleted" as const }, changed: "deleted" },
    { name: "nobody knows who deleted", given: { actor: null, how: "deleted" as const }, changed: "deleted" },
    { name: "its author edits and leaves other words in", given: { kept: ["runtime"] }, changed: "edited" },
  ])("T1: one whose comment $name counts no more, and no earlier one comes back", ({ given, changed }) => {
    const ledger = [waived(1), waived(2), ruled(1), ruled(2), edit(2, given)];
    const { waivers, rulings } = foldLedger(ledger);
    expect(waivers).toEqual([]);
    expect(rulings).toMatchObject([{ ruling: { source: { id: 2 } }, changed }]);
    expect(foldLedger(ledger.toReversed())).toEqual(foldLedger(ledger));
  });

  it("T1: one in a review that is dismissed counts no more, and one in a comment of the same number does", () => {
    const source = { kind: "review" as const, id: 1 };
    const dismissed = edit(1, { how: "dismissed", source });
    expect(foldLedger([{ ...waived(1), source }, dismissed]).waivers).toEqual([]);
    expect(foldLedger([waived(1), dismissed]).waivers).toHaveLength(1);
  });

  it("neither takes the other's place", () => {
    const { waivers, rulings } = foldLedger([waived(1), ruled(2)]);
    expect([waivers.length, rulings.length]).toEqual([1, 1]);
  });
});
