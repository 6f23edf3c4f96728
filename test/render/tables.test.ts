import { describe, expect, it } from "vitest";
import { reason } from "../../src/policy/reason.ts";
import type { GateReport, VerdictTable } from "../../src/policy/verdict.ts";
import { renderCompositeCheck } from "../../src/render/check-runs.ts";
import { renderSummaryComment } from "../../src/render/summary.ts";
import { withTables } from "../../src/render/tables.ts";
import { reportOf } from "../support/reports.ts";

function gateWith(rows: VerdictTable["rows"], gate = "deps"): GateReport {
  const table = { title: "What comes in", columns: ["Advisory", "What to do"], rows };
  const verdict = { state: "pass" as const, reason: reason("advisories-untouched", {}), table };
  return { gate, kind: "advisories", use: "require", verdict };
}

const hostile = "</td>|`@everyone` #1 [x](https://evil.example)\n| a | b |";
const wide = Array.from({ length: 2_000 }, (_, index) => [`${index} ${"|`é@".repeat(80)}`, "x"]);

describe("the tables of gates", () => {
  it("stand below the summary, each text as it is and each reason as what can be done", () => {
    const command = "cargo update -p h2@0.4.0";
    const words = {
      advisory: "A-1",
      safeKind: "a vulnerability",
      package: "h2",
      lockfile: "Cargo.lock",
      safeReach: "",
    };
    const rows = [
      ["A-1", reason("advisory-update", { ...words, command })],
      ["A-2", reason("advisory-accepted", {})],
    ];
    expect(withTables("Summary.", [gateWith(rows)])).toMatchInlineSnapshot(`
      "Summary.

      **\`deps\`: What comes in**

      | Advisory | What to do |
      | --- | --- |
      | \`A-1\` | Update it: \`cargo update -p h2@0.4.0\`. |
      | \`A-2\` | Accepted by an ignore that was there before. |"
    `);
  });

  it("show hostile text as text, in one line and one cell", () => {
    const lines = withTables("", [gateWith([[hostile, "x"]])]).split("\n");
    expect(lines).toHaveLength(7);
    const last = lines.at(-1) ?? "";
    expect(last.replaceAll("\\|", "").match(/\|/g)).toHaveLength(3);
    expect(last).not.toContain("@everyone");
    expect(last.startsWith("| ``")).toBe(true);
  });

  it("are none where nothing was found", () => {
    expect(withTables("Summary.", [gateWith([])])).toBe("Summary.");
    expect(withTables("Summary.", [])).toBe("Summary.");
  });

  it("fold to counts where there is no room, and never go beyond GitHub's limit", () => {
    const many = withTables("Summary.", [gateWith(wide)]);
    expect(many).toMatch(/\| … \d{4} more \| \|$/);
    expect(Buffer.byteLength(many)).toBeLessThan(62_500);
    const full = withTables("x".repeat(61_700), [gateWith(wide)]);
    expect(full).toMatch(/x\n\n\*\*`deps`: What comes in\*\*: 2000 lines, for which there is no room here\.$/);
    const crowded = withTables(
      "x".repeat(61_000),
      Array.from({ length: 40 }, (_, gate) => gateWith(wide, `deps-${gate}`)),
    );
    expect(crowded).toMatch(/… and \d+ more tables$/);
    expect(Buffer.byteLength(crowded)).toBeLessThan(62_500);
    expect(withTables("x".repeat(64_000), [gateWith(wide)])).toMatch(/… and 1 more table$/);
  });
});

it("the comment has no table", () => {
  const report = { ...reportOf({}), gates: [gateWith([["A-1", "x"]])] };
  expect(renderCompositeCheck(report, []).summary).toContain("What comes in");
  expect(renderSummaryComment(report)).not.toContain("What comes in");
});
