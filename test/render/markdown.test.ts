import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { cell, code, copyable, cut, fenced, plain } from "../../src/render/markdown.ts";

function parse(markdown: string) {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function inside(node: Nodes): readonly Nodes[] {
  return "children" in node ? node.children : [];
}

const hostile = [
  "@acme/everyone",
  "ask @ana and &#64;bob and &commat;carla",
  "](https://evil.example)",
  "![pixel](https://evil.example/a.png)",
  "https://evil.example",
  "<img src=x onerror=alert(1)>",
  "<details><summary>x",
  "--> <!-- gatehouse:summary v1 -->",
  "Fixes #1",
  "acme/app#12",
  "0a9ddbc0a9ddbc0a9ddbc0a9ddbc0a9ddbc0a9ddb",
  "a | b \\| c \\\\| d",
  "| --- |",
  "`` ` ``` ````",
  "`",
  "``a``",
  "`a",
  "a`",
  " `a` ",
  "\\",
  "\\`",
  "line\nbreak\r\n\n# heading",
  "\u202Eevil\u2066isolate",
  "\u0000\u001B[31mred",
  "**bold** _em_ ~~s~~",
  "[x]: https://evil.example",
  "half of a pair \uD83D",
  "   ",
  "",
];

const parts = fc.constantFrom(
  "`",
  "``",
  "\\",
  "|",
  "@",
  "a",
  " ",
  "<b>",
  "&#64;",
  "](x)",
  "#1",
  "\n",
  "\u202E",
  "\uD83D",
  "*",
  "-->",
  "http://a.b",
);
const anyText = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: "binary" }),
  fc.array(parts, { maxLength: 20 }).map((all) => all.join("")),
);

