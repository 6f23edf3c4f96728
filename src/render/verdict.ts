import type { Reason } from "../policy/reason.ts";
import type { GateReport, RowVerdict, Verdict, VerdictState } from "../policy/verdict.ts";
import { clip } from "./clip.ts";
import { cell, code } from "./markdown.ts";
import { fix, sentence, sentenceWithFix } from "./reason.ts";

/** One sign and the state in words, so that no meaning hangs on a colour or a picture. */
const stateWords: Readonly<Record<VerdictState, string>> = {
  pass: "✅ holds",
  fail: "❌ fails",
  pending: "⏳ not finished",
  waiting: "⏳ waits for a person",
  "no-data": "❌ no data",
  waived: "➖ waived",
  "not-applicable": "➖ not applicable",
};

const urgency: readonly VerdictState[] = ["fail", "no-data", "waiting", "pending", "waived", "pass", "not-applicable"];

// One gate must not crowd out the others.
const cellBytes = 6_000;

/** The table of gates, one line each, with what was found and what to do; what is worst comes first. */
export function renderGates(gates: readonly GateReport[], bytes: number): string {
  const rows = gates.toSorted(byUrgency).map(renderGate);
  const shown = clip(rows, bytes, (left) => `| … | | ${left} more |`);
  return ["| Gate | State | What was found |", "| --- | --- | --- |", ...shown].join("\n");
}

/** Required before advisory, then the worst first. */
export function byUrgency(a: GateReport, b: GateReport): number {
  if (a.use !== b.use) return a.use === "require" ? -1 : 1;
  return urgency.indexOf(a.verdict.state) - urgency.indexOf(b.verdict.state);
}

function renderGate({ gate, use, verdict }: GateReport): string {
  const advisory = use === "advise" ? " (advisory, never blocks)" : "";
  const lines = clip(explain(verdict), cellBytes, (left) => `… ${left} more`);
  return `| ${cell(code(gate))} | ${stateWords[verdict.state]}${advisory} | ${cell(lines.join("\n"))} |`;
}

function explain({ state, reason, details = [], rows = [], caveat }: Verdict): readonly string[] {
  // The areas have a table of their own, where each line says why and what to do.
  const parts = reason.code === "areas-missing" ? [] : details;
  const warning = caveat === undefined ? [] : [sentence(caveat)];
  return [
    // Who waived a gate and why is louder than what was found.
    ...(state === "waived" ? [...warning, sentence(reason)] : [sentence(reason), ...warning]),
    ...rows.toSorted(unheldFirst).map(renderRow),
    ...parts.map(sentence),
    ...fixes([reason, ...parts]),
  ];
}

/** A fix that several parts share is said once. */
function fixes(reasons: readonly Reason[]): readonly string[] {
  return [...new Set(reasons.map(fix).filter((text) => text !== undefined))];
}

function unheldFirst(a: RowVerdict, b: RowVerdict): number {
  return Number(a.state === "pass") - Number(b.state === "pass");
}

function renderRow({ name, state, reason }: RowVerdict): string {
  const sign = { pass: "✅ holds", fail: "❌ fails", "no-data": "❌ no data" }[state];
  return `${sign}: ${code(name)}: ${sentenceWithFix(reason)}`;
}
