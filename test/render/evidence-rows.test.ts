import { expect, it } from "vitest";
import { evidenceGate } from "../../src/policy/gates/evidence.ts";
import { renderGates } from "../../src/render/verdict.ts";
import { someFacts } from "../support/builders.ts";

const file = "reports/summary.json";

function render(rows: readonly object[], document: unknown, evidence: object = {}): string {
  const documents = new Map([[file, { state: "found" as const, text: JSON.stringify(document) }]]);
  const gate = evidenceGate.bind({ evidence: { file, ...evidence }, rows });
  const verdict = gate.judge(someFacts({ documents }), { name: "size", area: undefined });
  return renderGates([{ gate: "size", kind: "evidence", use: "require", verdict }], 20_000);
}

it("pipes, mentions, HTML and line breaks in names, values and keys stay in their cell", () => {
  const hostile = "a | b @acme/owners <img src=x> `code`\n| x | y | #1";
  const rows = [
    { name: hostile, value: "verdict", expect: "= PASS" },
    { name: "number", value: "verdict", expect: ">= 1" },
    { name: "missing", value: "kees.one", expect: ">= 1" },
  ];
  const rendered = render(rows, { verdict: hostile, [`keys${hostile}`]: 1, keys: { [`${hostile}one`]: { one: 1 } } });
  expect(rendered.split("\n")).toHaveLength(3);
  const [, , row = ""] = rendered.split("\n");
  expect(row.match(/(?<!\\)\|/g)).toHaveLength(4);
  expect(row).not.toMatch(/@acme/);
  // What is outside of code spans is ours alone.
  expect(row.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "")).not.toMatch(/[#@]|<(?!br>)/);
});

it("a document that does not count says so once, and not for each of its rows", () => {
  const rows = [1, 2, 3].map((limit) => ({ name: `row ${limit}`, value: "a", expect: `>= ${limit}` }));
  const rendered = render(rows, { a: 2, date: "2026-01-01" }, { fresh: "36h" });
  expect(rendered.match(/longer ago/g)).toHaveLength(1);
  expect(rendered).not.toContain("holds");
});
