import { describe, expect, it } from "vitest";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { defaultTitleRules, type TitleRules } from "../../../src/policy/title/rules.ts";

const allowed: TitleRules = { ...defaultTitleRules, revertTitles: "allow" };
const undone = { type: "revert", scopes: [], breaking: false };

describe("GitHub's own titles of reverts pass where they are allowed", () => {
  it.for([
    { title: 'Revert "feat(a): b"', parsed: { ...undone, description: "feat(a): b" } },
    { title: 'revert "feat(a): b" (#40)', parsed: { ...undone, description: "feat(a): b" } },
    { title: 'Revert "feat!: b"', parsed: { ...undone, description: "feat!: b" } },
    { title: 'Revert "Add a thing"', parsed: { ...undone, description: "Add a thing" } },
    { title: 'Revert "feat: cut off by Git…', parsed: { ...undone, description: "feat: cut off by Git…" } },
    { title: 'Reapply "feat(a): b"', parsed: { type: "feat", scopes: ["a"], breaking: false, description: "b" } },
    { title: 'Revert "Revert "Fix: b""', parsed: { type: "fix", scopes: [], breaking: false, description: "b" } },
    { title: 'Revert "Reapply "feat: b""', parsed: { ...undone, description: "feat: b" } },
    { title: 'Reapply "Add a thing"', parsed: { ...undone, description: "Add a thing" } },
    { title: 'Reapply "note: x"', parsed: { ...undone, description: "note: x" } },
  ])("$title", ({ title, parsed }) => {
    expect(judgeTitle(title, allowed)).toEqual({ ok: true, parsed, notices: [] });
    expect(judgeTitle(title, defaultTitleRules)).toMatchObject({
      ok: false,
      problems: [{ code: "title/revert-wrapper" }],
    });
  });

  it("also where a scope is required, or `revert` is no type", () => {
    const strict: TitleRules = { ...allowed, scope: "required", types: ["feat", "fix"] };
    expect(judgeTitle('Revert "feat: b"', strict)).toMatchObject({ ok: true, parsed: { type: "revert" } });
  });
});

describe("an allowed revert still fails", () => {
  it.for([
    { title: 'Reapply "feat(a)!: b"', found: ["title/revert-wrapper"], suggestion: "feat(a)!: b" },
    { title: 'Revert "Revert "feat!: b""', found: ["title/revert-wrapper"], suggestion: "feat!: b" },
    { title: 'Revert ""', found: ["title/revert-wrapper"], suggestion: undefined },
    { title: 'Revert "\u200B"', found: ["title/revert-wrapper", "title/invisible-character"], suggestion: undefined },
    { title: ' Revert "feat: b"', found: ["title/leading-space"], suggestion: 'Revert "feat: b"' },
    { title: '[WIP] Revert "feat: b"', found: ["title/wip"], suggestion: "revert: b" },
    { title: "Revert the feature", found: ["title/no-type"], suggestion: "revert: the feature" },
    { title: `Revert "${"x".repeat(70)}"`, found: ["title/too-long"], suggestion: undefined },
  ])("$title → $found", ({ title, found, suggestion }) => {
    const judgement = judgeTitle(title, { ...allowed, max: 72 });
    expect(judgement.ok ? [] : judgement.problems.map(({ code }) => code)).toEqual(found);
    expect(judgement.ok ? "passes" : judgement.suggestion).toBe(suggestion);
  });

  it("that breaks a rule of the repository's own, but none for the text behind a colon", () => {
    const patterns = [{ in: "title", require: ".*\\d" }] as const;
    expect(judgeTitle('Revert "feat: b"', { ...allowed, patterns })).toMatchObject({
      problems: [{ code: "title/pattern" }],
    });
    const behindColon = [{ in: "subject", require: ".*\\d" }] as const;
    expect(judgeTitle('Revert "feat: b"', { ...allowed, patterns: behindColon }).ok).toBe(true);
  });

  it("whose description announces a breaking change", () => {
    expect(judgeTitle('Revert "feat: b"', allowed, { body: "BREAKING CHANGE: x" })).toMatchObject({
      problems: [{ code: "title/breaking-mismatch" }],
      suggestion: "revert!: b",
    });
  });

  it("and says why a `!` inside the quotes is not enough", () => {
    expect(judgeTitle('Reapply "feat!: b"', allowed)).toMatchObject({
      problems: [
        {
          message: "This brings back a breaking change, and no tool reads the `!` inside the quotes; write `type!: …`.",
        },
      ],
    });
  });
});
