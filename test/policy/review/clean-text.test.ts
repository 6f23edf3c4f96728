import { describe, expect, it } from "vitest";
import { isCleanText } from "../../../src/policy/review/clean-text.ts";

const clean = "No issues found";

describe("the words that mean clean", () => {
  it.for([
    { name: "alone", text: clean },
    { name: "in a sentence", text: `## Review\n\nDone. **${clean}**, hooray.` },
    { name: "with a browser's line ends", text: `Done.\r\n\r\n${clean}` },
    { name: "behind a quote", text: `> Did you look?\n\n${clean}` },
    { name: "also in a quote", text: `> ${clean}\n\n${clean}` },
    { name: "in an item", text: `* a\n  * ${clean}` },
    { name: "in a table", text: `| a |\n|---|\n| ${clean} |` },
    { name: "between tags", text: `<sub>${clean}</sub>` },
    { name: "before code", text: `${clean} in \`a.ts\`.` },
    { name: "behind a sign for code that never ends", text: `The \` is right. ${clean}` },
    { name: "at the beginning of a long text", text: `${clean}\n\n${"word ".repeat(10_000)}` },
  ])("$name are the reviewer's", ({ text }) => expect(isCleanText(text, clean)).toBe(true));

  it.for([
    { name: "in a quote", text: `> ${clean}\n\nI did.` },
    { name: "in a quote that goes on without its sign", text: `> You said:\n${clean}` },
    { name: "in a quote in a list", text: `1. You said:\n   > ${clean}` },
    { name: "in a fence", text: `\`\`\`\n${clean}\n\`\`\`\n3 issues` },
    { name: "in a fence that never closes", text: `~~~\n3 issues\n\n${clean}` },
    { name: "in indented code", text: `3 issues:\n\n    ${clean}` },
    { name: "in a code span", text: `Never write \`${clean}\`.` },
    { name: "in a code span over two lines", text: `Never write \`\`a \`\n${clean}\`\`.` },
    { name: "in an HTML comment", text: `<!-- ${clean} -->\n3 issues` },
    { name: "in an HTML comment within a line", text: `3 issues <!-- ${clean} -->` },
    { name: "in an HTML comment that never closes", text: `3 issues\n\n<!--\n\n${clean}` },
    { name: "in a block of HTML", text: `<blockquote>\n${clean}\n</blockquote>` },
    { name: "in pieces", text: "No <!-- --> issues found" },
    { name: "so deep that it is not read", text: `${"> ".repeat(30)}a\n\n${clean}` },
    { name: "behind all that is read", text: `${"word ".repeat(10_000)}\n\n${clean}` },
    { name: "in what is cut off in its middle", text: `\`${"word ".repeat(1_990)}${clean}${"word ".repeat(20)}\`` },
  ])("$name are not", ({ text }) => expect(isCleanText(text, clean)).toBe(false));

  it("may be code themselves, where they begin before it", () => {
    expect(isCleanText("Verdict: `clean`", "Verdict: `clean`")).toBe(true);
    expect(isCleanText("> Verdict: `clean`", "Verdict: `clean`")).toBe(false);
  });
});
