import { describe, expect, it } from "vitest";
import type { RepositoryDocument } from "../../src/policy/facts.ts";
import { evidenceGate } from "../../src/policy/gates/evidence.ts";
import { renderSummaryComment } from "../../src/render/summary.ts";
import { aCheck, aFile, allOf, aPullRequest, someSigning } from "../support/builders.ts";
import { aGate, ci, reportOf, title } from "../support/reports.ts";

const rows = [
  { name: "pass rate", value: "pass", of: "pass + fail", expect: ">= 80%" },
  { name: "failures", value: "fail", expect: "<= 36" },
  { name: "cold start, ms", value: "cold", expect: "< 200" },
];
const proof = aGate("conformance", evidenceGate.bind({ evidence: { file: "summary.json" }, rows }));

function documents(text: string): ReadonlyMap<string, RepositoryDocument> {
  return new Map([["summary.json", { state: "found", text }]]);
}

const build = aCheck({ name: "build" });
const lint = aCheck({ name: "lint", id: 2 });

describe("the summary", () => {
  it("shows what fails with its denominator and what to do, the worst first", () => {
    const given = {
      pullRequest: aPullRequest({ title: "Feature: faster start" }),
      files: allOf(aFile({ path: "summary.json" })),
      checks: { checks: [build, { ...lint, status: "in_progress", conclusion: undefined }] },
      documents: documents('{"pass": 60, "fail": 40, "cold": null}'),
    };
    const report = reportOf(given, [ci, title, { ...proof, use: "advise" }]);
    expect(renderSummaryComment(report)).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **❌ Not ready: 2 of 2 required gates not met: \`title\` fails; \`ci\` is not finished**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ❌ fails | \`Feature\` is not a type here. Did you mean \`feat\`?<br>Edit the title, or comment \`/retitle feat: faster start\`. |
      | \`ci\` | ⏳ not finished | \`lint\` is \`in progress\`. |
      | \`conformance\` | ❌ fails (advisory, never blocks) | 2 of 3 rows failed in \`summary.json\`.<br>Self-reported: this pull request changes \`summary.json\`.<br>❌ fails: \`pass rate\`: 60% (60 of 100), required \`>= 80%\`.<br>❌ fails: \`failures\`: 40, required \`<= 36\`.<br>❌ no data: \`cold start, ms\`: The value at \`cold\` is \`null\`, not a number. Correct the path, or the tool that writes the document.<br>Correct what they measure, then bring \`summary.json\` up to date. |

      Comment \`/help\` for the commands."
    `);
  });

  it("says so when nothing is required", () => {
    expect(renderSummaryComment(reportOf({ signing: someSigning({ areas: [] }) }, []))).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **✅ No gate is required here**

      Comment \`/help\` for the commands."
    `);
  });
});
