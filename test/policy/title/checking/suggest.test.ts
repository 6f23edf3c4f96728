import { describe, expect, it } from "vitest";
import { judgeTitle } from "../../../../src/policy/title/judge-title.ts";
import { defaultTitleRules, type TitleRules } from "../../../../src/policy/title/rules.ts";

describe("a failing title comes with one that passes and says the same", () => {
  it.for([
    { title: "Feature: faster start", suggestion: "feat: faster start" },
    { title: "Feat: x", suggestion: "feat: x" },
    { title: "faet: x", suggestion: "feat: x" },
    { title: "Reverts: x", suggestion: "revert: x" },
    { title: "fix (ci): x", suggestion: "fix(ci): x" },
    { title: "fix(ci) : x", suggestion: "fix(ci): x" },
    { title: "feat：x", suggestion: "feat: x" },
    { title: "feat（ui）！：x", suggestion: "feat(ui)!: x" },
    { title: "feat:\u00A0x", suggestion: "feat: x" },
    { title: "feat!(api): x", suggestion: "feat(api)!: x" },
    { title: "feat( a , b ,): x", suggestion: "feat(a,b): x" },
    { title: "feat(): x", suggestion: "feat: x" },
    { title: "feat(ui: add (y) x", suggestion: "feat(ui): add (y) x" },
    { title: "feat(ui) add x", suggestion: "feat(ui): add x" },
    { title: "fix - bug", suggestion: "fix: bug" },
    { title: "fix (maybe) the start", suggestion: "fix: (maybe) the start" },
    { title: "Fix bug", suggestion: "fix: bug" },
    { title: "Fixed the crash", suggestion: "fix: the crash" },
    { title: "🎉 feat: x", suggestion: "feat: 🎉 x" },
    { title: "feat: \u202Eevil\u200B", suggestion: "feat: evil" },
    { title: "f\u200Beat: x", suggestion: "feat: x" },
    { title: " feat:  x ", suggestion: "feat: x" },
    { title: "fixup! squash! Feat: x", suggestion: "feat: x" },
    { title: "[WIP] (draft) Feature: x", suggestion: "feat: x" },
    { title: "wip: fix the crash", suggestion: "fix: the crash" },
    { title: "feat: x [WIP]", suggestion: "feat: x" },
    { title: 'Revert "fix(a): b"', suggestion: "revert(a): b" },
    { title: 'Revert "feat(a)!: b (#36)" (#40)', suggestion: "revert(a): b (#36)" },
    { title: 'Revert "Add a thing"', suggestion: "revert: Add a thing" },
    { title: 'Revert "Revert "feat: x""', suggestion: "feat: x" },
    { title: 'Reapply "feat: x"', suggestion: "feat: x" },
    { title: 'Revert "feat: cut off by Git…', suggestion: "revert: cut off by Git…" },
    { title: "Feature: $& and $1", suggestion: "feat: $& and $1" },
  ])("$title → $suggestion", ({ title, suggestion }) => {
    expect(judgeTitle(title, defaultTitleRules)).toMatchObject({ ok: false, suggestion });
    expect(judgeTitle(suggestion, defaultTitleRules)).toMatchObject({ ok: true, notices: [] });
  });
});

describe("nothing is suggested where it would be a guess, or do harm", () => {
  it.for([
    { title: "", why: "nothing to go by" },
    { title: "Merge branch 'x'", why: "no change described" },
    { title: "v1.2.3", why: "no change described" },
    { title: "Add a thing", why: "the type is unknown" },
    { title: "Tests for the parser", why: "a sentence, not a type" },
    { title: "deps: bump serde", why: "near `docs`, but not a slip of it" },
    { title: "wip: x", why: "the type is unknown" },
    { title: "feat: wip", why: "nothing is left" },
    { title: "Feature: fixes #12", why: "it would close issue 12" },
    { title: "Fix #12", why: "it would close issue 12" },
    { title: `Feature: ${"x".repeat(300)}`, why: "GitHub keeps 256 characters" },
    { title: `Feature: ${"x".repeat(100_000)}`, why: "GitHub keeps 256 characters" },
  ])("$title: $why", ({ title }) => {
    const judgement = judgeTitle(title, defaultTitleRules);
    expect(judgement.ok).toBe(false);
    expect(judgement).not.toHaveProperty("suggestion");
  });
});

