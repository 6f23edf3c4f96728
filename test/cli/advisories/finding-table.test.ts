import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { findingTable, lineWidth } from "../../../src/cli/advisories/finding-table.ts";
import { findAdvisories, type FindingRow } from "../../../src/policy/advisory/findings/finding.ts";
import { indexRecords } from "../../../src/policy/advisory/records/record-index.ts";
import { aRecord, aTree } from "../../policy/advisory/builders.ts";

const paint = (_colour: string, text: string) => text;

/** A row of h2 0.4.0, in another place. */
function aRow(part: Partial<FindingRow>): FindingRow {
  const records = [aRecord({ events: [{ introduced: "0" }, { fixed: "0.4.13" }] })];
  const tree = aTree("app 1.0.0 local → h2@0.4.0", "h2 0.4.0");
  const [row] = findAdvisories("Cargo.lock", tree, indexRecords(records)).rows;
  if (row === undefined) throw new Error("h2 is not met");
  return { ...row, ...part };
}

function tableOf(...rows: readonly FindingRow[]): readonly string[] {
  const advisoryOf = ({ advisory: id, kind, severity }: FindingRow) => ({ id, kind, severity });
  return findingTable(
    rows.map((row) => ({ advisory: advisoryOf(row), row })),
    paint,
  );
}

const way = (...names: readonly string[]) => ({ direct: false, path: names.map((name) => `${name} 1.0.0`) });

describe("a way in", () => {
  it.for([
    { what: "is direct", row: { reach: { direct: true, path: ["app 1.0.0", "h2 0.4.0"] } }, says: "direct" },
    { what: "leads by others", row: { reach: way("app", "hyper", "tower", "h2") }, says: "hyper → tower" },
    { what: "is in no lockfile", row: { reach: { direct: false, path: [] } }, says: "not known" },
    {
      what: "is long",
      row: { reach: way("app", "a".repeat(20), "b".repeat(30), "c".repeat(10), "h2") },
      says: "→ … → cccccccccc",
    },
    { what: "is for work alone", row: { isDev: true, reach: way("app", "hyper", "h2") }, says: "dev, hyper" },
    { what: "may not be used", row: { confidence: "module", reach: way("app", "x", "h2") }, says: "in part, x" },
  ] as const)("that $what reads $says", ({ row, says }) => {
    expect(tableOf(aRow(row))[1]).toContain(says);
  });
});

describe("a rating", () => {
  it.for([
    { kind: "vulnerability", rating: "high", says: "high" },
    { kind: "vulnerability", rating: "unknown", says: "not rated" },
    { kind: "unsound", rating: "high", says: "unsound" },
    { kind: "malicious", rating: "critical", says: "malicious" },
  ] as const)("of $kind, $rating, reads $says", ({ kind, rating, says }) => {
    expect(tableOf(aRow({ kind, severity: { rating } }))[1]).toContain(`  ${says}  `);
  });
});

it("keeps the version of a package whose name is too long", () => {
  const [, line = ""] = tableOf(
    aRow({ package: "x".repeat(200), version: "4.13.7", reach: way("a", "y".repeat(80), "h2") }),
  );
  expect(line).toContain("x… 4.13.7  ");
});

it("no table is wider than 100 cells, or paints anything, whatever names are in it", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 120 }),
    fc.constantFrom("\u001B[31m", "\u202E", "宽".repeat(90)),
  );
  const row = fc.record({
    advisory: text,
    package: text,
    version: text,
    kind: fc.constantFrom("malicious" as const, "vulnerability" as const, "unmaintained" as const),
    isDev: fc.boolean(),
    confidence: fc.constantFrom("sure" as const, "module" as const),
    reach: fc.record({ direct: fc.boolean(), path: fc.array(text, { maxLength: 6 }) }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
      const lines = tableOf(...rows.map(aRow));
      expect(lines).toHaveLength(rows.length + 1);
      for (const line of lines) {
        expect(stringWidth(line)).toBeLessThanOrEqual(lineWidth);
        expect(line).not.toMatch(/[\p{Cc}\u202E\u2028]/u);
      }
    }),
  );
});
