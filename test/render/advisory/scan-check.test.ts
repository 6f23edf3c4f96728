import { describe, expect, it } from "vitest";
import { renderScanCheck, type ScanSummary } from "../../../src/render/advisory/scan-check.ts";
import { anAdvisory, aRow } from "./builders.ts";

function aSummary(part: Partial<ScanSummary> = {}): ScanSummary {
  return {
    headSha: "0a9ddbc0f1e2d3c4b5a697887766554433221100",
    uncovered: [],
    covered: 0,
    troubles: [],
    unreadable: [],
    notChecked: [],
    isComplete: true,
    ...part,
  };
}

describe("the check of a scan", () => {
  it.for<{ what: string; part: Partial<ScanSummary>; conclusion: string; title: string }>([
    { what: "nothing was found", part: {}, conclusion: "success", title: "No advisories" },
    {
      what: "all is documented",
      part: { covered: 3 },
      conclusion: "success",
      title: "No advisory without a decision, 3 documented",
    },
    {
      what: "one is not",
      part: { uncovered: [anAdvisory()], covered: 3 },
      conclusion: "neutral",
      title: "1 advisory without a decision",
    },
    {
      what: "several are not, and more may be",
      part: { uncovered: [anAdvisory(), anAdvisory()], isComplete: false },
      conclusion: "neutral",
      title: "2 advisories without a decision",
    },
    {
      what: "an answer is missing",
      part: { isComplete: false },
      conclusion: "neutral",
      title: "Not everything could be scanned",
    },
    {
      what: "a policy file cannot be read",
      part: { unreadable: ["deny.toml"] },
      conclusion: "neutral",
      title: "Not everything could be scanned",
    },
  ])("says $conclusion where $what: $title", ({ part, conclusion, title }) => {
    expect(renderScanCheck(aSummary(part))).toMatchObject({ status: "completed", conclusion, title });
  });

  it("tells in its text what is met where", () => {
    const { summary, text } = renderScanCheck(
      aSummary({
        uncovered: [anAdvisory()],
        covered: 1,
        isComplete: false,
        troubles: [{ path: "web/yarn.lock", problem: "line 3: is cut off" }],
        notChecked: [{ lockfile: "Cargo.lock", package: "gauge", version: "0.3.0", why: "git" }],
      }),
    );
    expect(summary).toMatchInlineSnapshot(`
      "1 without a decision, 1 covered by a documented ignore.

      Here no issue tells of them: issues are switched off, or the repository is a fork.

      The scan was incomplete, so what it did not find may be there all the same.

      - \`web/yarn.lock\`: \`line 3: is cut off\`

      Not checked: 1

      - 1 from git"
    `);
    expect(text).toMatchInlineSnapshot(`
      "| Advisory | Locked | Where | Kind and rating |
      |---|---|---|---|
      | \`RUSTSEC-2099-0001\` | \`slate-codec 0.4.11\` | \`Cargo.lock\` | vulnerability, high |"
    `);
  });

  it("stays within what GitHub takes, and shows names as they are", () => {
    const evil = "@everyone `x` | <!-- -->";
    const row = aRow({ package: evil.repeat(50), lockfile: `${evil}/${"y".repeat(300)}` });
    const uncovered = Array.from({ length: 3000 }, () => anAdvisory({ rows: [row] }));
    const troubles = Array.from({ length: 3000 }, () => ({ path: evil.repeat(20), problem: evil.repeat(20) }));
    const { title, summary, text = "" } = renderScanCheck(aSummary({ uncovered, troubles, isComplete: false }));
    expect(title.length).toBeLessThanOrEqual(140);
    for (const part of [summary, text]) {
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(65_535);
      expect(part).not.toMatch(/@everyone/);
      expect(part).toMatch(/and \d+ more/);
    }
  });
});
