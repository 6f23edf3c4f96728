import { describe, expect, it } from "vitest";
import { labelsOf } from "../../../src/render/advisory/labels.ts";
import { aChange, anEntry, aState, dueAt, type FoundChange } from "./builders.ts";

const reminded = { of: "fix", what: "due", at: "2026-11-22T09:00:00.000Z" } as const;
const accepted = { file: "deny.toml", until: null };
const usual = ["advisory", "advisory:vulnerability", "severity:high"];

describe("labels", () => {
  it.for<{ why: string; change: Partial<FoundChange>; set: readonly string[] }>([
    { why: "an open one", change: {}, set: usual },
    { why: "a new one", change: { number: undefined }, set: [...usual, "Security", "area/deps"] },
    { why: "an accepted one", change: { next: aState({ accepted }) }, set: [...usual, "advisory:accepted"] },
    { why: "an overdue one", change: { next: aState({ reminded }) }, set: [...usual, "sla:breached"] },
    { why: "one that is due soon", change: { next: aState({ reminded: { ...reminded, what: "soon" } }) }, set: usual },
    {
      why: "one that was overdue and is decided",
      change: { next: aState({ reminded }), due: { decide: undefined, fix: undefined } },
      set: usual,
    },
    {
      why: "one whose decision was overdue, while the fix is not",
      change: { next: aState({ reminded: { ...reminded, of: "decide" } }), due: { decide: undefined, fix: dueAt } },
      set: usual,
    },
    {
      why: "one that a person rates lower",
      change: { next: aState({ entries: [anEntry({ kind: "severity", rating: "low", reason: "tests only" })] }) },
      set: ["advisory", "advisory:vulnerability", "severity:low"],
    },
    {
      why: "one of another kind",
      change: { next: aState({ kind: "unsound" }) },
      set: ["advisory", "advisory:unsound", "severity:high"],
    },
  ])("of $why", ({ change, set }) => {
    const labels = labelsOf(aChange(change), ["Security", "ADVISORY", "area/deps", "x".repeat(51)]);
    expect(labels.set).toEqual(set);
    // Nothing is given and taken at once, and nobody else's label is taken.
    expect(labels.off.filter((label) => set.includes(label))).toEqual([]);
    expect(labels.off.every((label) => /^(?:advisory|severity|sla):/.test(label))).toBe(true);
    expect([...labels.set, ...labels.off].every((label) => label.length <= 50)).toBe(true);
  });

  it("take off what no longer holds, also of one that is gone", () => {
    const { off } = labelsOf({ ...aChange({ next: aState({ presence: "gone" }) }), found: undefined }, []);
    expect(off).toContain("advisory:accepted");
    expect(off).toContain("sla:breached");
    expect(off).toContain("severity:low");
    expect(off).not.toContain("severity:high");
  });
});
