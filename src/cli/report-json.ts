import type { Reason } from "../policy/reason.ts";
import type { GateReport } from "../policy/verdict.ts";
import { visible } from "../policy/text/visible.ts";
import { plainFix, plainSentence } from "../render/plain-reason.ts";

/** The gates for programs, in the order of the configuration. What a row does not know is null. */
export function gatesJson(gates: readonly GateReport[]) {
  return gates.map(({ gate, kind, use, verdict: { state, reason, rows } }) => ({
    gate: visible(gate),
    kind,
    use,
    verdict: state,
    reason: sentenceAndFix(reason),
    ...(rows === undefined
      ? {}
      : {
          rows: rows.map((row) => ({
            name: visible(row.name),
            verdict: row.state,
            actual: shown(row.actual),
            of: shown(row.of),
            expected: shown(row.expected),
            reason: sentenceAndFix(row.reason),
          })),
        }),
  }));
}

/** The sentence and what can be done about it, as one line of plain text. */
export function sentenceAndFix(reason: Reason): string {
  return [plainSentence(reason), plainFix(reason)].filter((part) => part !== undefined).join(" ");
}

function shown(text: string | undefined): string | null {
  return text === undefined ? null : visible(text);
}
