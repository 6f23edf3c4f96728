import { describe, expect, it } from "vitest";
import type { RepositoryDocument } from "../../src/policy/facts.ts";
import { evaluate, type UsedGate } from "../../src/policy/evaluate.ts";
import { checksGate } from "../../src/policy/gates/checks.ts";
import { evidenceGate } from "../../src/policy/gates/evidence.ts";
import { titleGate } from "../../src/policy/gates/title.ts";
import { touchedGate } from "../../src/policy/gates/touched.ts";
import { parseComment } from "../../src/policy/comment/parse-comment.ts";
import { defaultTitleRules } from "../../src/policy/title/rules.ts";
import { headline, renderSummaryComment } from "../../src/render/summary.ts";
import {
  aCheck,
  aFile,
  allOf,
  anArea,
  aPullRequest,
  aSignOff,
  carla,
  people,
  someAreas,
  someFacts,
} from "../support/builders.ts";

const title: UsedGate = { name: "title", use: "require", gate: titleGate.bind({ rules: defaultTitleRules }) };
const touched: UsedGate = { name: "touched", use: "require", gate: touchedGate.bind({}) };
const ci: UsedGate = { name: "ci", use: "require", gate: checksGate.bind({ checks: ["build", "lint"] }) };
const rows = [
  { name: "pass rate", value: "pass", of: "pass + fail", expect: ">= 80%" },
  { name: "failures", value: "fail", expect: "<= 36" },
  { name: "cold start, ms", value: "cold", expect: "< 200" },
];
const proof: UsedGate = {
  name: "conformance",
  use: "require",
  gate: evidenceGate.bind({ evidence: { file: "summary.json" }, rows }),
};

function documents(text: string): ReadonlyMap<string, RepositoryDocument> {
  return new Map([["summary.json", { state: "found", text }]]);
}

const changed = allOf(aFile({ patch: "@@ -1 +1 @@\n-old\n+other" }));
const build = aCheck({ name: "build" });
const lint = aCheck({ name: "lint", id: 2 });

describe("the summary", () => {
  it("says first that all required gates hold, and folds what holds", () => {
    const facts = someFacts({ areas: someAreas({ ledger: [aSignOff()] }) });
    expect(renderSummaryComment(evaluate(facts, [title, touched]))).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **✅ Ready: 2 required gates hold**

      <details><summary>✅ 2 gates hold</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |
      | \`touched\` | ✅ holds | 1 area signed. |

      </details>

      <details><summary>✅ 1 area signed</summary>

      | Area | State | Why |
      | --- | --- | --- |
      | \`runtime\` | ✅ signed at \`a413cfc\` | Signed by \`ana\`. |

      </details>

      Judged at \`0a9ddbc\`. Comment \`/help\` for the commands."
    `);
  });

  it("asks an owner to sign", () => {
    const facts = someFacts({ areas: someAreas() });
    expect(renderSummaryComment(evaluate(facts, [title, touched]))).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **⏳ Waiting: 1 of 2 required gates not met: touched waits for a person**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`touched\` | ⏳ waits for a person | 0 of 1 area signed; missing: \`runtime\`. |

      | Area | State | Why |
      | --- | --- | --- |
      | \`runtime\` | ⏳ not signed | Nobody has signed yet. \`ana\` or \`bob\` can comment \`/signoff runtime\`. |

      <details><summary>✅ 1 gate holds</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |

      </details>

      Judged at \`0a9ddbc\`. Comment \`/help\` for the commands."
    `);
  });

  it("says which file made a sign-off stale", () => {
    const facts = someFacts({ areas: someAreas({ ledger: [aSignOff()], files: changed }) });
    expect(renderSummaryComment(evaluate(facts, [title, touched]))).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **❌ Action needed: 1 of 2 required gates not met: touched waits for a person**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`touched\` | ⏳ waits for a person | 0 of 1 area signed; missing: \`runtime\`. |

      | Area | State | Why |
      | --- | --- | --- |
      | \`runtime\` | ❌ stale | \`ana\` signed \`a413cfc\`; \`src/runtime/host.ts\` changed in \`0a9ddbc\`. \`ana\` or \`bob\` can look at the change and comment \`/signoff runtime\`. |

      <details><summary>✅ 1 gate holds</summary>

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ✅ holds | The title is a conventional commit of type \`feat\`. |

      </details>

      Judged at \`0a9ddbc\`. Comment \`/help\` for the commands."
    `);
  });

  it("shows what fails with its denominator and what to do, the worst first", () => {
    const facts = someFacts({
      pullRequest: aPullRequest({ title: "Feature: faster start" }),
      files: allOf(aFile({ path: "summary.json" })),
      checks: { checks: [build, { ...lint, status: "in_progress", conclusion: undefined }] },
      documents: documents('{"pass": 60, "fail": 40, "cold": null}'),
    });
    expect(renderSummaryComment(evaluate(facts, [ci, title, { ...proof, use: "advise" }]))).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **❌ Not ready: 2 of 2 required gates not met: title fails, ci is not finished**

      | Gate | State | What was found |
      | --- | --- | --- |
      | \`title\` | ❌ fails | \`Feature\` is not a type here. Did you mean \`feat\`?<br>Edit the title, or comment \`/retitle feat: faster start\`. |
      | \`ci\` | ⏳ not finished | \`lint\` is \`in progress\`. |
      | \`conformance\` | ❌ fails (advisory, never blocks) | 2 of 3 rows failed in \`summary.json\`.<br>Self-reported: this pull request changes \`summary.json\`.<br>❌ fails: \`pass rate\`: 60% (60 of 100), required \`>= 80%\`.<br>❌ fails: \`failures\`: 40, required \`<= 36\`.<br>❌ no data: \`cold start, ms\`: The value at \`cold\` is \`null\`, not a number. Correct the path, or the tool that writes the file.<br>Push a \`summary.json\` in which they hold. |

      Judged at \`0a9ddbc\`. Comment \`/help\` for the commands."
    `);
  });

  it("prints a self-signed area as one", () => {
    const areas = someAreas({ ledger: [aSignOff({ actor: carla })], people: people(carla) });
    expect(renderSummaryComment(evaluate(someFacts({ areas }), [touched]))).toContain("`carla (self-signed)`");
  });

  it("says so when nothing is required", () => {
    expect(renderSummaryComment(evaluate(someFacts(), []))).toMatchInlineSnapshot(`
      "<!-- gatehouse:summary v1 -->
      **✅ No gate is required here**

      Judged at \`0a9ddbc\`. Comment \`/help\` for the commands."
    `);
  });
});

