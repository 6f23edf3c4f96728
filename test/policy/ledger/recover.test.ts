import { describe, expect, it } from "vitest";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { recoverEntries } from "../../../src/policy/ledger/recover.ts";
import { ana, anArea, anAreaState, aSignOff, bob, carla, people } from "../../support/builders.ts";

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
    { body: "/signoff cancel runtime", entries: ["unsigned runtime"] },
    { body: "/unsignoff Runtime, api -- the canary crashed", entries: ["unsigned runtime", "unsigned api"] },
    { body: "/unsignoff runtime @ANA", entries: ["unsigned runtime"] },
    { body: "/unsignoff runtime @bob -- the canary crashed", entries: [] },
    { body: "/signoff runtime\n/unsignoff runtime", entries: ["unsigned runtime"] },
    { body: "/unsignoff runtime\n/signoff runtime", entries: ["signed runtime"] },
    { body: "/unsignoff", entries: [] },
    { body: "> /signoff runtime", entries: [] },
    { body: "```\n/hold\n```", entries: [] },
    { body: "/hold  waiting for   the benchmark", entries: ["held waiting for the benchmark"] },
    { body: "/hold", entries: ["held"] },
    { body: "/unhold", entries: ["unheld"] },
    { body: "/hold cancel", entries: ["unheld"] },
    { body: "/hold cancel that meeting first", entries: ["held cancel that meeting first"] },
    { body: "/unhold not yet", entries: [] },
    { body: "/resolve slow-start not yet", entries: [] },
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
        entry.kind === "signed" || entry.kind === "unsigned"
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

  it("T37: a long reason is cut between characters, and not within one", () => {
    const [entry] = said(`/hold ${"a".repeat(279)}${"\u{1F600}".repeat(9)}`);
    expect(entry?.kind === "held" && entry.reason?.isWellFormed()).toBe(true);
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
      { source: { kind: "comment", id: 5 }, body: "/concern racy", at: at(2), author: carla },
    ]);
    expect(foldLedger(entries).concerns.map(({ name, actor }) => `${name} by ${actor.login}`)).toEqual([
      "slow by ana",
      "racy by carla",
    ]);
  });

  it.for([
    { said: "/unsignoff runtime", withdrawn: ["runtime", "runtime ana"] },
    { said: "/unsignoff RT", withdrawn: ["runtime", "runtime ana"] },
    { said: "/unsignoff all", withdrawn: ["api", "runtime", "runtime ana"] },
    { said: "/unsignoff docs", withdrawn: ["docs"] },
  ])("$said takes back what its author signed: $withdrawn", ({ said: body, withdrawn }) => {
    const ledger = [
      aSignOff({ actor: ana, area: "runtime", word: "runtime" }),
      aSignOff({ actor: ana, area: "runtime ana", word: "rt", source: { kind: "comment", id: 8 } }),
      aSignOff({ actor: bob, area: "web", word: "web", source: { kind: "comment", id: 9 } }),
    ];
    const areas = [
      { name: "runtime", aliases: ["rt"] },
      { name: "api", aliases: [] },
    ];
    const known = { ledger, areas: body.endsWith("docs") ? [] : areas };
    const source = { kind: "review", id: 100 } as const;
    const entries = recoverEntries([{ source, body, at: new Date("2026-11-20T12:00:00Z"), author: ana }], known);
    expect(entries.map((entry) => (entry.kind === "unsigned" ? entry.area : entry.kind)).toSorted()).toEqual(withdrawn);
    expect(entries.every((entry) => entry.kind === "unsigned" && entry.signerId === ana.id)).toBe(true);
  });

  it("T1: a text that somebody may have changed can only close", () => {
    const body = "/signoff runtime\n/unhold\n/resolve slow\n/hold\n/concern racy\n/unsignoff api";
    const statement = { body, at: new Date("2026-11-20T12:00:00Z"), author: ana, closesOnly: true };
    const entries = recoverEntries([{ ...statement, source: { kind: "comment", id: 1 } }]);
    expect(entries.map(({ kind }) => kind)).toEqual(["held", "concern", "unsigned"]);
    // Also when what lifts the hold again stands behind it.
    const lifted = recoverEntries([{ ...statement, body: "/hold\n/unhold", source: { kind: "comment", id: 1 } }]);
    expect(lifted.map(({ kind }) => kind)).toEqual(["held"]);
  });

  it("T1: a review lifts nothing, because nobody can tell whether somebody changed it", () => {
    const statement = { body: "/unhold\n/resolve slow\n/signoff runtime", at: new Date(), author: ana };
    const entries = recoverEntries([{ ...statement, source: { kind: "review", id: 1 } }]);
    expect(entries.map(({ kind }) => kind)).toEqual(["signed"]);
  });

  it("T40: a token in a reason is not kept", () => {
    const [entry] = said("/hold until ghp_0123456789abcdefghij0123456789abcdef is revoked");
    expect(JSON.stringify(entry)).toContain("until [redacted] is revoked");
    expect(JSON.stringify(entry)).not.toContain("ghp_");
  });
});
