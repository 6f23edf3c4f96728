import { buildJson } from "./build-json.ts";
import { jsonExcess } from "./json-size.ts";
import type { ParsedText } from "./parsed-text.ts";

export function parseJson(text: string): ParsedText {
  const excess = jsonExcess(text);
  return excess === undefined ? parseCounted(text) : { ok: false, excess };
}

/** More are not read: what a gate rests on is a summary, and each line is parsed by itself. */
export const mostLines = 100_000;

/** Each line is JSON; lines without anything are left out. */
export function parseJsonLines(text: string): ParsedText {
  const values: unknown[] = [];
  const lines = text.split("\n");
  if (lines.length > mostLines) return { ok: false, excess: `it has more than ${mostLines} lines` };
  const excess = jsonExcess(text);
  if (excess !== undefined) return { ok: false, excess };
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const parsed = parseCounted(line);
    if (!parsed.ok)
      return "problem" in parsed ? { ok: false, problem: `line ${index + 1}: ${parsed.problem}` } : parsed;
    values.push(parsed.value);
  }
  return { ok: true, value: values };
}

function parseCounted(text: string): ParsedText {
  try {
    JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
  return buildJson(text);
}
