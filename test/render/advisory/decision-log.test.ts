import { expect, it } from "vitest";
import { foldTriage } from "../../../src/policy/advisory/triage/decision.ts";
import { lookAgain, takeBack } from "../../../src/policy/advisory/triage/own-entry.ts";
import type { TriageEntry } from "../../../src/policy/advisory/triage/triage-entry.ts";
import { renderDecisions } from "../../../src/render/advisory/decision-log.ts";
import { anEntry } from "./builders.ts";

const reason = "the codec reads our own files only";
const wish = (minute: number, login: string) =>
  anEntry({ kind: "accept-risk", reason, needsSecond: true }, minute, login);
const later = new Date("2026-11-20T11:00:00Z");

/** Newest first, without the times and the reasons. */
function log(entries: readonly TriageEntry[], most = 10): readonly string[] {
  const lines = renderDecisions(entries, foldTriage(entries), most).split("\n").slice(2);
  return lines.map((line) => line.replace(/^- 2026-11-20 1[01]:\d\d UTC, /, "").replace(` \`${reason}\``, ""));
}

it.for<{ why: string; entries: readonly TriageEntry[]; says: readonly string[] }>([
  {
    why: "one person accepts, and a second one is needed",
    entries: [wish(0, "ana")],
    says: ["`ana`: asks to accept the risk."],
  },
  {
    why: "a second one says the same",
    entries: [wish(0, "ana"), wish(1, "bob")],
    says: ["`bob`: accept the risk.", "`ana`: accept the risk."],
  },
  {
    why: "the same person says it twice",
    entries: [wish(0, "ana"), wish(1, "ana")],
    says: ["`ana`: asks to accept the risk.", "`ana`: asks to accept the risk."],
  },
  {
    why: "the second one takes it back",
    entries: [wish(0, "ana"), wish(1, "bob"), anEntry({ kind: "undo" }, 2, "bob")],
    says: [
      "`bob`: the last decision is taken back.",
      "`bob`: asks to accept the risk.",
      "`ana`: asks to accept the risk.",
    ],
  },
  {
    why: "it is looked at again after two agreed",
    entries: [wish(0, "ana"), wish(1, "bob"), anEntry({ kind: "reopen" }, 2), wish(3, "ana")],
    says: [
      "`ana`: asks to accept the risk.",
      "`ana`: to be looked at again.",
      "`bob`: accept the risk.",
      "`ana`: accept the risk.",
    ],
  },
  {
    why: "another wish stood when it was looked at again",
    entries: [wish(0, "ana"), anEntry({ kind: "reopen" }, 1), wish(2, "bob")],
    says: ["`bob`: asks to accept the risk.", "`ana`: to be looked at again.", "`ana`: asks to accept the risk."],
  },
])("what was decided is told when $why", ({ entries, says }) => {
  expect(log(entries)).toEqual(says);
});

it("what we take back names the pull request that ended it", () => {
  const fixing = [anEntry({ kind: "fixed-by", pullRequest: 77 }), anEntry({ kind: "fixed-by", pullRequest: 77 }, 1)];
  const after = takeBack(fixing, { on: 77, kind: "vulnerability", isMeant: () => true }, later);
  expect(log(after).slice(0, 2)).toEqual([
    "`Gatehouse`: the decision that rested on #77 is taken back.",
    "`Gatehouse`: the decision that rested on #77 is taken back.",
  ]);
});

it("what we begin anew says why", () => {
  const after = lookAgain([anEntry({ kind: "not-affected", reason })], later);
  expect(log(after)[0]).toBe(
    "`Gatehouse`: what was decided before no longer counts, because this came back or its ignore ended.",
  );
});

it("the newest are shown, and earlier ones counted", () => {
  expect(log([wish(0, "ana"), wish(1, "bob"), anEntry({ kind: "reopen" }, 2)], 1)).toEqual([
    "`ana`: to be looked at again.",
    "- and 2 earlier decisions",
  ]);
});
