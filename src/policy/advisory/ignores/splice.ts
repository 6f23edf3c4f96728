import type { Token } from "./toml-tokens.ts";

/** A piece of a text that is written anew. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Pieces may overlap only where all of them go. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, text: written } of splices.toSorted((left, right) => left.start - right.start)) {
    pieces.push(text.slice(from, Math.max(from, start)), written);
    from = Math.max(from, end);
  }
  return [...pieces, text.slice(from)].join("");
}

/** As the text ends its lines itself. */
export function lineEndOf(text: string): string {
  const at = text.indexOf("\n");
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}

/** The spaces before the first sign of the line on which `token` stands. */
export function indentAt(text: string, token: Token): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, token.start)))?.[0] ?? "";
}

export function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** Where the text of a line ends, before what ends it. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" && end > at ? end - 1 : end;
}