describe("a string that somebody else wrote", () => {
  it.for(hostile)("%j is a code span and nothing else", (text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it("any other is too", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(faultsOf(text)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("stays one in the cell of a table", () => {
    fc.assert(
      fc.property(anyText, anyText, (one, two) => {
        const tree = parse(`| a | b |\n| - | - |\n| ${cell(code(one))} | ${cell(copyable(two))} |\n\nend`);
        const [table, end, ...more] = tree.children;
        expect([table?.type, end?.type, more]).toEqual(["table", "paragraph", []]);
        const rows = table === undefined ? [] : inside(table);
        expect(rows).toHaveLength(2);
        const cells = rows[1] === undefined ? [] : inside(rows[1]);
        expect(cells.map((each) => inside(each).map(({ type }) => type))).toEqual([["inlineCode"], ["inlineCode"]]);
      }),
      { numRuns: 1_000 },
    );
  });

  it.for([
    { text: "ci / test", shown: "`ci / test`" },
    { text: "@acme/runtime", shown: "`@\u200Bacme/runtime`" },
    { text: "a`b", shown: "``a`b``" },
    { text: "`a", shown: "`` `a ``" },
    { text: "", shown: "`(empty)`" },
    { text: "a\r\n\tb", shown: "`a b`" },
    { text: "a\u202Eb", shown: "`ab`" },
  ])("$text reads $shown", ({ text, shown }) => expect(code(text)).toBe(shown));

  it.for([
    "\u200B",
    "\u2060",
    "\u3164",
    "\u00AD",
    "\u180E",
    "\u2063",
    "\u034F",
    "\u2800",
    "\u115F",
    "\uFFA0",
    "\u{E0041}",
    "\u061C",
    "\u200E",
    "\u202E",
    "\u2066",
    "\uFEFF",
    "\uFE0F",
    "\u200D",
  ])("%j hides nothing in a name and is no name", (unseen) => {
    expect(code(`buil${unseen}d`)).toBe("`build`");
    expect(copyable(`buil${unseen}d`)).toBe("`build`");
    expect(plain(`buil${unseen}d`)).toBe("build");
    expect(code(unseen.repeat(3))).toBe("`(empty)`");
  });

  it.for(["👩‍💻 ❤️", "می‌خواهم", "क्‍ष"])("%s keeps what belongs to its script", (text) =>
    expect(code(text)).toBe(`\`${text}\``),
  );

  it("a command is copied as it stands", () =>
    expect(copyable("/retitle fix: @scope/pkg")).toBe("`/retitle fix: @scope/pkg`"));

  it.for([
    { markdown: "a|b", shown: "a\\|b" },
    { markdown: "a\\|b", shown: "a\\\\\\|b" },
    { markdown: "a\nb", shown: "a<br>b" },
    { markdown: "a\\b", shown: "a\\b" },
    { markdown: "a\\\\|\\|b", shown: "a\\\\\\\\\\|\\\\\\|b" },
  ])("$markdown in a cell reads $shown", ({ markdown, shown }) => expect(cell(markdown)).toBe(shown));
});

describe("a string that somebody else wrote, where text is shown as it is", () => {
  it.for([
    { text: "waiting for @acme/all", shown: "waiting for @\u200Bacme/all" },
    {
      text: "&#64;bob <b> `x` [a](b)",
      shown: "&\u200B#\u200B64;bob <\u200Bb>\u200B `\u200Bx`\u200B [\u200Ba]\u200B(b)",
    },
    { text: "Fixes #1\n/help", shown: "Fixes #\u200B1 /help" },
    { text: "a\u202E\u2060b\u2063", shown: "ab" },
  ])("$text reads $shown", ({ text, shown }) => expect(plain(text)).toBe(shown));

  it("is one well-formed line without a mention, a tag, an entity or a reference", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = plain(text);
        expect(shown).not.toMatch(/[\n\r]|[@#&<](?!\u200B)/);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe("a token in a string that somebody else wrote", () => {
  it.for([
    { text: "canary with ghp_0123456789abcdefghijABCDEFGHIJ012345", shown: "canary with [redacted]" },
    { text: "github_pat_11ABCDEFG0123456789_abcdefghij", shown: "[redacted]" },
    { text: "gh\u200Bp_\u20640123456789abcdef\u00ADghij", shown: "[redacted]" },
    { text: "x\u2060ghp_0123456789abcdefghij", shown: "x[redacted]" },
    {
      text: "https://discord.com/api/webhooks/123456/abc-DEF_1",
      shown: "https://discord.com/api/webhooks/123456/[redacted]",
    },
  ])("T40: $text is shown as $shown", ({ text, shown }) => {
    expect(code(text)).toBe(`\`${shown}\``);
    expect(plain(text).replaceAll("\u200B", "")).toBe(shown);
  });
});

describe("a block of code", () => {
  it("holds any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [block, end, ...more] = parse(`${fenced(text, "text")}\n\nend`).children;
        expect([block?.type, end?.type, more]).toEqual(["code", "paragraph", []]);
      }),
    );
  });
});

describe("a cut", () => {
  it.for([
    { text: "abc", limit: 3, left: "abc" },
    { text: "abcd", limit: 3, left: "ab…" },
    { text: "a😀b", limit: 3, left: "a…" },
    { text: "a😀bc", limit: 4, left: "a😀…" },
  ])("of $text to $limit leaves $left", ({ text, limit, left }) => expect(cut(text, limit)).toBe(left));

  it("never exceeds its limit nor splits a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 50 }), (text, limit) => {
        const left = cut(text, limit);
        expect(left.length).toBeLessThanOrEqual(limit);
        expect(left.isWellFormed()).toBe(true);
      }),
    );
  });
});

/** What of a text gets out of its code span. */
function faultsOf(text: string): readonly string[] {
  const faults: string[] = [];
  for (const span of [code(text), copyable(text)]) {
    const [paragraph, ...more] = parse(`before ${span} after`).children;
    const shape = paragraph === undefined ? [] : inside(paragraph).map(({ type }) => type);
    if (more.length > 0 || shape.join(" ") !== "text inlineCode text")
      faults.push(`more than a span: ${shape.join(" ")}`);
    if (!span.isWellFormed()) faults.push("half a character");
    if (/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u2028\u2029]/u.test(span)) faults.push("a control");
  }
  return /@(?!\u200B)/.test(code(text)) ? [...faults, "a mention"] : faults;
}
