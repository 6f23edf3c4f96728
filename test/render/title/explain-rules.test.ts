import { expect, it } from "vitest";
import { defaultTitleRules, type TitleRules } from "../../../src/policy/title/rules.ts";
import { mostPatterns } from "../../../src/policy/title/title-pattern.ts";
import { explainRules } from "../../../src/render/title/explain-rules.ts";

it.for<[rules: Partial<TitleRules>, says: string]>([
  [
    { scope: "required" },
    "A title reads `type(scope): what changed`; a `!` right before the colon marks a breaking change.",
  ],
  [{}, "A scope may follow the type, as in `type(scope): what changed`."],
  [{ typeCase: "any" }, "The type may have capitals."],
  [{ scopes: ["ui", "api"] }, "Accepted scopes: `ui`, `api`."],
  [{ refusedScopes: ["misc"] }, "Refused scopes: `misc`."],
  [{ scopePattern: "[a-z`]+" }, "Scopes match ``[a-z`]+``."],
  [
    { scopeSeparator: "/" },
    "A scope may follow the type, as in `type(scope): what changed`. Several scopes are separated by `/`.",
  ],
  [{ scope: "required", scopeSeparator: "/" }, "Several scopes are separated by `/`."],
  [{ subject: { case: "not-capitalised", fullStop: true } }, "What changed begins with a small letter."],
  [{ subject: { case: "any", fullStop: false } }, "What changed ends without a full stop."],
  [{ subject: { case: "any", fullStop: true, max: 50 } }, "What changed has at most 50 characters."],
  [{ max: 72 }, "A title has at most 72 characters."],
  [{ patterns: [{ in: "title", require: ".*[A-Z]+-\\d+.*" }] }, "The title matches `.*[A-Z]+-\\d+.*`."],
  [{ patterns: [{ in: "subject", forbid: "(?i)updates?" }] }, "What changed must not match `(?i)updates?`."],
  [
    { patterns: [{ in: "title", require: ".*X.*", say: "Name the ticket of @acme, not {title}." }] },
    "Here also holds: `Name the ticket of @\u200Bacme, not {title}.`",
  ],
  [{ revertTitles: "allow" }, 'GitHub\'s own titles of reverts, `Revert "…"`, pass as they are.'],
])("%j is told as a sentence, and only where it holds", ([rules, says]) => {
  const lines = (given: Partial<TitleRules>) => explainRules({ ...defaultTitleRules, ...given }).split("\n");
  expect(lines(rules)).toContain(says);
  const holdsAnyway = Object.keys(rules).length === 0;
  expect(lines({}).includes(says)).toBe(holdsAnyway);
});

it("scopes are no matter where titles have none", () => {
  const rules: TitleRules = {
    ...defaultTitleRules,
    scope: "none",
    scopes: ["ui"],
    scopePattern: "a",
    refusedScopes: ["b"],
  };
  expect(explainRules(rules)).not.toMatch(/scope/i);
});

it("as many rules as a repository may have are all told, and stay short", () => {
  const patterns = Array.from({ length: mostPatterns }, () => ({ in: "title", require: "x".repeat(1_000) }) as const);
  const text = explainRules({ ...defaultTitleRules, patterns });
  expect(text.match(/^The title matches/gm)).toHaveLength(mostPatterns);
  expect(Buffer.byteLength(text)).toBeLessThan(5_000);
});
