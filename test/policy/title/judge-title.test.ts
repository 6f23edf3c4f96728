import { describe, expect, it } from "vitest";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import type { TitleProblem } from "../../../src/policy/title/checking/problems.ts";
import { defaultTitleRules, type SubjectRules, type TitleRules } from "../../../src/policy/title/rules.ts";

const small = { case: "not-capitalised", fullStop: false } as const;
const disguised = ["title/scope-disallowed@5+5", "title/invisible-character@7+1"];

describe("a title that passes is read", () => {
  it.for([
    { title: "feat: faster start", type: "feat", scopes: [], breaking: false, description: "faster start" },
    { title: "feat(api)!: drop v1", type: "feat", scopes: ["api"], breaking: true, description: "drop v1" },
    { title: "fix(a, b): x", type: "fix", scopes: ["a", "b"], breaking: false, description: "x" },
    { title: "fix(crate::mod): x", type: "fix", scopes: ["crate::mod"], breaking: false, description: "x" },
    { title: "fix(http parser): x", type: "fix", scopes: ["http parser"], breaking: false, description: "x" },
    { title: "security!: drop TLS 1.1", type: "security", scopes: [], breaking: true, description: "drop TLS 1.1" },
    { title: "feat:   wide gap  ", type: "feat", scopes: [], breaking: false, description: "wide gap" },
    { title: "feat: 👩‍🚀 ❤️ x", type: "feat", scopes: [], breaking: false, description: "👩‍🚀 ❤️ x" },
    { title: "docs: می‌خواهم", type: "docs", scopes: [], breaking: false, description: "می‌خواهم" },
    { title: "fix: a: b (c): d", type: "fix", scopes: [], breaking: false, description: "a: b (c): d" },
    { title: "fix: wipe the cache", type: "fix", scopes: [], breaking: false, description: "wipe the cache" },
    {
      title: "docs: keep releases (draft) apart",
      type: "docs",
      scopes: [],
      breaking: false,
      description: "keep releases (draft) apart",
    },
  ])("$title", ({ title, ...parsed }) => {
    expect(judgeTitle(title, defaultTitleRules)).toMatchObject({ ok: true, parsed });
  });
});

it("a type in capitals is read as the same in small letters", () => {
  const rules = { ...defaultTitleRules, typeCase: "any" } as const;
  expect(judgeTitle("FIX(UI): x", rules)).toMatchObject({ ok: true, parsed: { type: "fix", scopes: ["UI"] } });
});

it("scopes are read as they are separated", () => {
  const rules = { ...defaultTitleRules, scopeSeparator: "/" } as const;
  expect(judgeTitle("fix(ui/api): x", rules)).toMatchObject({ ok: true, parsed: { scopes: ["ui", "api"] } });
  expect(judgeTitle("fix(ui/api): x", defaultTitleRules)).toMatchObject({ ok: true, parsed: { scopes: ["ui/api"] } });
});

