import { type Points, type Span, hasVisible, textOf, trimmed, visibleText } from "../text/characters.ts";
import type { Header } from "./grammar.ts";
import { findNearestWord } from "./nearest-word.ts";
import type { ProblemList } from "./problems.ts";
import type { TitleRules } from "./rules.ts";
import { matchScope } from "./scope-pattern.ts";

export function checkScopes(points: Points, header: Header, rules: TitleRules, problems: ProblemList): void {
  const { type, scope: group } = header;
  if (group === undefined) {
    if (rules.scope !== "required") return;
    const expected = `${textOf(points, type)}(${rules.scopes?.[0] ?? "scope"}): …`;
    problems.add("title/scope-missing", { start: type.end, end: type.end }, { scopes: rules.scopes, expected });
    return;
  }
  if (!group.isClosed) {
    problems.add("title/scope-unclosed", { start: group.open, end: group.open + 1 }, {});
    // Where the scope ends is a guess then, and without a colon there is nothing to guess from.
    if (header.colon === undefined) return;
  }
  if (rules.scope === "none") {
    const end = (group.scopes.at(-1)?.end ?? group.open) + (group.isClosed ? 1 : 0);
    const scope = textOf(points, { start: group.open, end });
    problems.add("title/scope-disallowed", { start: group.open, end }, { scope });
    return;
  }
  for (const [index, span] of group.scopes.entries()) checkShape(points, span, index === 0, problems);
  if (rules.scopes !== undefined) checkNames(points, group.scopes, rules.scopes, problems);
  if (rules.scopePattern !== undefined) checkPattern(points, group.scopes, rules.scopePattern, problems);
}

function checkShape(points: Points, span: Span, isFirst: boolean, problems: ProblemList): void {
  const name = trimmed(points, span);
  if (!hasVisible(points, name)) {
    problems.add("title/scope-empty", { start: span.start, end: span.start }, {});
    return;
  }
  const scope = textOf(points, name);
  // One space may follow a comma.
  const start = !isFirst && points[span.start] === " " ? span.start + 1 : span.start;
  if (name.start > start) problems.add("title/scope-space", { start, end: name.start }, { scope }, scope);
  if (span.end > name.end) problems.add("title/scope-space", { start: name.end, end: span.end }, { scope }, scope);
  const wrong = findWrongCharacter(points, name);
  if (wrong === undefined) return;
  problems.add("title/scope-character", { start: wrong, end: wrong + 1 }, { scope, character: points[wrong] ?? "" });
}

function findWrongCharacter(points: Points, { start, end }: Span): number | undefined {
  for (let index = start; index < end; index++) {
    const character = points[index];
    const endsTheHeader = index === end - 1 && (character === "!" || character === ":");
    if (character === "(" || character === ")" || character === "\t" || endsTheHeader) return index;
  }
  return undefined;
}

function checkNames(points: Points, spans: readonly Span[], allowed: readonly string[], problems: ProblemList): void {
  const known = new Set(allowed);
  let unknown = 0;
  for (const span of spans) {
    const name = trimmed(points, span);
    const scope = visibleText(points, name);
    if (scope === "" || known.has(scope)) continue;
    // Only the first few are shown, so only they are worth the search.
    const expected = ++unknown <= 5 ? findNearestWord(scope, allowed) : undefined;
    problems.add("title/scope-unknown", name, { scope, scopes: allowed, expected }, expected);
  }
}

function checkPattern(points: Points, spans: readonly Span[], pattern: string, problems: ProblemList): void {
  const matches = matchScope(pattern);
  for (const span of spans) {
    const name = trimmed(points, span);
    const scope = visibleText(points, name);
    if (scope === "" || matches(scope)) continue;
    const lower = scope.toLowerCase();
    const expected = matches(lower) ? lower : undefined;
    problems.add("title/scope-pattern", name, { scope, pattern, expected }, expected);
  }
}
