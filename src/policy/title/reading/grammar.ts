import { type Points, type Span, isBlank, skipBlanks, textOf, trimmed } from "../../text/characters.ts";
import type { ScopeSeparator } from "../rules.ts";

/**
 * A title read as `type(scope, scope)!: description`, with everything that is almost that: blanks and marks in the
 * wrong place are kept where they stand, for `check-header.ts` to name. Nothing is judged here.
 */
export interface Header {
  readonly type: Span;
  readonly scope?: ScopeGroup;
  /** Runs of `!`, wherever they stand before the colon. */
  readonly bangs: readonly Span[];
  /** Blanks before `(`, `!` or the colon. */
  readonly gaps: readonly Span[];
  /** Index of the colon, or of a character that looks like one. */
  readonly colon?: number;
  /** First index after type, scope and `!`; the colon belongs here. */
  readonly headEnd: number;
  /** Without the blanks at both ends; empty when nothing follows. */
  readonly description: Span;
}

export interface ScopeGroup {
  readonly open: number;
  readonly isClosed: boolean;
  /** What stands between the separators, blanks included. */
  readonly scopes: readonly Span[];
}

/** What a title that follows the rules says. */
export interface ParsedTitle {
  readonly type: string;
  readonly scopes: readonly string[];
  readonly breaking: boolean;
  readonly description: string;
}

// Full-width, small, vertical and raised colons, ratio, and punctuation of other scripts that is drawn as two dots.
const colonLookalikes = new Set("：﹕︓꞉∶ː˸։׃܃܄᛬᠃᠉⁚⦂");

function isColonLike(character: string | undefined): boolean {
  return character === ":" || (character !== undefined && colonLookalikes.has(character));
}

/** Reads from `start`. Linear in the length of the title. */
export function parseHeader(points: Points, start: number, separator: ScopeSeparator = ","): Header {
  const type = readType(points, start);
  let parts = readParts(points, type.end, separator);
  const last = parts.at(-1);
  // Without a colon, only what stands right behind the word can belong to it: in `Fix (maybe) that` there is no scope.
  if (last?.kind !== "colon") parts = parts.slice(0, firstDetached(parts));
  const colon = last?.kind === "colon" ? last.start : undefined;
  const headEnd = parts.findLast(({ kind }) => kind !== "colon")?.end ?? type.end;
  const scope = parts.find(({ kind }) => kind === "scope")?.scope;
  return {
    type,
    ...(scope && { scope }),
    ...(colon !== undefined && { colon }),
    bangs: parts.filter(({ kind }) => kind === "bang"),
    gaps: parts.map((part) => part.gap).filter((gap) => gap.end > gap.start),
    headEnd,
    description: trimmed(points, { start: colon === undefined ? headEnd : colon + 1, end: points.length }),
  };
}

/** The one way to write a title down; reading it again gives the same parts. */
export function printTitle(
  { type, scopes, breaking, description }: ParsedTitle,
  separator: ScopeSeparator = ",",
): string {
  const scope = scopes.length > 0 ? `(${scopes.join(separator)})` : "";
  return `${type}${scope}${breaking ? "!" : ""}: ${description}`;
}

interface Part extends Span {
  readonly kind: "scope" | "bang" | "colon";
  readonly gap: Span;
  readonly scope?: ScopeGroup;
}

function readType(points: Points, start: number): Span {
  let end = start;
  while (end < points.length && !isBlank(points[end]) && !endsType(points[end])) end++;
  return { start, end };
}

function endsType(character: string | undefined): boolean {
  return character === "(" || character === ")" || character === "!" || isColonLike(character);
}

function readParts(points: Points, from: number, separator: ScopeSeparator): readonly Part[] {
  const parts: Part[] = [];
  let at = from;
  let hasScope = false;
  for (;;) {
    const start = skipBlanks(points, at);
    const gap = { start: at, end: start };
    if (isColonLike(points[start])) {
      parts.push({ kind: "colon", start, end: start + 1, gap });
      return parts;
    }
    if (points[start] === "!") {
      at = start + 1;
      while (points[at] === "!") at++;
      parts.push({ kind: "bang", start, end: at, gap });
    } else if (points[start] === "(" && !hasScope) {
      hasScope = true;
      const { scope, end } = readScope(points, start, separator);
      at = end;
      parts.push({ kind: "scope", start, end, gap, scope });
    } else {
      return parts;
    }
  }
}

function readScope(
  points: Points,
  open: number,
  separator: ScopeSeparator,
): { readonly scope: ScopeGroup; readonly end: number } {
  const close = findClosing(points, open);
  const end = close ?? findColon(points, open) ?? points.length;
  const scopes = splitScopes(points, { start: open + 1, end }, separator);
  const scope = { open, isClosed: close !== undefined, scopes };
  return { scope, end: close === undefined ? end : end + 1 };
}

function findClosing(points: Points, open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < points.length; index++) {
    if (points[index] === "(") depth++;
    if (points[index] === ")") depth--;
    if (depth === 0) return index;
  }
  return undefined;
}

/** The colon that ends an unclosed scope: one that a blank or the end follows, because `crate::mod` is a scope. */
function findColon(points: Points, from: number): number | undefined {
  for (let index = from; index < points.length; index++) {
    if (isColonLike(points[index]) && (index + 1 === points.length || isBlank(points[index + 1]))) return index;
  }
  return undefined;
}

function splitScopes(points: Points, { start, end }: Span, separator: ScopeSeparator): readonly Span[] {
  const scopes: Span[] = [];
  let from = start;
  for (let index = start; index < end; index++) {
    if (points[index] !== separator) continue;
    scopes.push({ start: from, end: index });
    from = index + 1;
  }
  return [...scopes, { start: from, end }];
}

function firstDetached(parts: readonly Part[]): number {
  const index = parts.findIndex(({ gap }) => gap.end > gap.start);
  return index === -1 ? parts.length : index;
}

/** The scopes as they are named, without the blanks around them; some may be empty. */
export function scopeNames(points: Points, group: ScopeGroup | undefined): readonly string[] {
  return (group?.scopes ?? []).map((scope) => textOf(points, trimmed(points, scope)));
}