describe("every problem is named with its column", () => {
  it.for([
    { title: "", found: ["title/empty"] },
    { title: "   ", found: ["title/empty"] },
    { title: "\u200B\u200B", found: ["title/empty", "title/invisible-character@1+2"] },
    { title: " feat: x", found: ["title/leading-space@1+1"] },
    { title: "Fix bug", found: ["title/no-type@1+3"] },
    { title: ": x", found: ["title/no-type@1"] },
    { title: "Add (unclosed thing", found: ["title/no-type@1+3"] },
    { title: "Feature: faster start", found: ["title/unknown-type@1+7"] },
    { title: "constructor: x", found: ["title/unknown-type@1+11"] },
    { title: "Feat: x", found: ["title/type-case@1+4"] },
    { title: "Feat(ui) add x", found: ["title/type-case@1+4", "title/colon-missing@9"] },
    { title: "feat(ui) add x", found: ["title/colon-missing@9"] },
    { title: "fix (maybe) the start", found: ["title/colon-missing@4"] },
    { title: "feat", found: ["title/colon-missing@5", "title/description-empty@5"] },
    { title: "feat:", found: ["title/description-empty@6"] },
    { title: "feat: ", found: ["title/description-empty@7"] },
    { title: "feat: \u3164", found: ["title/description-empty@7", "title/invisible-character@7+1"] },
    { title: "feat：x", found: ["title/colon-lookalike@5+1", "title/space-after-colon@6"] },
    { title: "feat： x", found: ["title/colon-lookalike@5+1"] },
    { title: "feat : x", found: ["title/space-before-colon@5+1"] },
    { title: "fix (ci) : x", found: ["title/space-before-colon@4+1", "title/space-before-colon@9+1"] },
    { title: "feat:x", found: ["title/space-after-colon@6"] },
    { title: "feat:\tx", found: ["title/space-after-colon@6+1"] },
    { title: "feat:\u00A0x", found: ["title/space-after-colon@6+1"] },
    { title: "feat!(api): x", found: ["title/bang-position@5+1"] },
    { title: "feat!(api)!: x", found: ["title/bang-position@5+1", "title/bang-position@11+1"] },
    { title: "feat!!: x", found: ["title/bang-position@5+2"] },
    { title: "feat(): x", found: ["title/scope-empty@6"] },
    { title: "feat(a,,b): x", found: ["title/scope-empty@8"] },
    { title: "feat(ui: x", found: ["title/scope-unclosed@5+1"] },
    { title: "feat(ui x", found: ["title/scope-unclosed@5+1"] },
    { title: "feat( a ): x", found: ["title/scope-space@6+1", "title/scope-space@8+1"] },
    { title: "feat(a,  b): x", found: ["title/scope-space@9+1"] },
    { title: "feat(a(b)): x", found: ["title/scope-character@7+1"] },
    { title: "feat(a!): x", found: ["title/scope-character@7+1"] },
    { title: "feat(a:): x", found: ["title/scope-character@7+1"] },
    { title: "feat: \u202Eevil", found: ["title/invisible-character@7+1"] },
    { title: "feat: a\u0000b", found: ["title/invisible-character@8+1"] },
    { title: "feat: a\nb", found: ["title/invisible-character@8+1"] },
    { title: "feat: a\tb", found: ["title/invisible-character@8+1"] },
    { title: "feat: a\uD800b", found: ["title/invisible-character@8+1"] },
    { title: "feat: 🎉🎉 a\u200Db", found: ["title/invisible-character@11+1"] },
    { title: "f\u200Beat: x", found: ["title/invisible-character@2+1"] },
    { title: "fixup! feat: x", found: ["title/autosquash@1+6"] },
    { title: 'Revert "fix(a): b"', found: ["title/revert-wrapper@1+6"] },
    { title: 'Reapply "fix(a): b"', found: ["title/revert-wrapper@1+7"] },
    { title: "Merge main into feature", found: ["title/merge-subject@1+23"] },
    { title: "Merge pull request #369", found: ["title/merge-subject@1+23"] },
    { title: "Merge sort is now stable", found: ["title/no-type@1+5"] },
    { title: "v1.2.3-rc.1", found: ["title/version-only@1+11"] },
    { title: "[WIP] Feature: x", found: ["title/wip@1+5", "title/unknown-type@7+7"] },
    { title: "WIP feat: x", found: ["title/wip@1+3"] },
    { title: "Draft: feat: x", found: ["title/wip@1+6"] },
    { title: "[WIP] v1.2.3", found: ["title/wip@1+5", "title/version-only@7+6"] },
    { title: "feat: x [WIP]", found: ["title/wip@9+5"] },
    { title: "feat: WIP", found: ["title/wip@7+3"] },
    {
      title: " Feat( ui):x",
      found: ["title/leading-space@1+1", "title/type-case@2+4", "title/scope-space@7+1", "title/space-after-colon@12"],
    },
  ])("$title", ({ title, found }) => expect(problemsOf(title)).toEqual(found));

  it.for([
    { rules: { scope: "required" }, title: "feat: x", found: ["title/scope-missing@5"] },
    { rules: { scope: "required" }, title: "feat(a): x", found: [] },
    { rules: { scope: "none" }, title: "feat(a)!: x", found: ["title/scope-disallowed@5+3"] },
    { rules: { scopes: ["runtime", "ui"] }, title: "feat(runtme,ui): x", found: ["title/scope-unknown@6+6"] },
    { rules: { scopes: ["runtime", "ui"] }, title: "feat: x", found: [] },
    { rules: { max: 20 }, title: "feat: 123456789012345", found: ["title/too-long@21+1"] },
    { rules: { max: 20 }, title: "feat: 12345678901234", found: [] },
    { rules: { types: ["feat", "wip"] }, title: "wip: x", found: [] },
    { rules: { types: ["feat"] }, title: "fix: x", found: ["title/unknown-type@1+3"] },
    { rules: { scopePattern: "[a-z/]+" }, title: "fix(a/b): x", found: [] },
    { rules: { scopePattern: "[a-z/]+" }, title: "fix: x", found: [] },
    { rules: { scopePattern: "a|b" }, title: "fix(a,ab): x", found: ["title/scope-pattern@7+2"] },
    { rules: { scopePattern: "[a-z]+" }, title: "fix(API): x", found: ["title/scope-pattern@5+3"] },
    { rules: { scope: "none", scopePattern: "a" }, title: "fix(b): x", found: ["title/scope-disallowed@4+3"] },
    { rules: { subject: small }, title: "fix: Add x.", found: ["title/subject-case@6+3", "title/full-stop@11+1"] },
    { rules: { subject: small }, title: "fix: A thing", found: ["title/subject-case@6+1"] },
    { rules: { subject: small }, title: "fix: API, GitHub and ADR-023", found: [] },
    { rules: { subject: small }, title: "fix: ADR-023 first", found: [] },
    { rules: { subject: small }, title: "fix: GitHub...", found: [] },
    { rules: { subject: small }, title: "fix: Überall", found: ["title/subject-case@6+7"] },
    { rules: { subject: small }, title: "Fix the Bug.", found: ["title/no-type@1+3"] },
    { rules: { subject: { case: "any", fullStop: true } }, title: "fix: Add x.", found: [] },
    { rules: { subject: atMost(5) }, title: "fix: 12345", found: [] },
    { rules: { subject: atMost(5) }, title: "fix(scopes do not count):   12345  ", found: [] },
    { rules: { subject: atMost(5) }, title: "fix: 123456", found: ["title/subject-too-long@11+1"] },
    { rules: { subject: atMost(5) }, title: "fix: 👩‍🚀👩‍🚀", found: ["title/subject-too-long@11+1"] },
    { rules: { subject: atMost(5) }, title: "fix 123456", found: ["title/colon-missing@4"] },
    { rules: { typeCase: "any" }, title: "FEAT(ui)!: x", found: [] },
    { rules: { typeCase: "any" }, title: "Featt: x", found: ["title/unknown-type@1+5"] },
    { rules: { typeCase: "any" }, title: "Fix the crash", found: ["title/no-type@1+3"] },
    { rules: { typeCase: "any" }, title: "Feat(ui) add x", found: ["title/colon-missing@9"] },
    { rules: { refusedScopes: ["misc"] }, title: "fix(misc): x", found: ["title/scope-disallowed@5+4"] },
    { rules: { refusedScopes: ["misc"] }, title: "fix(ui, Misc): x", found: ["title/scope-disallowed@9+4"] },
    { rules: { refusedScopes: ["misc"] }, title: "fix(mi\u200Bsc): x", found: disguised },
    { rules: { refusedScopes: ["misc"] }, title: "fix(miscellany): x", found: [] },
    {
      rules: { refusedScopes: ["ui"], scopes: ["ui", "api"] },
      title: "fix(ui): x",
      found: ["title/scope-disallowed@5+2"],
    },
    {
      rules: { refusedScopes: ["ui"], scopePattern: "[A-Z]+" },
      title: "fix(ui): x",
      found: ["title/scope-disallowed@5+2"],
    },
    { rules: { scopeSeparator: "/", scopes: ["ui", "api"] }, title: "fix(ui/api): x", found: [] },
    {
      rules: { scopeSeparator: "/", scopes: ["ui", "api"] },
      title: "fix(ui/db): x",
      found: ["title/scope-unknown@8+2"],
    },
    { rules: { scopeSeparator: "/" }, title: "fix(ui,api): x", found: ["title/scope-character@7+1"] },
    { rules: { scopeSeparator: "/" }, title: "fix(ui/ api): x", found: ["title/scope-space@8+1"] },
    { rules: { scopeSeparator: "/" }, title: "fix(ui//api): x", found: ["title/scope-empty@8"] },
    { rules: { scopeSeparator: "," }, title: "fix(ui/api): x", found: [] },
  ] satisfies { rules: Partial<TitleRules>; title: string; found: string[] }[])(
    "$title under $rules",
    ({ rules, title, found }) => expect(problemsOf(title, { ...defaultTitleRules, ...rules })).toEqual(found),
  );
});

