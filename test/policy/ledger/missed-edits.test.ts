import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stillSaid } from "../../../src/policy/comment/judge-edit.ts";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { findMissedEdits } from "../../../src/policy/ledger/missed-edits.ts";
import { aComment, aSignOff, aStamp, bob } from "../../support/builders.ts";
import { anyLedger } from "./any-entry.ts";

const now = new Date("2026-11-21T00:00:00.000Z");
const body = "Fine.\n/signoff runtime";
const bodySha256 = createHash("sha256").update(body).digest("hex");
const signed = aSignOff({ bodySha256 });

function missed(ledger: readonly LedgerEntry[], bodyNow: string | undefined) {
  return findMissedEdits(ledger, () => bodyNow, stillSaid, now);
}

describe("a change of a comment that no delivery told of", () => {
  it.for([
    { title: "is as it was", bodyNow: body, edits: [] },
    { title: "lost its sign-off", bodyNow: "Fine.", edits: [{ how: "edited", kept: [] }] },
    { title: "has its sign-off in a quote now", bodyNow: "> /signoff runtime", edits: [{ how: "edited", kept: [] }] },
    { title: "signs something else", bodyNow: "/signoff api", edits: [{ how: "edited", kept: [] }] },
    { title: "has a word in its line that was not recorded", bodyNow: "/signoff runtime api", edits: [{ kept: [] }] },
    { title: "says no in its line", bodyNow: "/signoff runtime not yet", edits: [{ kept: [] }] },
    { title: "names another commit", bodyNow: "/signoff runtime @bbbbbbb", edits: [{ kept: [] }] },
    { title: "says it with another note", bodyNow: "/signoff runtime -- tried it", edits: [] },
    { title: "had a typo corrected elsewhere", bodyNow: "All fine!\n/Signoff  runtime", edits: [] },
    { title: "was given another line", bodyNow: `${body}\n/signoff api`, edits: [] },
    { title: "is gone", bodyNow: undefined, edits: [{ how: "deleted", kept: [] }] },
  ])("one that $title → $edits", ({ bodyNow, edits }) => {
    expect(missed([signed], bodyNow)).toMatchObject(edits);
    expect(missed([signed], bodyNow)).toHaveLength(edits.length);
  });

  it("T3: counts as somebody else's, and voids the sign-off", () => {
    const edits = missed([signed], undefined);
    expect(edits).toMatchObject([{ actor: null, isByAuthor: false }]);
    const [state] = foldLedger([signed, ...edits]).signOffs;
    expect(state?.standing).toEqual({ state: "voided", by: undefined, how: "deleted" });
  });

  it("is found once", () => {
    for (const bodyNow of ["Fine.", undefined]) {
      const edits = missed([signed], bodyNow);
      expect(missed([signed, ...edits], bodyNow)).toEqual([]);
    }
  });

  it("is not found again where its author is known to have taken it back", () => {
    const edit: LedgerEntry = {
      kind: "edited",
      source: signed.source,
      at: signed.at,
      how: "edited",
      actor: signed.actor,
      isByAuthor: true,
      kept: [],
    };
    expect(missed([signed, edit], "Fine.")).toEqual([]);
  });

  it("T2: lifts no hold and no concern", () => {
    const stops: readonly LedgerEntry[] = [
      { kind: "held", ...aStamp({ comment: 7 }) },
      { kind: "concern", ...aStamp({ comment: 8, actor: bob }), name: "slow" },
    ];
    expect(missed(stops, undefined)).toEqual([]);
  });

  const code = { headSha: signed.headSha, baseBranch: signed.baseBranch, wholeDigest: signed.wholeDigest };
  const until = "2026-11-22T00:00:00.000Z";
  const waived: LedgerEntry = { kind: "waived", ...aStamp(), ...code, gate: "coverage", until, reason: "late" };
  const ruled: LedgerEntry = { kind: "ruled", ...aStamp(), ...code, gate: "canary", outcome: "pass" };
  it.for([
    { title: "still waives", entry: waived, bodyNow: "/Waive coverage until 36h -- late", edits: [] },
    { title: "waives no more", entry: waived, bodyNow: "Never mind.", edits: [{ how: "edited", kept: [] }] },
    {
      title: "waives another gate",
      entry: waived,
      bodyNow: "/waive canary until 36h -- late",
      edits: [{ how: "edited" }],
    },
    { title: "is gone with a waiver", entry: waived, bodyNow: undefined, edits: [{ how: "deleted", actor: null }] },
    { title: "still rules", entry: ruled, bodyNow: "/pass canary -- fine", edits: [] },
    { title: "rules otherwise", entry: ruled, bodyNow: "/fail canary -- fine", edits: [{ how: "edited" }] },
    { title: "is gone with a ruling", entry: ruled, bodyNow: undefined, edits: [{ how: "deleted" }] },
  ])("T3: of one that $title → $edits", ({ entry, bodyNow, edits }) => {
    const found = missed([entry], bodyNow);
    expect(found).toMatchObject(edits);
    expect(found).toHaveLength(edits.length);
    expect(missed([entry, ...found], bodyNow)).toEqual([]);
  });

  it("of one comment with two areas is one change", () => {
    const other = aSignOff({ area: "api", word: "api", bodySha256 });
    expect(missed([signed, other], "Fine.")).toHaveLength(1);
    expect(missed([signed, { ...other, source: aComment(8) }], "Fine.")).toHaveLength(2);
  });

  it("T1: never opens anything, whatever the comments say now", () => {
    const bodies = fc.constantFrom("/signoff runtime", "/signoff all", "/signoff api", "Fine.", undefined);
    fc.assert(
      fc.property(anyLedger, bodies, (ledger, bodyNow) => {
        const standing = (entries: readonly LedgerEntry[]) =>
          foldLedger(entries).signOffs.filter(({ standing: { state } }) => state === "standing");
        const before = standing(ledger).map(({ signOff }) => signOff);
        const after = standing([...ledger, ...missed(ledger, bodyNow)]);
        for (const { signOff } of after) expect(before).toContainEqual(signOff);
      }),
    );
  });
});
