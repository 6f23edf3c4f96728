import { type Points, type Span, skipBlanks, textOf, trimmed } from "../../text/characters.ts";
import { findFirst } from "../../text/find-first.ts";

/** A title that follows another convention than ours, so that its words are not to be read as type and description. */
export interface Shape {
  readonly code: "title/autosquash" | "title/revert-wrapper" | "title/merge-subject" | "title/version-only";
  readonly span: Span;
  /** Raw text of `span`. */
  readonly marker: string;
}

const shapes: readonly { readonly code: Shape["code"]; readonly pattern: RegExp }[] = [
  { code: "title/autosquash", pattern: /^(?:fixup|squash|amend)!(?= )/i },
  { code: "title/revert-wrapper", pattern: /^(?:revert|reapply) (?=")/i },
  // "Merge sort is now stable" is a sentence; what git writes names a ref in quotes, a number, or two branches.
  {
    code: "title/merge-subject",
    pattern:
      /^Merge (?:(?:branch(?:es)?|tag|commit|remote-tracking branch(?:es)?) '.*|pull request #.*|[^\s]+ into [^\s]+$)/is,
  },
  { code: "title/version-only", pattern: /^v?\d{1,9}(?:\.\d{1,9}){1,3}(?:[-+.][\da-z.+-]*)?$/i },
];

/** Which other convention a title follows from `start` on; undefined for a header and for prose. */
export function findShape(points: Points, start: number): Shape | undefined {
  const text = textOf(points, trimmed(points, { start, end: points.length }));
  for (const { code, pattern } of shapes) {
    const found = findFirst(text, pattern);
    if (found === undefined) continue;
    return {
      code,
      marker: found.text.trimEnd(),
      span: { start, end: start + Array.from(found.text.trimEnd()).length },
    };
  }
  return undefined;
}

// The bare word only in front of a blank: "WIPe the cache" is none.
const leadingMarker = /^(?:\[(?:wip|draft)\]|\((?:wip|draft)\)|wip(?=[ \t]|$))/i;
const innerMarker = /^wip(?=[ \t]*(?::|$))|\[wip\]|\(wip\)/i;
const markerTypes: readonly string[] = ["wip", "draft"];
const longestMarker = 10;

/** `[WIP]`, `(draft)` or `WIP` at `start`; `next` is where the title goes on behind it and a separator. */
export function findLeadingMarker(
  points: Points,
  start: number,
): { readonly span: Span; readonly next: number } | undefined {
  const found = findFirst(textOf(points, { start, end: start + longestMarker }), leadingMarker);
  if (found === undefined) return undefined;
  const end = start + found.span.end;
  const separator = skipBlanks(points, end);
  const hasSeparator = points[separator] === ":" || points[separator] === "-";
  return { span: { start, end }, next: skipBlanks(points, hasSeparator ? separator + 1 : separator) };
}

/** `[WIP]` or `(WIP)` anywhere in a description, or `WIP:` in front of it. */
export function findInnerMarker(points: Points, description: Span): Span | undefined {
  const found = findFirst(textOf(points, description), innerMarker);
  if (found === undefined) return undefined;
  return { start: description.start + found.span.start, end: description.start + found.span.end };
}

/** `wip: x` and `Draft: x`, unless this repository lists the word as a type of its own. */
export function isMarkerType(word: string, types: readonly string[]): boolean {
  return markerTypes.includes(word.toLowerCase()) && !types.includes(word.toLowerCase());
}