describe("what deserves a look is noticed and does not fail", () => {
  it.for([
    { title: "feat:  x", found: ["title/extra-space@7+1"] },
    { title: "feat: x ", found: ["title/trailing-space@8+1"] },
    { title: "fix: closes #12", found: ["title/closing-keyword@6+10"] },
    { title: "fix: #12 crashed", found: ["title/closing-keyword@1+8"] },
    { title: "docs: Resolves: acme/app#7", found: ["title/closing-keyword@7+20"] },
    { title: "docs: fixes https://github.com/acme/app/issues/7", found: ["title/closing-keyword@7+42"] },
    { title: "docs: prefix #1 and fix the rest", found: [] },
    { title: `feat: ${"x".repeat(89)}`, found: [] },
    { title: `feat: ${"x".repeat(90)}`, found: ["title/long"] },
  ])("$title", ({ title, found }) => {
    const judgement = judgeTitle(title, defaultTitleRules, { number: 123 });
    expect(judgement.ok).toBe(true);
    // ` (#123)` has 7 characters; 101 with it are too many, 100 are not.
    const notices =
      title.length === 95
        ? judgeTitle(title.slice(0, 93), defaultTitleRules, { number: 123 }).notices
        : judgement.notices;
    expect(notices.map(place)).toEqual(found);
  });
});

