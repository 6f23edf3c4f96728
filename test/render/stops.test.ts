import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../src/policy/ledger/entry.ts";
import { renderStops } from "../../src/render/stops.ts";
import { aPullRequest, aStamp, bob, dan } from "../support/builders.ts";
import { reportOf } from "../support/reports.ts";

function stops(ledger: readonly LedgerEntry[], isDraft = false): string | undefined {
  return renderStops(reportOf({ ledger, pullRequest: aPullRequest({ isDraft }) }, [], { draftsWait: true }), 6_000);
}

const since = "since `2026-11-20 09:00 UTC`";
const mayLift = "`dan`, an owner of an area or a maintainer can comment `/unhold`.";

describe("what stops a pull request besides its gates", () => {
  it.for<[name: string, entry: LedgerEntry, line: string]>([
    [
      "a hold with its reason",
      { kind: "held", ...aStamp({ actor: dan }), reason: "waiting for the benchmark" },
      `- ❌ On hold by \`dan\` ${since}: \`waiting for the benchmark\`. ${mayLift}`,
    ],
    ["a hold without one", { kind: "held", ...aStamp({ actor: dan }) }, `- ❌ On hold by \`dan\` ${since}. ${mayLift}`],
    [
      "a concern without a text",
      { kind: "concern", ...aStamp({ actor: bob }), name: "latency" },
      "- ❌ Concern `latency`, raised by `bob` on `2026-11-20 09:00 UTC`. `bob`, or an owner of an area who did not open this pull request, can comment `/resolve latency`.",
    ],
  ])("%s", ([, entry, line]) => {
    expect(stops([entry])).toBe(line);
  });

  it("a draft, where drafts wait", () => {
    expect(stops([], true)).toBe(
      "- ⏳ This is a draft. It is let through no earlier than when it is ready for review.",
    );
  });

  it("nothing, after the hold was lifted", () => {
    const held: LedgerEntry = { kind: "held", ...aStamp({ actor: dan }) };
    const lifted: LedgerEntry = {
      kind: "unheld",
      ...aStamp({ actor: dan, comment: 8, at: "2026-11-20T09:05:00.000Z" }),
      holderId: dan.id,
    };
    expect(stops([held, lifted])).toBeUndefined();
  });
});
