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
    { why: "a quote that ends outside of the fold", html: "<details>\n\n> a\n> </details>" },
    { why: "an item that ends outside of the fold", html: "<details>\n\n- a\n- </details>" },
    { why: "a fold around a quote with a fold", html: "<details>\n\n> <details>\n> logs" },
    { why: "a quote with a comment that never ends", html: "> <!-- a" },
    { why: "a quote with an attribute that never ends", html: '> <div title="' },
    { why: "a quote with what is shown as it is", html: "> <plaintext>" },
    { why: "a quote whose end a script swallows", html: "> <script>" },
    { why: "a quote whose end a cell swallows", html: "> <table><tr><td>\n\n</td></tr></table>" },
    { why: "a quote whose end a box swallows", html: "> <object>\n\n</object>" },
    { why: "a quote whose end ends another one", html: "> <blockquote>" },
    { why: "an item whose end a list swallows", html: "- <ul>" },
    { why: "a fold and code in a quote", html: "> <details><code>" },
    { why: "a link in which a fold begins", html: "[a <details>](https://example.com)" },
    { why: "a list with open code", html: "<ul><li><code>a</ul>" },
    { why: "a table with an open list", html: "<table><tr><td><ul></table>" },
    { why: "a list that a table's cell ends", html: "<ul><li><table><tr><td></ul>" },
    { why: "a list that an item of Markdown ends", html: "<ul><li>\n\n- a\n- </ul>" },
    { why: "a key around a button", html: "<kbd><button></kbd></button>" },
    { why: "a fold that ends in a title", html: "<details><title></details></title>" },
    { why: "a quote in a title's comment", html: "<title><!-- </title><blockquote> -->" },
    { why: "a quote in an attribute in a text box", html: '<textarea><b title="</textarea><blockquote>">' },
    { why: "a quote in a comment in styles", html: "<style><!-- </style><blockquote> --></style>" },
    { why: "a quote inside a stripped element", html: "<section><blockquote></section>" },
    { why: "a generic type that is a tag", html: "Use Option<S> or Foo<A>" },
    { why: "a deletion", html: "a <del>b" },
    { why: "a picture that moves", html: '<video src="https://example.com">' },
    { why: "a drawing", html: "<svg>" },
    { why: "a document type with a tag", html: '<!DOCTYPE a "><blockquote>">' },
    { why: "an instruction with a tag", html: "<blockquote>\n\n<?a </blockquote> ?>" },
    { why: "an instruction that browsers end early", html: "<?a > <blockquote> ?>" },
    { why: "a comment that only some end early", html: "<blockquote>\n<!-- a --!></blockquote> -->" },
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
    { why: "a quote with an open fold", html: "> <details>\n> logs" },
    { why: "an item with an open fold", html: "- <details> tag" },
    { why: "an item of a list in a quote with an open fold", html: "> - <details> tag\n> - b" },
    { why: "an item with an open key", html: "1. press <kbd>" },
    { why: "a cell with an open fold", html: "| a |\n| - |\n| <details> |" },
    { why: "a quote with an open fold in a fold", html: "<details>\n\n> <details>\n> logs\n\n</details>" },
    { why: "a quote with an open button", html: "> the <Button> is gone" },
    { why: "a list without ends of items", html: "<ul><li>a<li>b</ul>" },
    { why: "a numbered list without ends of items", html: "<ol>\n<li>a\n<li>b\n</ol>" },
    { why: "lists in lists without ends of items", html: "<ul><li>a<ol><li>b</ol><li>c</ul>" },
    { why: "a table without ends of cells", html: "<table><thead><tr><th>a<tbody><tr><td>b<td>c</table>" },
    { why: "definitions without ends", html: "<dl><dt>a<dd>b</dl>" },
    { why: "a component in a closed fold", html: "<details>the <Button> in a <Form></details>" },
    { why: "the name of a component", html: "The <Button> in the <Form> needs an <Input>" },
    { why: "the name of a placeholder", html: "cp <dir> <object>" },
    { why: "the name of a tag that GitHub strips", html: "The <title> and the <select> with its <option>" },
    { why: "a box without end", html: '<div align="center">' },
    { why: "a section without end", html: "<section>\ntext" },
    { why: "a document type", html: "<!DOCTYPE html>" },
    {
      why: "a long document type",
      html: '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://www.w3.org/a.dtd">',
    },
    { why: "an XML declaration", html: '<?xml version="1.0" encoding="UTF-8"?>' },
    { why: "a piece of PHP", html: "Then <?php $a->b() ?> fails" },
    { why: "a comment that browsers end early, without a tag", html: "<!-- a --!>\nb -->" },
    { why: "a comment that browsers end early, in a quote", html: "> <!-- a --!>\n> b -->" },
  ])("$why", ({ html }) => {
    expect(isRunBelow(html)).toBe(true);
  });

  it("and beside what ends before it on its line, or begins behind it", () => {
    expect(parseComment("a <code>x\ny</code>\n/signoff runtime <b>").invocations).toHaveLength(1);
    expect(parseComment("<code>\n\nx</code>\n/signoff runtime -- <code>").invocations).toHaveLength(1);
  });
});
