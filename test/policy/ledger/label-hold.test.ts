import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { heldByLabel, type Labeling, recoverLabelHold } from "../../../src/policy/ledger/label-hold.ts";
import { ana, aPullRequest, bob, carla } from "../../support/builders.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));
const gatehouse = { id: 99, login: "gatehouse[bot]", isBot: true };
const set = (minute: number, by: Labeling["by"], label = "hold"): Labeling => ({ label, by, at: at(minute) });
const person = { ...ana, isBot: false };

const heldByBob: LedgerEntry = { ...heldByLabel(bob, at(5)), source: { kind: "comment", id: 5 } };
const unheldByAna: LedgerEntry = {
  kind: "unheld",
  actor: ana,
  source: { kind: "comment", id: 8 },
  at: at(8).toISOString(),
  holderId: ana.id,
};

describe("the hold label after its ledger was lost", () => {
  it.for<{
    name: string;
    labels: readonly string[];
    labelings: readonly Labeling[];
    known?: readonly LedgerEntry[];
    holders: readonly string[];
  }>([
    { name: "holds for whoever set it", labels: ["hold"], labelings: [set(1, person)], holders: ["ana"] },
    { name: "is the same whatever its case", labels: ["Hold"], labelings: [set(1, person, "HOLD")], holders: ["ana"] },
    {
      name: "holds for who set it last",
      labels: ["hold"],
      labelings: [set(1, { ...carla, isBot: false }), set(2, person)],
      holders: ["ana"],
    },
    { name: "holds nothing once it is off", labels: [], labelings: [set(1, person)], holders: [] },
    { name: "is not another label", labels: ["holiday"], labelings: [set(1, person, "holiday")], holders: [] },
    {
      name: "shows the hold that is known",
      labels: ["hold"],
      labelings: [set(6, gatehouse)],
      known: [heldByBob],
      holders: ["bob"],
    },
    {
      name: "holds beside another hold",
      labels: ["hold"],
      labelings: [set(6, person)],
      known: [heldByBob],
      holders: ["bob", "ana"],
    },
    {
      name: "stays lifted",
      labels: ["hold"],
      labelings: [set(1, person)],
      known: [heldByBob, unheldByAna],
      holders: ["bob"],
    },
    {
      name: "of a hold that is lost is nobody's",
      labels: ["hold"],
      labelings: [set(6, gatehouse)],
      holders: ["ghost"],
    },
    { name: "of a deleted account is nobody's", labels: ["hold"], labelings: [set(6, undefined)], holders: ["ghost"] },
    { name: "whose setting is not told is nobody's", labels: ["hold"], labelings: [], holders: ["ghost"] },
  ])("$name", ({ labels, labelings, known = [], holders }) => {
    const recovered = recoverLabelHold(aPullRequest({ labels }), "hold", labelings, known);
    const { holds } = foldLedger([...known, ...recovered]);
    expect(holds.map(({ actor }) => actor.login)).toEqual(holders);
  });

  it("of nobody says so, and is the same however often it is recovered", () => {
    const recover = () => recoverLabelHold(aPullRequest({ labels: ["hold"] }), "hold", [], []);
    expect(recover()).toMatchObject([{ reason: expect.stringContaining("not known by whom") }]);
    expect(recover()).toEqual(recover());
  });
});
