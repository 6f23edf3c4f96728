import { RE2JS } from "re2js";

export const longestScopePattern = 200;

/** Whether a scope matches as a whole, in linear time. Throws on a pattern that `regexProblem` has something against. */
export function matchScope(pattern: string): (scope: string) => boolean {
  const compiled = RE2JS.compile(pattern);
  return (scope) => compiled.matches(scope);
}
