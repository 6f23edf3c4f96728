import { RE2JS } from "re2js";
import { type Points, type Span, textOf } from "../../text/characters.ts";
import { keptWith } from "../../kept-with.ts";
import type { ProblemList } from "./problems.ts";
import { longestTitle } from "../rules.ts";
import type { TitlePattern } from "../title-pattern.ts";

/** What the rules of a repository's own look at. */
export interface Looked {
  /** Without the blanks at both ends. */
  readonly title: Span;
  /** What stands behind the colon; undefined without a colon. */
  readonly subject: Span | undefined;
}

/**
 * Names the own rules of the repository that a title breaks. At most 256 characters are held against patterns of at most 1,000
 * states together, which are compiled once: 250 commits take at most 64 million steps. A title beyond that breaks the rules
 * unread: the subject of a commit can be longer than any title.
 */
export function checkPatterns(
  points: Points,
  { title, subject }: Looked,
  patterns: readonly TitlePattern[],
  problems: ProblemList,
): void {
  if (patterns.length === 0) return;
  const length = title.end - title.start;
  if (length > longestTitle) {
    problems.add("title/pattern-unread", { start: title.start + longestTitle, end: title.end }, { length });
    return;
  }
  const whole = textOf(points, title);
  const behindColon = subject && textOf(points, subject);
  for (const { pattern, follows } of compiledOf(patterns)) {
    const text = pattern.in === "title" ? whole : behindColon;
    // Without a colon the missing one says enough.
    if (text === undefined || follows(text)) continue;
    const at = pattern.in === "title" ? undefined : subject;
    problems.add("title/pattern", at, { pattern, title: whole, subject: behindColon ?? whole });
  }
}

interface CompiledPattern {
  readonly pattern: TitlePattern;
  readonly follows: (text: string) => boolean;
}

const compiledOf = keptWith((patterns: readonly TitlePattern[]) => patterns.map(compile));

function compile(pattern: TitlePattern): CompiledPattern {
  const [required, forbidden] = [compileRegex(pattern.require), compileRegex(pattern.forbid)];
  const follows = (text: string) => required?.matches(text) !== false && forbidden?.matches(text) !== true;
  return { pattern, follows };
}

function compileRegex(regex: string | undefined): RE2JS | undefined {
  return regex === undefined ? undefined : RE2JS.compile(regex, RE2JS.DOTALL);
}
