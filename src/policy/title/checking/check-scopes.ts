import { type Points, type Span, hasVisible, textOf, trimmed, visibleText } from "../../text/characters.ts";
import type { Header } from "../reading/grammar.ts";
import { findNearestWord } from "../reading/nearest-word.ts";
import type { ProblemList } from "./problems.ts";
import type { ScopeSeparator, TitleRules } from "../rules.ts";
import { matchesPattern } from "./scope-pattern.ts";

/** The scopes that a title may name; any when undefined. */
export function acceptedScopes({ scopes, refusedScopes }: TitleRules): readonly string[] | undefined {
  if (scopes === undefined || refusedScopes.length === 0) return scopes;
  const isRefused = refusalOf(refusedScopes);
  return scopes.filter((scope) => !isRefused(scope));
}

export function checkScopes(points: Points, header: Header, rules: TitleRules, problems: ProblemList): void {
  const { type, scope: group } = header;
  const scopes = acceptedScopes(rules);
  if (group === undefined) {
    if (rules.scope !== "required") return;
    const expected = `${textOf(points, type)}(${scopes?.[0] ?? "scope"}): …`;
    problems.add("title/scope-missing", { start: type.end, end: type.end }, { scopes, expected });
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
    problems.add("title/scope-disallowed", { start: group.open, end }, { scope, isAny: true, scopes: undefined });
    return;
  }
  const { scopeSeparator: separator, refusedScopes } = rules;
  for (const [index, span] of group.scopes.entries()) {
    checkShape(points, span, { mayFollowBlank: index > 0 && separator === ",", separator }, problems);
  }
  const named = checkRefused(points, group.scopes, { refusedScopes, scopes }, problems);
  if (scopes !== undefined) checkNames(points, named, scopes, problems);
  checkPattern(points, named, rules, problems);
}

interface Place {
  /** One space may follow a comma. */
  readonly mayFollowBlank: boolean;
  readonly separator: ScopeSeparator;
}

function checkShape(points: Points, span: Span, { mayFollowBlank, separator }: Place, problems: ProblemList): void {
  const name = trimmed(points, span);
  if (!hasVisible(points, name)) {
    problems.add("title/scope-empty", { start: span.start, end: span.start }, {});
    return;
  }
  const scope = textOf(points, name);
  const start = mayFollowBlank && points[span.start] === " " ? span.start + 1 : span.start;
  if (name.start > start) problems.add("title/scope-space", { start, end: name.start }, { scope });
  if (span.end > name.end) problems.add("title/scope-space", { start: name.end, end: span.end }, { scope });
  const wrong = findWrongCharacter(points, name, separator);
  if (wrong === undefined) return;
  problems.add("title/scope-character", { start: wrong, end: wrong + 1 }, { scope, character: points[wrong] ?? "" });
}

function findWrongCharacter(points: Points, { start, end }: Span, separator: ScopeSeparator): number | undefined {
  for (let index = start; index < end; index++) {
    const character = points[index];
    const endsTheHeader = index === end - 1 && (character === "!" || character === ":");
    // Release tools read a comma as the end of a scope, whatever stands between scopes here.
    const isSeparator = separator !== "," && character === ",";
    if (character === "(" || character === ")" || character === "\t" || isSeparator || endsTheHeader) return index;
  }
  return undefined;
}

/** Whether a scope is among the refused ones, in any case of letters. */
function refusalOf(refusedScopes: readonly string[]): (scope: string) => boolean {
  const refused = new Set(refusedScopes.map((scope) => scope.toLowerCase()));
  return (scope) => refused.has(scope.toLowerCase());
}

/** Names the refused scopes, and gives the others back: one problem a scope is enough. */
function checkRefused(
  points: Points,
  spans: readonly Span[],
  { refusedScopes, scopes }: Pick<TitleRules, "refusedScopes" | "scopes">,
  problems: ProblemList,
): readonly Span[] {
  if (refusedScopes.length === 0) return spans;
  const isRefused = refusalOf(refusedScopes);
  return spans.filter((span) => {
    const name = trimmed(points, span);
    const scope = visibleText(points, name);
    if (!isRefused(scope)) return true;
    problems.add("title/scope-disallowed", name, { scope, isAny: false, scopes });
    return false;
  });
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
    problems.add("title/scope-unknown", name, { scope, scopes: allowed, expected });
  }
}

function checkPattern(points: Points, spans: readonly Span[], rules: TitleRules, problems: ProblemList): void {
  const { scopePattern: pattern } = rules;
  if (pattern === undefined) return;
  for (const span of spans) {
    const name = trimmed(points, span);
    const scope = visibleText(points, name);
    if (scope === "" || matchesPattern(scope, rules)) continue;
    const lower = scope.toLowerCase();
    const expected = matchesPattern(lower, rules) ? lower : undefined;
    problems.add("title/scope-pattern", name, { scope, pattern, expected });
  }
}