describe("the suggestion follows the rules of the repository", () => {
  it.for([
    { rules: { scopes: ["runtime", "ui"] }, title: "feat(Runtme): x", suggestion: "feat(runtime): x" },
    { rules: { scopes: ["runtime"] }, title: "feat(other): x", suggestion: undefined },
    { rules: { scope: "none" }, title: "feat(ui): x", suggestion: "feat: x" },
    { rules: { scope: "required" }, title: "Feature: x", suggestion: undefined },
    { rules: { scope: "required" }, title: "Feature(ui): x", suggestion: "feat(ui): x" },
    { rules: { types: ["feature"] }, title: "feat: x", suggestion: undefined },
    { rules: { types: ["feat"] }, title: 'Revert "feat: x"', suggestion: undefined },
    { rules: { max: 20 }, title: "Feature: 123456789012345", suggestion: undefined },
    { rules: { max: 20 }, title: "Feature: 12345678901234", suggestion: "feat: 12345678901234" },
    { rules: { scopePattern: "[a-z]+" }, title: "fix(API): x", suggestion: "fix(api): x" },
    { rules: { scopePattern: "[a-z]+" }, title: "fix(a b): x", suggestion: undefined },
    {
      rules: { subject: { case: "not-capitalised", fullStop: false } },
      title: "Fix: Add a thing.",
      suggestion: "fix: add a thing",
    },
    {
      rules: { subject: { case: "any", fullStop: true } },
      title: "Fix: Add a thing.",
      suggestion: "fix: Add a thing.",
    },
    { rules: { typeCase: "any" }, title: "FIX (ui): x", suggestion: "fix(ui): x" },
    { rules: { typeCase: "any" }, title: "FIX: x", suggestion: "passes" },
    { rules: { typeCase: "any" }, title: "FIX: x\u200B", suggestion: "FIX: x" },
    { rules: { refusedScopes: ["misc"] }, title: "fix(misc): x", suggestion: undefined },
    { rules: { refusedScopes: ["misc"], scopes: ["misc", "ui"] }, title: "fix(miscc): x", suggestion: undefined },
    { rules: { refusedScopes: ["misc"] }, title: "Fix(ui): x", suggestion: "fix(ui): x" },
    { rules: { scopeSeparator: "/" }, title: "fix(ui, api): x", suggestion: "fix(ui/api): x" },
    { rules: { scopeSeparator: "/" }, title: "fix(ui/ api ): x", suggestion: "fix(ui/api): x" },
    { rules: { scopeSeparator: "/", scopes: ["ui", "api"] }, title: "fix(ui/apii): x", suggestion: "fix(ui/api): x" },
    { rules: { subject: { case: "any", fullStop: true, max: 5 } }, title: "Fix: 123456", suggestion: undefined },
    { rules: { subject: { case: "any", fullStop: false, max: 5 } }, title: "fix: 12345.", suggestion: "fix: 12345" },
    {
      rules: { patterns: [{ in: "subject", require: "[a-z].*" }] },
      title: "Fix: add it",
      suggestion: "fix: add it",
    },
    { rules: { patterns: [{ in: "subject", require: "[a-z].*" }] }, title: "Fix: Add it", suggestion: undefined },
    { rules: { revertTitles: "allow" }, title: 'Revert "feat(a): b"', suggestion: "passes" },
    { rules: { revertTitles: "allow" }, title: ' Revert "feat(a): b" ', suggestion: 'Revert "feat(a): b"' },
    { rules: { revertTitles: "allow" }, title: '[WIP] Revert "feat(a): b"', suggestion: "revert(a): b" },
    { rules: { revertTitles: "allow" }, title: 'Reapply "feat(a)!: b"', suggestion: "feat(a)!: b" },
  ] satisfies { rules: Partial<TitleRules>; title: string; suggestion: string | undefined }[])(
    "$title under $rules → $suggestion",
    ({ rules, title, suggestion }) => {
      const judgement = judgeTitle(title, { ...defaultTitleRules, ...rules });
      expect(judgement.ok ? "passes" : judgement.suggestion).toBe(suggestion);
    },
  );
});
