import { describe, expect, it } from "vitest";
import type { Report } from "../../src/policy/evaluate.ts";
import { checksGate } from "../../src/policy/gates/checks.ts";
import { evidenceGate } from "../../src/policy/gates/evidence.ts";
import type { LedgerEntry } from "../../src/policy/ledger/entry.ts";
import { renderCompositeCheck } from "../../src/render/check-runs.ts";
import { renderSummaryComment } from "../../src/render/summary.ts";
import { aCheck, anArea, aSignOff, aStamp, globs, people, someSigning } from "../support/builders.ts";
import { aGate, reportOf, title, touched } from "../support/reports.ts";

const wide = "|`é".repeat(60);
const owners = Array.from({ length: 50 }, (_, index) => ({
  id: index + 10,
  login: `owner-${index}-${"x".repeat(25)}`,
}));
const areas = Array.from({ length: 400 }, (_, index) =>
  anArea({ name: `area-${index}`, owners: owners.map(({ login }) => login), files: globs("**") }),
);
const ledger: readonly LedgerEntry[] = [
  ...areas.flatMap((area, index) =>
    owners
      .slice(0, 4)
      .map((actor, each) =>
        aSignOff({ ...aStamp({ actor, comment: index * 10 + each }), note: wide }, undefined, area),
      ),
  ),
  ...owners.map((actor, index): LedgerEntry => ({
    kind: "held",
    ...aStamp({ actor, comment: 9_000 + index }),
    reason: wide,
  })),
];
const rows = Array.from({ length: 100 }, (_, index) => ({
  name: `row ${index} ${"|`@".repeat(25)}`,
  value: `"${"|\\\\".repeat(40)}"`,
  expect: ">= 1",
}));

function manyGates(gate: Parameters<typeof aGate>[1]) {
  return Array.from({ length: 40 }, (_, index) => aGate(`gate-${index}-${"n".repeat(40)}`, gate));
}

const reports: readonly { readonly name: string; readonly report: Report; readonly ledger?: readonly LedgerEntry[] }[] =
  [
    {
      name: "400 areas that nobody signed",
      report: reportOf({ signing: someSigning({ areas }) }, [touched]),
    },
    {
      name: "400 areas, 1,600 sign-offs and 50 holds",
      report: reportOf({ signing: someSigning({ areas, people: people(...owners) }), ledger }, [title, touched]),
      ledger,
    },
    {
      name: "40 gates on 100 failed checks",
      report: reportOf(
        {
          checks: {
            checks: Array.from({ length: 100 }, (_, id) => aCheck({ id, name: `${wide}${id}`, conclusion: "failure" })),
          },
        },
        manyGates(checksGate.bind({ checks: ["*"] })),
      ),
    },
    {
      name: "40 gates on 100 wide rows",
      report: reportOf(
        { documents: new Map([["summary.json", { state: "found", text: '{"other": 1}' }]]) },
        manyGates(evidenceGate.bind({ evidence: { file: "summary.json" }, rows })),
      ),
    },
  ];

describe("GitHub's limits", () => {
  it.for(reports)("hold for $name", ({ report, ledger: entries = [] }) => {
    const { title: said, summary, text = "" } = renderCompositeCheck(report, entries);
    expect(said.length).toBeLessThanOrEqual(140);
    for (const part of [summary, text, renderSummaryComment(report)]) {
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(65_535);
    }
  });

  it.for(reports)("leave out of $name only what is counted", ({ report }) => {
    expect(renderSummaryComment(report)).toMatch(/\| … (?:\| )+\d+ more: `|… \d+ more/);
  });

  it("leave the headline ten gates by name", () => {
    const [, , { report } = { report: undefined }] = reports;
    const [headline = ""] = (report === undefined ? "" : renderSummaryComment(report)).split("\n").slice(1);
    expect(headline).toMatch(/^\*\*❌ Not ready: 40 of 40 .*`gate-9-n+` fails; 30 more\*\*$/);
    expect(headline).not.toContain("gate-10-");
  });

  it("leave out holds only when they are counted", () => {
    const held = reports.map(({ report }) => renderSummaryComment(report)).find((text) => text.includes("On hold"));
    expect(held).toMatch(/^- … and \d+ more$/m);
  });
});

describe("the same state", () => {
  it.for(reports)("gives the same bytes for $name", ({ report, ledger: entries = [] }) => {
    const again = structuredClone({ ...report, gates: [...report.gates] });
    expect(renderSummaryComment(again)).toBe(renderSummaryComment(report));
    expect(renderCompositeCheck(again, entries.toReversed())).toEqual(renderCompositeCheck(report, entries));
  });
});
