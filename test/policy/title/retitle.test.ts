import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { isSuggestible, judgeRetitle } from "../../../src/policy/title/retitle.ts";
import { defaultTitleRules } from "../../../src/policy/title/rules.ts";

const current = "Feature: faster start";

describe("the text behind /retitle becomes one clean line", () => {
  it.for([
    { text: "feat: faster start", title: "feat: faster start" },
    { text: "  feat:   faster \t start  ", title: "feat: faster start" },
    { text: "feat: faster\r\nstart\r", title: "feat: faster start" },
    { text: "feat: \u202Efaster\u2066 st\u200Bart\u0000", title: "feat: faster start" },
    { text: "feat:\u00A0faster start", title: "feat: faster start" },
    { text: "feat(ui): Add `Button`", title: "feat(ui): Add `Button`" },
    { text: "feat: 👩‍🚀", title: "feat: 👩‍🚀" },
    { text: "feat: mail a@b.example", title: "feat: mail a@b.example" },
    { text: "feat: the fix for #12", title: "feat: the fix for #12" },
    { text: `feat: ${"x".repeat(250)}`, title: `feat: ${"x".repeat(250)}` },
  ])("$text → $title", ({ text, title }) => {
    expect(judgeRetitle(text, current, defaultTitleRules)).toEqual({ state: "accepted", title });
  });
});

describe("/retitle refuses, with the reason", () => {
  it.for([
    { text: `feat: ${"x".repeat(251)}`, says: "GitHub keeps 256. Shorten it." },
    { text: "fix: closes #12", says: "closes that issue once the title is a commit." },
    { text: "fix: #12 crashed", says: "closes that issue once the title is a commit." },
    { text: "feat: Fixes: acme/app#7", says: "closes that issue once the title is a commit." },
    {
      text: "feat: resolves https://github.com/acme/app/issues/7",
      says: "closes that issue once the title is a commit.",
    },
    { text: "feat: close\u200Bs #7", says: "closes that issue once the title is a commit." },
    { text: "feat: closed GH-7", says: "closes that issue once the title is a commit." },
    { text: "feat: thank @ana", says: "would call somebody from every commit list." },
    { text: "feat: thank `@acme/runtime`", says: "would call somebody from every commit list." },
    { text: "Feat: x", says: "Write the type in lower case: `feat`." },
    { text: "faster start", says: "No type found." },
  ])("$text: $says", ({ text, says }) => {
    const judgement = judgeRetitle(text, current, defaultTitleRules);
    expect(judgement).toMatchObject({ state: "refused", message: expect.stringContaining(says) });
    expect(judgement).toHaveProperty("message", expect.stringMatching(/^\S.*\.$/));
  });

  it("a title that fails, with all its problems and a title it would accept", () => {
    expect(judgeRetitle("Feat(ui):x", current, defaultTitleRules)).toEqual({
      state: "refused",
      message: "Write the type in lower case: `feat`. Write one blank (U+0020) after the colon; found nothing.",
      suggestion: "feat(ui): x",
    });
  });
});

describe("quotes around the whole are not meant", () => {
  it.for([
    { text: '"feat: x"', title: "feat: x" },
    { text: "`feat: x`", title: "feat: x" },
    { text: " ' feat: x ' ", title: "feat: x" },
    { text: "“feat: x”", title: "feat: x" },
    { text: 'feat: say "x"', title: 'feat: say "x"' },
    { text: "feat: `x`", title: "feat: `x`" },
  ])("$text → $title", ({ text, title }) =>
    expect(judgeRetitle(text, current, defaultTitleRules)).toEqual({ state: "accepted", title }),
  );

  it.for(['"a" and "b"', "`a` or `b`", '""', "'", '"x', "``"])("and stay in %s", (text) => {
    const judgement = judgeRetitle(text, current, defaultTitleRules, { isForced: true });
    expect(judgement).toMatchObject({ state: "forced", title: text });
  });
});

describe("what looks like a token is not made a title, and is not said again", () => {
  const secrets = [`ghp_${"a1B2".repeat(9)}`, "https://ana:password@example.org", "bearer 123e4567-e89b-12d3-a456"];
  it.for(secrets)("%s", (secret) => {
    for (const isForced of [false, true]) {
      for (const text of [`fix: drop ${secret}`, `Fix: drop ${secret}`]) {
        const judgement = judgeRetitle(text, current, defaultTitleRules, { isForced });
        expect(judgement).toMatchObject({ state: "refused", message: expect.stringContaining("[redacted]") });
        expect(JSON.stringify(judgement)).not.toMatch(/ghp_|ana:|123e/);
      }
    }
    expect(isSuggestible(`fix: drop ${secret}`)).toBe(false);
    const suggested = judgeRetitle("", `Fix: drop ${secret}`, defaultTitleRules);
    expect(suggested).toMatchObject({ state: "refused", message: expect.stringContaining("looks like a token") });
    expect(JSON.stringify(suggested)).not.toMatch(/ghp_|ana:|123e/);
  });

  it.for(["fix(auth): token refresh-on-expiration", "feat: slack bot interactive-messages"])(
    "but ordinary words are: %s",
    (title) => {
      expect(judgeRetitle(title, current, defaultTitleRules)).toEqual({ state: "accepted", title });
      expect(isSuggestible(title)).toBe(true);
    },
  );
});

