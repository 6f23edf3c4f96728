import { RE2JS } from "re2js";
import { keptWith } from "../../kept-with.ts";
import type { TitleRules } from "../rules.ts";

type Rules = Pick<TitleRules, "scopePattern">;

/** Whether a scope matches as a whole, in linear time; any does without a pattern. Throws on one that has a `regexProblem`. */
export function matchesPattern(scope: string, rules: Rules): boolean {
  return compiledOf(rules)?.matches(scope) ?? true;
}

const compiledOf = keptWith(({ scopePattern }: Rules) =>
  scopePattern === undefined ? undefined : RE2JS.compile(scopePattern),
);
