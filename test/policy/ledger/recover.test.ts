import { describe, expect, it } from "vitest";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { recoverEntries } from "../../../src/policy/ledger/recover.ts";
import { ana, anArea, anAreaState, bob, carla, people } from "../../support/builders.ts";

function said(...bodies: readonly string[]) {
  return recoverEntries(
    bodies.map((body, index) => ({
      source: { kind: "comment", id: index + 1 },
      body,
      at: new Date(Date.UTC(2026, 10, 20, 9, index)),
      author: ana,
    })),
  );
}

describe("what is left of comments whose ledger is lost", () => {
  it.for([
    { body: "/signoff runtime", entries: ["signed runtime"] },
    { body: "/Sign-Off Runtime, api @a413cfc -- fine", entries: ["signed runtime", "signed api"] },
    { body: "/signoff cancel runtime", entries: [] },
    { body: "> /signoff runtime", entries: [] },
    { body: "```\n/hold\n```", entries: [] },
    { body: "/hold  waiting for   the benchmark", entries: ["held waiting for the benchmark"] },
    { body: "/hold", entries: ["held"] },
    { body: "/unhold", entries: ["unheld"] },
    { body: "/hold cancel", entries: ["unheld"] },
    { body: "/hold one\n/hold two", entries: ["held two"] },
    { body: "/hold\n/unhold", entries: ["unheld"] },
    { body: "/concern Slow-Start -- twice as slow", entries: ["concern slow-start twice as slow"] },
    { body: "/resolve slow-start", entries: ["resolved slow-start"] },
    { body: "/concern", entries: [] },
    { body: "/waive ci until 7d -- flaky", entries: [] },
    { body: "/pass bench -- looked at it", entries: [] },
    { body: "/retitle feat: x\n/recheck\n/help", entries: [] },
    { body: "Looks good to me.", entries: [] },
  ])("$body → $entries", ({ body, entries }) => {
    const words = said(body).map((entry) => {
      const more =
        entry.kind === "signed"
          ? entry.area
          : entry.kind === "held"
            ? entry.reason
            : entry.kind === "concern"
              ? `${entry.name} ${entry.text}`
              : entry.kind === "resolved"
                ? entry.name
                : undefined;
      return more === undefined ? entry.kind : `${entry.kind} ${more}`;
    });
    expect(words).toEqual(entries);
  });

  it("a sign-off is stale whatever the area asks for, and not merely missing", () => {
    for (const staleOn of ["area_change", "any_push", "never"] as const) {
      const areas = [anArea({ staleOn })];
      const state = anAreaState({ areas, ledger: said("/signoff runtime"), people: people(ana, bob) });
      expect(state.state).toBe("stale");
      expect(state.signOffs).toMatchObject([{ by: ana, standing: { state: "stale" } }]);
    }
  });

  it("a hold that its own author lifted is lifted, one that somebody else lifted holds again", () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));
    const entries = recoverEntries([
      { source: { kind: "comment", id: 1 }, body: "/hold first", at: at(1), author: ana },
      { source: { kind: "comment", id: 2 }, body: "/hold second", at: at(2), author: carla },
      { source: { kind: "comment", id: 3 }, body: "/unhold", at: at(3), author: ana },
    ]);
    expect(foldLedger(entries).holds).toMatchObject([{ actor: carla, reason: "second" }]);
  });

  it("a concern is resolved by whoever raised it, and not by anybody else's word", () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));
    const entries = recoverEntries([
      { source: { kind: "comment", id: 1 }, body: "/concern slow", at: at(1), author: ana },
      { source: { kind: "comment", id: 2 }, body: "/concern racy", at: at(2), author: ana },
      { source: { kind: "comment", id: 3 }, body: "/resolve slow", at: at(3), author: carla },
      { source: { kind: "comment", id: 4 }, body: "/resolve racy", at: at(4), author: ana },
    ]);
    expect(foldLedger(entries).concerns.map(({ name }) => name)).toEqual(["slow"]);
  });

  it("T40: a token in a reason is not kept", () => {
    const [entry] = said("/hold until ghp_0123456789abcdefghij0123456789abcdef is revoked");
    expect(JSON.stringify(entry)).toContain("until [redacted] is revoked");
    expect(JSON.stringify(entry)).not.toContain("ghp_");
  });
});