it("the title that stands already is left alone, also when it fails", () => {
  for (const isForced of [false, true]) {
    const judgement = judgeRetitle(` ${current} `, current, defaultTitleRules, { isForced });
    expect(judgement).toEqual({ state: "unchanged", title: current });
  }
});

describe("/retitle without a text", () => {
  it.for([
    { present: "Feature: faster start", title: "feat: faster start" },
    { present: "[WIP] feat: faster start", title: "feat: faster start" },
    { present: 'Revert "fix(api): b"', title: "revert(api): b" },
  ])("takes what the check suggests for $present", ({ present, title }) => {
    for (const text of ["", " \r\n\u200B "]) {
      expect(judgeRetitle(text, present, defaultTitleRules)).toEqual({ state: "accepted", title });
    }
    const shown = judgeTitle(present, defaultTitleRules);
    expect(!shown.ok && shown.suggestion).toBe(title);
  });

  it("leaves a title alone that passes", () => {
    const present = "feat: faster start";
    expect(judgeRetitle("", present, defaultTitleRules)).toEqual({ state: "passes", title: present });
  });

  it.for([
    { present: "", message: "The title is empty." },
    { present: "v1.2.3", message: "" },
    { present: "Feature: closes #12", message: "Did you mean `feat`?" },
    { present: "Feature: thank @ana", message: "Did you mean `feat`? `@ana` would call somebody" },
  ])("says what is wrong with $present and asks for a title", ({ present, message }) => {
    const judgement = judgeRetitle("", present, defaultTitleRules);
    expect(judgement).toEqual({ state: "refused", message: expect.stringContaining(message) });
  });
});

it("a footer of the description asks for a `!` here too", () => {
  const about = { number: 12, body: "Faster.\n\nBREAKING CHANGE: the old start is gone" };
  expect(judgeRetitle("feat: x", current, defaultTitleRules, about)).toMatchObject({
    state: "refused",
    suggestion: "feat!: x",
  });
  expect(judgeRetitle("", "feat: x", defaultTitleRules, about)).toEqual({ state: "accepted", title: "feat!: x" });
  expect(judgeRetitle("feat!: x", "feat: x", defaultTitleRules, about)).toMatchObject({ state: "accepted" });
});

describe("/retitle --force", () => {
  it.for([
    { text: "WIP:  stuff\r", title: "WIP: stuff" },
    { text: "Feature: faster \u202Estart", title: "Feature: faster start" },
  ])("takes $text, which does not pass, and says why", ({ text, title }) => {
    const judgement = judgeRetitle(text, "feat: x", defaultTitleRules, { isForced: true });
    expect(judgement).toEqual({ state: "forced", title, message: expect.stringMatching(/^\S.*[.?]$/) });
  });

  it("takes a title that passes like every other", () => {
    const judgement = judgeRetitle("fix: b", "feat: x", defaultTitleRules, { isForced: true });
    expect(judgement).toEqual({ state: "accepted", title: "fix: b" });
  });

  it.for([
    { text: "", says: "Write the new title behind `--force`." },
    { text: " \u200B ", says: "Write the new title behind `--force`." },
    { text: "x".repeat(257), says: "GitHub keeps 256. Shorten it." },
    { text: "closes #12", says: "closes that issue once the title is a commit." },
    { text: "thanks @ana", says: "would call somebody from every commit list." },
  ])("refuses $text all the same: $says", ({ text, says }) => {
    expect(judgeRetitle(text, "Feature: x", defaultTitleRules, { isForced: true })).toMatchObject({
      state: "refused",
      message: expect.stringContaining(says),
    });
  });
});

it("what is known of the pull request counts as in its check", () => {
  const pieces = fc.constantFrom("Feature", "feat", "(ui)", ":", " ", "start", "@ana", "[WIP] ", "!", "closes #1");
  const titles = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(""));
  const property = fc.property(titles, fc.constantFrom("", "BREAKING CHANGE: gone"), (present, body) => {
    const about = { number: 12, body };
    const shown = judgeTitle(present, defaultTitleRules, about);
    const taken = judgeRetitle("", present, defaultTitleRules, about);
    if (shown.ok) return taken.state === "passes";
    if (!isSuggestible(shown.suggestion)) return taken.state === "refused";
    return taken.state === "accepted" && taken.title === shown.suggestion;
  });
  expect(fc.check(property, { numRuns: 2_000 }).counterexample).toBeNull();
});