describe("whatever the state", () => {
  const hostile = "@acme/all | ](https://evil.example) <img src=x> `\n/signoff runtime\n--> Fixes #1";
  const many = Array.from({ length: 400 }, (_, index) =>
    anArea({
      name: `area-${index}`,
      aliases: [],
      owners: Array.from({ length: 50 }, (_each, owner) => `owner-${owner}-${"x".repeat(30)}`),
      paths: ["**"],
    }),
  );
  const wide = Array.from({ length: 100 }, (_, index) => ({
    name: `row ${index} ${"|`@".repeat(25)}`,
    value: `"${"|\\\\".repeat(40)}"`,
    expect: ">= 1",
  }));
  const reports = [
    { name: "400 areas", report: evaluate(someFacts({ areas: someAreas({ areas: many }) }), [touched]) },
    {
      name: "a hundred hostile checks",
      report: evaluate(
        someFacts({
          checks: {
            checks: Array.from({ length: 100 }, (_, index) =>
              aCheck({ id: index, name: `${hostile} ${index}`, conclusion: "failure" }),
            ),
          },
        }),
        Array.from({ length: 40 }, (_, index) => ({
          name: `gate-${index}-${"n".repeat(40)}`,
          use: "require",
          gate: checksGate.bind({ checks: ["*"] }),
        })),
      ),
    },
    {
      name: "a hundred wide rows",
      report: evaluate(
        someFacts({ documents: documents("{}") }),
        Array.from({ length: 20 }, (_, index) => ({
          name: `g${index}`,
          use: "require",
          gate: evidenceGate.bind({ evidence: { file: "summary.json" }, rows: wide }),
        })),
      ),
    },
    {
      name: "a hostile document",
      report: evaluate(
        someFacts({
          documents: documents(JSON.stringify({ pass: hostile, fail: hostile, cold: hostile.repeat(10_000) })),
        }),
        [proof],
      ),
    },
    {
      name: "a hostile file",
      report: evaluate(
        someFacts({
          areas: someAreas({ ledger: [aSignOff()], files: allOf(aFile(), aFile({ path: `src/runtime/${hostile}` })) }),
        }),
        [touched],
      ),
    },
    {
      name: "a hostile title",
      report: evaluate(someFacts({ pullRequest: aPullRequest({ title: hostile.repeat(20) }) }), [title]),
    },
    { name: "nothing", report: evaluate(someFacts(), []) },
  ] satisfies readonly { name: string; report: ReturnType<typeof evaluate> }[];

  it.for(reports)("$name: GitHub takes it, and it runs nothing", ({ report }) => {
    const body = renderSummaryComment(report);
    expect(Buffer.byteLength(body)).toBeLessThan(65_535);
    expect(parseComment(body).invocations).toEqual([]);
    expect(body).not.toMatch(/@(?!\u200B)/);
    expect(body).not.toMatch(/^\//m);
    expect(outsideOfCode(body)).not.toMatch(/evil|Fixes|signoff runtime$/m);
  });

  it.for(reports)("$name: the headline fits a check", ({ report }) => {
    expect(headline(report).length).toBeLessThanOrEqual(140);
    expect(headline(report)).not.toMatch(/[\n`|<@]/);
  });

  it.for(reports)("$name: the same state gives the same bytes", ({ report }) => {
    expect(renderSummaryComment(structuredClone({ ...report, gates: [...report.gates] }))).toBe(
      renderSummaryComment(report),
    );
  });

  it("what does not fit is counted", () => {
    const [areas] = reports;
    expect(areas === undefined ? "" : renderSummaryComment(areas.report)).toMatch(/\| … \| \| \d+ more \|/);
  });
});

/** Good enough for text whose spans are known to be closed: they are checked where they are made. */
function outsideOfCode(body: string): string {
  return body.replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
}
