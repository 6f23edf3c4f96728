import { describe, expect, it } from "vitest";
import { reason } from "../../src/policy/reason.ts";
import { code } from "../../src/render/markdown.ts";
import { plainFix, plainSentence } from "../../src/render/plain-reason.ts";

const told = (problem: string) => plainSentence(reason("title-fails-without-suggestion", { safeProblem: problem }));

describe("a reason as plain text", () => {
  it.for([
    { markdown: "Write `feat` or `fix`.", says: "Write feat or fix." },
    { markdown: `It is ${code("a `b` @acme/team")}.`, says: "It is a `b` @acme/team." },
    {
      markdown: "See [compare](https://github.com/a/b/compare/1...2).",
      says: "See compare (https://github.com/a/b/compare/1...2).",
    },
    { markdown: "An open ` stays.", says: "An open ` stays." },
  ])("$markdown → $says", ({ markdown, says }) => {
    expect(told(markdown)).toBe(says);
  });

  it("shows what others wrote without anything that paints, hides or reorders", () => {
    const { length } = told("\u001B[31m\u202Ered\u0007");
    expect(told("\u001B[31m\u202Ered\u0007")).not.toMatch(/[\u0000-\u001F\u202E]/);
    expect(length).toBeGreaterThan(0);
  });

  it("leaves a command as it must be typed", () => {
    const command = `/retitle feat: ${"x".repeat(400)} \`y\``;
    expect(plainFix(reason("title-fails", { safeProblem: "Too long.", command }))).toContain(command);
  });

  it("takes bounded work for any number of backticks", () => {
    expect(told("`a``".repeat(100_000)).length).toBeLessThan(400);
  });
});
