import { describe, expect, it } from "vitest";
import { parseComment } from "../../../src/policy/comment/parse-comment.ts";

/** Whether a command in a paragraph of its own below `html` is run. */
function isRunBelow(html: string): boolean {
  return parseComment(`${html}\n\n/signoff runtime\n`).invocations.length > 0;
}

describe("T6: nothing is run below", () => {
  it.for([
    { why: "a quote that begins in a sentence", html: "As X said: <blockquote>" },
    { why: "a fold that begins in a sentence", html: "The log: <details><summary>log</summary>" },
    { why: "code that begins in a sentence", html: "Type <code>" },
    { why: "a link that begins in a sentence", html: 'see <a href="https://example.com">' },
    { why: "a text that old browsers skip", html: "x <rp>" },
    { why: "a cell", html: "<table><tr><td>" },
    { why: "an item", html: "<ul><li>" },
    { why: "a definition", html: "<dl><dd>" },
    { why: "a summary", html: "<summary>" },
    { why: "a heading", html: "<h2>" },
    { why: "a tag of several lines", html: '<blockquote\n  cite="x"\n>' },
    { why: "a tag in capitals", html: "<BlockQuote>" },
    { why: "a tag that only XML would close", html: "text <details/>" },
    { why: "an attribute that never ends", html: '<div title="' },
    { why: "an attribute that never ends, behind one that does", html: "<div title='a' lang='" },
    { why: "a tag that never ends", html: "<div" },
    { why: "an end tag that never ends", html: "<details>\nlog\n</details" },
    { why: "an end tag with another name", html: "<blockquote>said</bloc\u212Aquote>" },
    { why: "an end tag with a no-break space in its name", html: "<div><q>said</q\u00A0></div>" },
    { why: "an end tag in a comment", html: "<blockquote><!-- </blockquote> -->" },
    { why: "an end tag in an attribute", html: '<blockquote><a title="</blockquote>"></a>' },
    { why: "an end tag in a cell", html: "<blockquote><table><tr><td></blockquote></td></tr></table>" },
    { why: "an end tag in a cell of Markdown", html: "<blockquote>\n\n| a |\n| - |\n| </blockquote> |" },
    { why: "an end tag in a box", html: "<blockquote><object></blockquote></object>" },
    { why: "an end tag in a text box", html: "<details><textarea></details></textarea>" },
    { why: "an end tag in code", html: "<blockquote>\n\n`</blockquote>`" },
    { why: "an end tag across many boxes", html: `<code>${"<div>".repeat(10)}</code>` },
    { why: "a comment that browsers end at once", html: "<!--> <blockquote> -->" },
    { why: "a comment that browsers end with an exclamation mark", html: "<!-- --!> <blockquote> -->" },
    { why: "a list in which code begins", html: "- a <code>" },
    { why: "a quote in which code begins", html: "> a <code>" },
    { why: "a heading in which code begins", html: "# a <code>" },
    { why: "what is shown as it is to the end", html: "<plaintext>a</plaintext>" },
  ])("$why", ({ html }) => {
    expect(isRunBelow(html)).toBe(false);
  });
});

describe("a command is run below", () => {
  it.for([
    { why: "a fold that is closed", html: "<details><summary>log</summary>\n\n```\n<b\n```\n\n</details>" },
    { why: "a fold with a paragraph", html: "<details><summary>log</summary><p>\n\nlines\n\n</p></details>" },
    { why: "code that is closed in the same sentence", html: "Type <code>x</code> and <kbd>Ctrl</kbd>" },
    { why: "code that is closed in another paragraph", html: "Type <code>\n\nx</code>." },
    { why: "the type of a list", html: "A Vec<T> of Box<String> is wrong" },
    { why: "a tag that is only text", html: 'the `<div title="` and <div title="' },
    { why: "a picture and a line break", html: 'a <img src="x.png"> b<br>c' },
    { why: "emphasis", html: "a <b>word, <em>another" },
    { why: "a comment with a tag", html: "<!-- please use <details> for logs -->" },
    { why: "several comments", html: "<!-- a -->\n<!---->\n<!-- b - -- c -->" },
    { why: "an end tag of nothing", html: "text </details> text" },
    { why: "a table of HTML", html: "<table><tr><td>a</td></tr></table>" },
    { why: "a table of Markdown with code", html: "| a |\n| - |\n| <code>x</code> |" },
    { why: "a price", html: "It costs $5" },
    { why: "a formula", html: "See $$x$$" },
  ])("$why", ({ html }) => {
    expect(isRunBelow(html)).toBe(true);
  });

  it("and beside what ends before it on its line, or begins behind it", () => {
    expect(parseComment("a <code>x\ny</code>\n/signoff runtime <b>").invocations).toHaveLength(1);
    expect(parseComment("<code>\n\nx</code>\n/signoff runtime -- <code>").invocations).toHaveLength(1);
  });
});
