import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeSpan, codeSpans } from "../../../src/policy/text/code-span.ts";

describe("a name in a sentence", () => {
  it.for([
    { name: "ana", shown: "`ana`" },
    { name: "renovate[bot]", shown: "`renovate[bot]`" },
    { name: "@acme/runtime", shown: "`@\u200Bacme/runtime`" },
    { name: "T35: `](http://evil)", shown: "`T35:  ](http://evil)`" },
    { name: "a\n/signoff all", shown: "`a /signoff all`" },
    { name: "a\u202Eb", shown: "`ab`" },
    { name: "a\u200B\u3164\u2800b", shown: "`ab`" },
    { name: "\u00AD\u{E0041}", shown: "`?`" },
    { name: "use gh\u200Bp_0123456789abcdef", shown: "`use [redacted]`" },
    { name: "", shown: "`?`" },
    { name: "` `", shown: "`?`" },
  ])("$name → $shown", ({ name, shown }) => expect(codeSpan(name)).toBe(shown));

  it("T34: any text stays inside its span, on one line, and mentions nobody", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(codeSpan(text)).toMatch(/^`[^`\n\r]+`$/u);
        expect(codeSpan(text)).not.toMatch(/@(?!\u200B)/u);
      }),
    );
  });
});

describe("several names", () => {
  it.for([
    { names: [], shown: "nobody" },
    { names: ["a"], shown: "`a`" },
    { names: ["a", "b"], shown: "`a` or `b`" },
    { names: ["a", "b", "c"], shown: "`a`, `b` or `c`" },
  ])("$names → $shown", ({ names, shown }) => expect(codeSpans(names, "or")).toBe(shown));

  it("more than ten are counted", () => {
    const names = Array.from({ length: 12 }, (_, index) => `a${index}`);
    expect(codeSpans(names, "and")).toMatch(/`a9` and 2 more$/);
  });
});
