import { type Reason, reason } from "../policy/reason.ts";
import { byWorst, type GateReport, type RowVerdict, type Verdict, type VerdictState } from "../policy/verdict.ts";
import { clip } from "./clip.ts";
import { cell, code } from "./markdown.ts";
import { briefSentence, fix, sentence, sentenceWithFix } from "./reason.ts";
import { shareRows } from "./share-rows.ts";

/** One sign and the state in words, so that no meaning hangs on a colour or a picture. */
export const stateWords: Readonly<Record<VerdictState, string>> = {
  pass: "✅ holds",
  fail: "❌ fails",
  pending: "⏳ not finished",
  waiting: "⏳ waits for a person",
  "no-data": "❌ no data",
  waived: "➖ waived",
  "not-applicable": "➖ not applicable",
};

/** Behind the name of a gate. */
export const doesInWords: Readonly<Record<VerdictState, string>> = {
  fail: "fails",
  "no-data": "has no data",
  waiting: "waits for a person",
  pending: "is not finished",
  pass: "holds",
  waived: "is waived",
  "not-applicable": "does not apply",
};

// One gate must not crowd out the others.
const rowBytes = 6_000;

/** The table of gates, one line each, with what was found and what to do; what is worst comes first. */
export function renderGates(gates: readonly GateReport[], bytes: number): string {
  const rows = shareRows(gates.toSorted(byUrgency), {
    bytes,
    mostBytes: rowBytes,
    render: renderGate,
    name: ({ gate, verdict }) =>
      `${code(gate)} ${doesInWords[verdict.state]}${hasCaveats(verdict) ? " with caveats" : ""}`,
    lastRow: (text) => `| … | | ${cell(text)} |`,
    isVital: ({ verdict }) => verdict.state === "waived" || hasCaveats(verdict),
  });
  return ["| Gate | State | What was found |", "| --- | --- | --- |", ...rows].join("\n");
}

/** Required before advisory, then the worst first. */
export function byUrgency(a: GateReport, b: GateReport): number {
  if (a.use !== b.use) return a.use === "require" ? -1 : 1;
  return byWorst(a.verdict, b.verdict);
}

// With less than this for a row, names in it are cut short rather than left out.
const roomyBytes = 3_000;

function renderGate(report: GateReport, bytes: number): string {
  const { gate, use, verdict } = report;
  const advisory = use === "advise" ? " (advisory, never blocks)" : "";
  const start = `| ${cell(code(gate))} | ${stateWords[verdict.state]}${advisory} |`;
  const { opening, found, remedies } = explain(report, bytes < roomyBytes ? briefSentence : sentence);
  const lines = [...opening, ...found, ...remedies].map(cell);
  // Why, what takes trust away and what to do are read also where much was found.
  const vital = new Set([...opening.slice(0, mostVital), ...remedies.slice(0, mostVital)].map(cell));
  const shown = clip(
    lines,
    bytes - Buffer.byteLength(start),
    (left) => `… ${left} more`,
    (line) => vital.has(line),
  );
  return `${start} ${shown.join("<br>")} |`;
}

// Caveats can be many, too.
const mostVital = 6;

interface Explanation {
  readonly opening: readonly string[];
  readonly found: readonly string[];
  readonly remedies: readonly string[];
}

function explain({ verdict, fix: command }: GateReport, say: (why: Reason) => string): Explanation {
  const { state, reason: why, details = [], rows = [], caveats = [], notes = [] } = verdict;
  // The areas have a table of their own, where each line says why and what to do.
  const parts = why.code === "areas-missing" ? [] : details;
  const isBad = state === "fail" || state === "no-data";
  return {
    // Who waived a gate and why is louder than what was found.
    opening: (state === "waived" ? [...caveats, why] : [why, ...caveats]).map(say),
    found: [
      ...notes.map(sentence),
      // What keeps a document from counting keeps all its rows, and is said once.
      ...rows
        .filter(({ reason: own }) => own.code !== why.code)
        .toSorted(unheldFirst)
        .map(renderRow),
      ...parts.map(sentence),
    ],
    remedies: [
      ...fixes([why, ...parts]),
      ...(command === undefined || !isBad ? [] : [sentence(reason("see-locally", { command }))]),
    ],
  };
}

/** A fix that several parts share is said once. */
function fixes(reasons: readonly Reason[]): readonly string[] {
  return [...new Set(reasons.map(fix).filter((text) => text !== undefined))];
}

export function hasCaveats({ caveats = [] }: Verdict): boolean {
  return caveats.length > 0;
}

function unheldFirst(a: RowVerdict, b: RowVerdict): number {
  return Number(a.state === "pass") - Number(b.state === "pass");
}

function renderRow({ name, state, reason: why }: RowVerdict): string {
  const sign = { pass: "✅ holds", fail: "❌ fails", "no-data": "❌ no data" }[state];
  return `${sign}: ${code(name)}: ${sentenceWithFix(why)}`;
}
