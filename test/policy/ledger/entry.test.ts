import { describe, expect, it } from "vitest";
import { entryId, LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { ana, anArea, aSignOff, aStamp, bob } from "../../support/builders.ts";
import { areaKey } from "../../../src/policy/area/area.ts";

const code = { headSha: "a", baseBranch: "main", wholeDigest: null };
const unsigned: LedgerEntry = { kind: "unsigned", ...aStamp(), area: "runtime", signerId: ana.id };
const edit = {
  kind: "edited" as const,
  source: aSignOff().source,
  at: aSignOff().at,
  how: "edited" as const,
  actor: bob,
  isByAuthor: false,
  kept: ["a", "b"],
};
const waived: LedgerEntry = { kind: "waived", ...aStamp(), ...code, gate: "ci", until: aSignOff().at, reason: "flaky" };
const ruled: LedgerEntry = { kind: "ruled", ...aStamp(), ...code, gate: "ci", outcome: "pass" };

describe("an entry is recorded once", () => {
  it.for([
    { name: "however often it is delivered", one: aSignOff(), other: aSignOff({ bodySha256: "other" }), same: true },
    { name: "when one comment signs and takes back: one of them", one: aSignOff(), other: unsigned, same: true },
    { name: "apart from another area", one: aSignOff(), other: aSignOff({ area: "api" }), same: false },
    { name: "apart from another person", one: aSignOff(), other: aSignOff({ actor: bob }), same: false },
    { name: "apart from another comment", one: aSignOff(), other: aSignOff(aStamp({ comment: 8 })), same: false },
    {
      name: "apart from a review of the same number",
      one: aSignOff(),
      other: aSignOff({ source: { kind: "review", id: 7 } }),
      same: false,
    },
    { name: "when an edit is told twice", one: edit, other: { ...edit, kept: ["b", "a"] }, same: true },
    { name: "apart from an edit that kept less", one: edit, other: { ...edit, kept: ["a"] }, same: false },
    { name: "apart from words that only look the same", one: edit, other: { ...edit, kept: ["a b"] }, same: false },
    { name: "apart from the edit of somebody else", one: edit, other: { ...edit, actor: ana }, same: false },
    { name: "apart from an edit by nobody knows whom", one: edit, other: { ...edit, actor: null }, same: false },
    { name: "apart from a deletion", one: edit, other: { ...edit, how: "deleted" as const }, same: false },
    { name: "when one comment waives a gate and rules on it: both", one: waived, other: ruled, same: false },
  ] satisfies readonly { name: string; one: LedgerEntry; other: LedgerEntry; same: boolean }[])(
    "$name",
    ({ one, other, same }) => {
      expect(entryId(one) === entryId(other)).toBe(same);
    },
  );

  it.for([
    { name: "a name that ends like an account", one: { area: "x", actor: 12 }, other: { area: "x/1", actor: 2 } },
    { name: "a name that begins like an account", one: { area: "1/x", actor: 1 }, other: { area: "x", actor: 11 } },
  ])("apart from $name", ({ one, other }) => {
    const [a, b] = [one, other].map(({ area, actor }) => entryId(aSignOff({ area, actor: { id: actor, login: "a" } })));
    expect(a).not.toBe(b);
  });

  it("under an id that every store can index, however many code owners a part has", () => {
    const owners = Array.from({ length: 100 }, (_, index) => `@acme/a-team-with-a-long-name-${index}`);
    const many = (more: string) =>
      anArea({ owners: [...owners, more], files: { kind: "paths", paths: new Set<string>() } });
    const ids = ["ana", "bob"].map((more) => entryId(aSignOff({ area: areaKey(many(more)) })));
    expect(ids.map((id) => id.length < 300)).toEqual([true, true]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it("and read as it was written", () => {
    for (const entry of [aSignOff(), unsigned, edit, waived, ruled]) {
      expect(LedgerEntry.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
    }
  });
});