describe("the sentence says what was found and what is expected", () => {
  it.for([
    { title: "Feature: x", says: "`Feature` is not a type here. Did you mean `feat`?" },
    { title: "fеat: x", says: "`fеat` (with U+0435) is not a type here. Did you mean `feat`?" },
    { title: "feat：x", says: "Column 5 is U+FF1A, not `:`." },
    { title: "feat(ui) add x", says: "Expected `:` at column 9." },
    { title: "fix: ", says: "Say what changed after `fix: `." },
    { title: "feat:\u00A0x", says: "Write one blank (U+0020) after the colon; found U+00A0." },
    { title: "feat: \u202Ex", says: "Column 7 holds U+202E, which cannot be seen." },
    { title: "feat!(api): x", says: "One `!` stands right before `:`, as in `feat(api)!:`." },
  ])("$title → $says", ({ title, says }) => {
    const judgement = judgeTitle(title, defaultTitleRules);
    expect(judgement.ok ? [] : judgement.problems.map(({ message }) => message)).toContain(says);
  });

  it.for([
    {
      rules: { refusedScopes: ["misc"] },
      title: "fix(misc): x",
      says: "`misc` is refused as a scope here. Name another.",
    },
    {
      rules: { refusedScopes: ["ui"], scopes: ["ui", "api"] },
      title: "fix(ui): x",
      says: "`ui` is refused as a scope here. Use one of `api`.",
    },
    { rules: { scope: "none" }, title: "fix(ui): x", says: "Titles have no scope here; remove `(ui)`." },
    {
      rules: { scope: "required", refusedScopes: ["ui"], scopes: ["ui", "api"] },
      title: "fix: x",
      says: "A scope is required here, as in `fix(api): …`. Use one of `api`.",
    },
    {
      rules: { scopeSeparator: "/" },
      title: "fix(a,b): x",
      says: "The scope `a,b` must not have `,` there.",
    },
    {
      rules: { scopeSeparator: "/" },
      title: "fix!(a/b): x",
      says: "One `!` stands right before `:`, as in `fix(a/b)!:`.",
    },
    {
      rules: { subject: atMost(5) },
      title: "fix: 123456",
      says: "What stands behind the colon has 6 characters; the limit is 5.",
    },
  ] satisfies { rules: Partial<TitleRules>; title: string; says: string }[])(
    "$title under $rules → $says",
    ({ rules, title, says }) => {
      const judgement = judgeTitle(title, { ...defaultTitleRules, ...rules });
      expect(judgement.ok ? [] : judgement.problems.map(({ message }) => message)).toEqual([says]);
    },
  );

  it("names the first twelve scopes and counts the rest", () => {
    const scopes = Array.from({ length: 15 }, (_, index) => `area${index}`);
    const judgement = judgeTitle("feat(elsewhere): x", { ...defaultTitleRules, scopes });
    expect(judgement.ok ? [] : judgement.problems[0]?.message).toContain("`area11` and 3 more");
  });

  it("shows five of a kind and counts the rest", () => {
    const judgement = judgeTitle(`feat(${",".repeat(20)}): x`, defaultTitleRules);
    if (judgement.ok) throw new Error("21 empty scopes passed");
    expect(judgement.problems).toHaveLength(5);
    expect(judgement.problems.map(({ message }) => message.includes("And 16 more"))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it("cannot be broken out of by the title", () => {
    expect(judgeTitle("`@a`<b>[](x): y", defaultTitleRules)).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringMatching(/^`'@a'<b>\[\]` is not a type here\. Use one of [^@<]*$/) }],
    });
  });
});

function atMost(max: number): SubjectRules {
  return { case: "any", fullStop: true, max };
}

function problemsOf(title: string, rules: TitleRules = defaultTitleRules): readonly string[] {
  const judgement = judgeTitle(title, rules);
  return judgement.ok ? [] : judgement.problems.map(place);
}

function place({ code, column, length }: TitleProblem): string {
  return `${code}${column === undefined ? "" : `@${column}`}${length === undefined ? "" : `+${length}`}`;
}
