import { findNearestWord } from "./nearest-word.ts";

// What people write for a type in real histories, beside plain slips of the pen.
const aliases: Readonly<Record<string, string>> = {
  feature: "feat",
  features: "feat",
  enhancement: "feat",
  bug: "fix",
  bugfix: "fix",
  "bug-fix": "fix",
  hotfix: "fix",
  fixes: "fix",
  fixed: "fix",
  doc: "docs",
  documentation: "docs",
  tests: "test",
  testing: "test",
  performance: "perf",
  sec: "security",
  refactoring: "refactor",
  maint: "chore",
  maintenance: "chore",
};

// Only these say the same as a type when they begin a sentence: "Tests for x" is not "test: for x".
const verbs = new Set(["fixes", "fixed"]);

/** The accepted type that was most likely meant by the word before the colon. */
export function findMeantType(word: string, types: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  if (types.includes(lower)) return lower;
  const alias = Object.hasOwn(aliases, lower) ? aliases[lower] : undefined;
  return alias !== undefined && types.includes(alias) ? alias : findNearestWord(lower, types);
}

/** The accepted type that the first word of a sentence names, as in "Fix the crash". */
export function findLeadingType(word: string, types: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  return types.includes(lower) || verbs.has(lower) ? findMeantType(lower, types) : undefined;
}
