import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateRegexSize } from "../../../src/policy/text/regex-size.ts";
import { compileRegex, regexProblem } from "../../../src/policy/text/safe-regex.ts";

const anywhere = { isMultiline: false };

describe("a pattern that is refused", () => {
  it.for([
    { pattern: "(((a{100}){100}){100})", says: /^it has more than 2000 parts when its repetitions are written out$/ },
    { pattern: `(${"word".repeat(200)}){1000}`, says: /written out$/ },
    { pattern: "a{1000}".repeat(3), says: /written out$/ },
    { pattern: String.raw`(\Qa)b\E){1000}(\p{L}{900})`, says: /written out$/ },
    { pattern: "(?=a)b", says: /^it looks ahead or behind/ },
    { pattern: "(?!a)b", says: /^it looks ahead or behind/ },
    { pattern: "(?<=a)b", says: /^it looks ahead or behind/ },
    { pattern: "(?<!a)b", says: /^it looks ahead or behind/ },
    { pattern: String.raw`(a)\1`, says: /^it refers back to what a group matched/ },
    { pattern: "(?>a)", says: /^it cannot be read: / },
    { pattern: "(", says: /^it cannot be read: missing closing \)/ },
    { pattern: "[a", says: /^it cannot be read: missing closing \]/ },
    { pattern: "a**", says: /^it cannot be read: / },
    { pattern: "a{1001}", says: /^it cannot be read: invalid repeat count/ },
    { pattern: String.raw`\K`, says: /^it cannot be read: invalid escape sequence/ },
  ])("$pattern", ({ pattern, says }) => {
    const problem = regexProblem(pattern);
    expect(problem?.says).toMatch(says);
    expect(problem?.fix).toMatch(/^[A-Z].*\.$/);
  });

  it.for([
    "^#+ Test plan",
    String.raw`\b(F|DT)-\d{3}-`,
    "[^]a]",
    "[[:alpha:]]+",
    "(?i)todo",
    "(?P<name>a)",
    "a{0}",
    ".{900}",
  ])("not %s", (pattern) => expect(regexProblem(pattern)).toBeUndefined());
});

it("the size is never estimated below that of the compiled pattern, so nothing large is ever compiled", () => {
  const atom = fc.constantFrom(
    "a",
    ".",
    "[a-z]",
    "[^]x]",
    "[[:word:]]",
    String.raw`\d`,
    String.raw`\pL`,
    String.raw`\p{Han}`,
    String.raw`\b`,
    "^",
    "$",
    "(?:)",
    String.raw`\Qa(b\E`,
    "é",
  );
  const counts = fc.constantFrom("", "", "*", "+?", "?", "{3}", "{0,4}", "{2,}", "{0}");
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { depthSize: "small" },
      fc.tuple(atom, counts).map((parts) => parts.join("")),
      fc.tuple(tie("pattern"), tie("pattern")).map((parts) => parts.join("")),
      fc.tuple(tie("pattern"), tie("pattern")).map((parts) => parts.join("|")),
      fc
        .tuple(fc.constantFrom("(", "(?:", "(?i:", "(?P<x>"), tie("pattern"), counts)
        .map(([open, inner, count]) => `${open}${inner})${count}`),
    ),
  }));
  fc.assert(
    fc.property(pattern, (text) => {
      fc.pre(regexProblem(text) === undefined);
      // Every program has two instructions of its own.
      expect(compileRegex(text, anywhere).size).toBeLessThanOrEqual(estimateRegexSize(text) + 2);
    }),
    { numRuns: 500 },
  );
});

it("any pattern is judged", () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "1",
          "9",
          ",",
          "\\",
          "Q",
          "E",
          "p",
          "a",
          "*",
          "?",
          "|",
          "^",
          ":",
        ),
        maxLength: 30,
      }),
      (pattern) => {
        const problem = regexProblem(pattern);
        expect(problem !== undefined || compileRegex(pattern, anywhere).size > 0).toBe(true);
      },
    ),
  );
});

describe("a pattern", () => {
  it.for([
    { pattern: "^b", text: "a\nb", isMultiline: true, isIn: true },
    { pattern: "^b", text: "a\nb", isMultiline: false, isIn: false },
    { pattern: "a$", text: "a\nb", isMultiline: true, isIn: true },
    { pattern: "a.b", text: "a\nb", isMultiline: true, isIn: false },
    // A name is one text, also where somebody put a line feed into it.
    { pattern: "a.b", text: "a\nb", isMultiline: false, isIn: true },
    { pattern: "b", text: "abc", isMultiline: false, isIn: true },
    { pattern: "B", text: "abc", isMultiline: false, isIn: false },
  ])("$pattern in $text, line by line $isMultiline → $isIn", ({ pattern, text, isMultiline, isIn }) => {
    expect(compileRegex(pattern, { isMultiline }).isIn(text)).toBe(isIn);
  });
});
