import type { ParsedText } from "./parsed-text.ts";
import { findRepeatedKey } from "./repeated-key.ts";
import { asWritten } from "./rounded.ts";

export function parseJson(text: string): ParsedText {
  try {
    const value: unknown = mayRound.test(text) ? JSON.parse(text, keepWritten) : JSON.parse(text);
    const repeatedKey = findRepeatedKey(text);
    return repeatedKey === undefined ? { ok: true, value } : { ok: false, repeatedKey };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, problem: "it is nested too deeply" };
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

// Only such a number can lose digits. Looking at each number takes twenty times as long, and does not reach every depth.
const mayRound = /\d[\d.]{15}|\d[eE]/;

/** Node hands over how a number is written, which its types do not know of yet. */
function keepWritten(_key: string, value: unknown, ...[context]: readonly unknown[]): unknown {
  if (typeof value !== "number" || typeof context !== "object" || context === null) return value;
  return "source" in context && typeof context.source === "string" ? asWritten(context.source, value) : value;
}

/** More are not read: what a gate rests on is a summary, and each line is parsed by itself. */
export const mostLines = 100_000;

/** Each line is JSON; lines without anything are left out. */
export function parseJsonLines(text: string): ParsedText {
  const values: unknown[] = [];
  const lines = text.split("\n");
  if (lines.length > mostLines) return { ok: false, problem: `it has more than ${mostLines} lines` };
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const parsed = parseJson(line);
    if (!parsed.ok)
      return "problem" in parsed ? { ok: false, problem: `line ${index + 1}: ${parsed.problem}` } : parsed;
    values.push(parsed.value);
  }
  return { ok: true, value: values };
}
