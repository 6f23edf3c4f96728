import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { withoutCode } from "../../../src/policy/ledger/without-code.ts";
import { isSameCode } from "../../../src/policy/same-code.ts";
import { ana, anArea, anAreaState, aPullRequest, aSignOff, bob, people } from "../../support/builders.ts";

const present = { pullRequest: aPullRequest(), wholeDigest: "w" };
const { headSha, baseBranch } = present.pullRequest;
const stamp = { actor: ana, source: { kind: "comment", id: 7 }, at: "2026-11-20T09:00:00.000Z" } as const;
const code = { headSha, baseBranch, wholeDigest: "w" };

describe("what was said of code that nobody can prove any more", () => {
  it("a sign-off is stale whatever the area asks for, also at the very commit it names", () => {
    for (const staleOn of ["area_change", "any_push", "never"] as const) {
      const areas = [anArea({ staleOn })];
      const signed = aSignOff({ headSha });
      expect(anAreaState({ areas, ledger: [signed], people: people(ana, bob) }).state).toBe("signed");
      const state = anAreaState({ areas, ledger: [withoutCode(signed)], people: people(ana, bob) });
      expect(state).toMatchObject({ state: "stale", signOffs: [{ headSha, standing: { state: "stale" } }] });
    }
  });

  it.for<{ name: string; entry: LedgerEntry }>([
    { name: "a waiver", entry: { kind: "waived", ...stamp, ...code, gate: "ci", until: stamp.at, reason: "flaky" } },
    { name: "a ruling", entry: { kind: "ruled", ...stamp, ...code, gate: "bench", outcome: "pass" } },
  ])("$name is for other code", ({ entry }) => {
    const after = withoutCode(entry);
    if (!("wholeDigest" in entry) || !("wholeDigest" in after)) throw new Error("it is about no code");
    expect(isSameCode(entry, present)).toBe(true);
    expect(isSameCode(after, present)).toBe(false);
    expect(isSameCode(after, { ...present, wholeDigest: null })).toBe(false);
  });

  it("a hold, a concern, a title and what was taken back stay as they are", () => {
    const entries: readonly LedgerEntry[] = [
      { kind: "held", ...stamp, reason: "not yet" },
      { kind: "concern", ...stamp, name: "slow" },
      { kind: "unsigned", ...stamp, area: "runtime", signerId: ana.id },
      { kind: "objected", ...stamp },
      { kind: "retitled", ...stamp, from: "feat: x", to: "x" },
    ];
    expect(entries.map(withoutCode)).toEqual(entries);
  });
});
