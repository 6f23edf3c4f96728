import { describe, expect, it } from "vitest";
import { judgeRetitle } from "../../../src/policy/title/retitle.ts";
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
    { text: "", code: "empty" },
    { text: " \r\n\u200B ", code: "empty" },
    { text: `feat: ${"x".repeat(251)}`, code: "too-long" },
    { text: "fix: closes #12", code: "closing-keyword" },
    { text: "fix: #12 crashed", code: "closing-keyword" },
    { text: "feat: Fixes: acme/app#7", code: "closing-keyword" },
    { text: "feat: resolves https://github.com/acme/app/issues/7", code: "closing-keyword" },
    { text: "feat: close\u200Bs #7", code: "closing-keyword" },
    { text: "feat: closed GH-7", code: "closing-keyword" },
    { text: "feat: thank @ana", code: "mention" },
    { text: "feat: thank `@acme/runtime`", code: "mention" },
    { text: "Feat: x", code: "title-fails" },
    { text: "faster start", code: "title-fails" },
  ])("$text → $code", ({ text, code }) => {
    const judgement = judgeRetitle(text, current, defaultTitleRules);
    expect(judgement).toMatchObject({ state: "refused", code });
    expect(judgement).toHaveProperty("message", expect.stringMatching(/^\S.*\.$/));
  });

  it("a title that fails, with all its problems and a title it would accept", () => {
    expect(judgeRetitle("Feat(ui):x", current, defaultTitleRules)).toEqual({
      state: "refused",
      code: "title-fails",
      message: "Write the type in lower case: `feat`. Write one blank (U+0020) after the colon; found nothing.",
      suggestion: "feat(ui): x",
    });
  });
});

it("the title that stands already is left alone, also when it fails", () => {
  expect(judgeRetitle(` ${current} `, current, defaultTitleRules)).toEqual({ state: "unchanged", title: current });
});
