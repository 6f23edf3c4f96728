import { describe, expect, it } from "vitest";
import { matchesPattern } from "../../../../src/policy/title/checking/scope-pattern.ts";

describe("a pattern of scopes", () => {
  it.for([
    { pattern: "a|b", scope: "b", matches: true },
    { pattern: "a|b", scope: "ab", matches: false },
    { pattern: "[a-z]+", scope: "a\nb", matches: false },
    { pattern: "^a$", scope: "a", matches: true },
    { pattern: "(a*)*", scope: `${"a".repeat(5_000)}!`, matches: false },
  ])("$pattern of $scope → $matches", ({ pattern, scope, matches }) =>
    expect(matchesPattern(scope, { scopePattern: pattern })).toBe(matches),
  );
});

it("without a pattern any scope will do", () => expect(matchesPattern("Ä!", { scopePattern: undefined })).toBe(true));
