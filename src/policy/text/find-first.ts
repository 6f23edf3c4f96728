import type { Span } from "./characters.ts";

export interface Occurrence {
  readonly text: string;
  /** In code points. */
  readonly span: Span;
}

export function findFirst(text: string, pattern: RegExp): Occurrence | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const start = Array.from(text.slice(0, match.index)).length;
  return { text: match[0], span: { start, end: start + Array.from(match[0]).length } };
}
