import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands } from "../../../src/policy/commands/index.ts";
import { parseComment } from "../../../src/policy/comment/parse-comment.ts";
import { parsedLengthLimit } from "../../../src/policy/comment/parse-markdown.ts";
import { readCommands } from "../../../src/policy/comment/run-commands.ts";

const nested = `${"> ".repeat(30)}a`;

describe("a line is a command", () => {
  it.for([
    { body: "/signoff runtime", name: "signoff", args: "runtime" },
    { body: "/SignOff Runtime", name: "signoff", args: "Runtime" },
    { body: "/sign-off rt", name: "sign-off", args: "rt" },
    { body: "   /signoff runtime   ", name: "signoff", args: "runtime" },
    { body: "/signoff\truntime", name: "signoff", args: "runtime" },
    { body: "/signoff\u00A0runtime", name: "signoff", args: "runtime" },
    { body: "\uFEFF/signoff runtime", name: "signoff", args: "runtime" },
    { body: "\u200B/signoff runtime", name: "signoff", args: "runtime" },
    { body: "looks good\r\n/signoff runtime\r\nthanks", name: "signoff", args: "runtime" },
    { body: "looks good\r/signoff runtime", name: "signoff", args: "runtime" },
    { body: "/signoff runtime -- see `a` and <b>", name: "signoff", args: "runtime -- see `a` and <b>" },
    { body: "- a point\n/signoff runtime", name: "signoff", args: "runtime" },
    { body: "- a\n  - b\n/signoff runtime", name: "signoff", args: "runtime" },
    { body: "1. a point\n\n/signoff runtime", name: "signoff", args: "runtime" },
    { body: "> a quote\n\n/signoff runtime", name: "signoff", args: "runtime" },
    { body: "> ```\n/signoff runtime", name: "signoff", args: "runtime" },
    { body: "```\ncode\n```\n/signoff runtime", name: "signoff", args: "runtime" },
    { body: "<!-- a -->\n\n/signoff runtime", name: "signoff", args: "runtime" },
    { body: "<details>\n\nlog\n\n</details>\n\n/signoff runtime", name: "signoff", args: "runtime" },
    { body: "a <b>bold</b> word\n/signoff runtime", name: "signoff", args: "runtime" },
    { body: `${"-".repeat(60)}\n\n/signoff runtime`, name: "signoff", args: "runtime" },
    { body: "/help", name: "help", args: "" },
  ])("$body", ({ body, name, args }) => {
    expect(parseComment(body).invocations).toEqual([{ name, args }]);
  });

  it("several commands keep their order", () => {
    const found = parseComment("/signoff api\ntext\n/help\n\n/signoff docs").invocations;
    expect(found.map(({ name, args }) => `${name} ${args}`.trim())).toEqual(["signoff api", "help", "signoff docs"]);
  });
});

describe("a line is not a command", () => {
  it.for([
    { why: "in a fence", body: "```\n/signoff runtime\n```" },
    { why: "in a fence of tildes", body: "~~~~\n/signoff runtime\n~~~~" },
    { why: "in a fence that never closes", body: "```sh\n/signoff runtime" },
    { why: "in a fence that a shorter one does not close", body: "````\n```\n/signoff runtime\n" },
    { why: "in a fence that a zero-width space keeps open", body: "```\n\u200B```\n/signoff runtime\n```" },
    { why: "in a fence that a no-break space keeps open", body: "```\n```\u00A0\n/signoff runtime\n```" },
    { why: "indented by four", body: "    /signoff runtime" },
    { why: "indented by a tab", body: "\t/signoff runtime" },
    { why: "inline code", body: "`/signoff runtime`" },
    { why: "inline code over lines", body: "see `a\n/signoff runtime\nb`" },
    { why: "quoted", body: "> /signoff runtime" },
    { why: "a lazily continued quote", body: "> said\n/signoff runtime" },
    { why: "a lazily continued quote in a list", body: "- > said\n/signoff runtime" },
    { why: "a list in a quote", body: "> - said\n/signoff runtime" },
    { why: "in an HTML comment", body: "<!--\n/signoff runtime\n-->" },
    { why: "in an HTML comment that never closes", body: "<!--\n\n/signoff runtime" },
    { why: "in an HTML comment within a paragraph", body: "a <!--\n/signoff runtime\n-->" },
    { why: "in an HTML block", body: "<div>\n/signoff runtime\n</div>" },
    { why: "in preformatted HTML", body: "<pre>\n\n/signoff runtime\n\n</pre>" },
    { why: "in an HTML quote with blank lines", body: "<blockquote>\n\n/signoff runtime\n\n</blockquote>" },
    { why: "folded away", body: "<details>\n\n/signoff runtime\n\n</details>" },
    { why: "folded and never unfolded", body: "<details><summary>x</summary>\n\n/signoff runtime" },
    { why: "in inline HTML code", body: "a <code>\n/signoff runtime\n</code>" },
    { why: "in a formula", body: "see $$\n/signoff runtime\n$$" },
    { why: "in a formula of one sign", body: "see $x\n/signoff runtime\ny$" },
    { why: "a list item", body: "- /signoff runtime" },
    { why: "the second paragraph of a list item", body: "- a\n\n  /signoff runtime" },
    { why: "a numbered item", body: "1. /signoff runtime" },
    { why: "a table row", body: "| a |\n| - |\n/signoff runtime" },
    { why: "a heading", body: "/signoff runtime\n===" },
    { why: "a heading by dashes", body: "/signoff runtime\n---" },
    { why: "a heading by hashes", body: "# /signoff runtime" },
    { why: "the head of a table", body: "/signoff runtime | x\n--- | ---" },
    { why: "a cell of a table", body: "| a |\n| - |\n| /signoff runtime |" },
    { why: "an item with a star", body: "* /signoff runtime" },
    { why: "a task", body: "- [ ] /signoff runtime" },
    { why: "text of a link by reference", body: "[a\n/signoff runtime][b]\n\n[b]: https://example.com" },
    { why: "text of a picture", body: "![a\n/signoff runtime\n](https://example.com/a.png)" },
    { why: "quoted three deep and lazily continued", body: ">>> said\n/signoff runtime" },
    { why: "in a processing instruction", body: "<?\n/signoff runtime\n?>" },
    { why: "in a script", body: "<script>\n\n/signoff runtime\n\n</script>" },
    { why: "link text", body: "[a\n/signoff runtime\n](https://example.com)" },
    { why: "a footnote", body: "[^1]: a\n/signoff runtime\n\n[^1]" },
    { why: "an address of a link", body: "[a]:\n/signoff\n\n[a]" },
    { why: "a path", body: "/usr/bin/signoff runtime" },
    { why: "a file", body: "/signoff.sh runtime" },
    { why: "two slashes", body: "//signoff runtime" },
    { why: "an escaped slash", body: "\\/signoff runtime" },
    { why: "a full-width slash", body: "／signoff runtime" },
    { why: "in the middle of a line", body: "please /signoff runtime" },
    { why: "a name with digits", body: "/signoff2 runtime" },
    { why: "nothing", body: "" },
    { why: "nested too deeply to be parsed", body: `${nested}\n\n/signoff runtime` },
    { why: "in a comment too long to be parsed", body: `/signoff runtime\n${"a".repeat(parsedLengthLimit)}` },
  ])("$why", ({ body }) => {
    expect(parseComment(body).invocations).toEqual([]);
  });
});

describe("who quotes a command is told apart from who wrote none", () => {
  it.for([
    { body: "> /signoff runtime", quoted: 1 },
    { body: "```\n/signoff runtime\n```", quoted: 1 },
    { body: "- /signoff runtime", quoted: 1 },
    { body: "2. /signoff runtime", quoted: 1 },
    { body: "    /signoff runtime", quoted: 1 },
    { body: "say /signoff runtime", quoted: 0 },
    { body: "/signoff runtime", quoted: 0 },
  ])("$body → $quoted", ({ body, quoted }) => {
    expect(parseComment(body).quoted).toHaveLength(quoted);
  });
});

const closed = [
  "Looks good to me.",
  "> /signoff quoted\n> said",
  "```sh\n/signoff fenced\n```",
  "~~~~\n```\n/signoff fenced\n~~~~",
  "- /signoff item\n- b",
  "1. a\n\n   /signoff item",
  "    /signoff indented",
  "<!-- /signoff hidden\n\n/signoff hidden -->",
  "<details>\n<summary>log</summary>\n\n/signoff folded\n\n</details>",
  "| a | b |\n| - | - |\n| /signoff cell | x |\n/signoff row",
  "## /signoff heading",
  "/signoff heading\n---",
  "Run `/signoff code`, see [a\n/signoff link\n](https://example.com).",
  "***",
  "https://example.com/signoff",
  "/usr/bin/signoff path\n//signoff path\n\\/signoff path\n\uFF0Fsignoff path",
];
const live = ["/signoff runtime", "/HOLD", "/unsign api, docs @ana -- `why` > <b>", "\u200B/retitle fix: a *b* [c]"];

it("whatever stands around commands, those run that the rules let run, in their order", () => {
  const block = fc.oneof(
    fc.constantFrom(...closed).map((text) => ({ text, isLive: false })),
    fc.constantFrom(...live).map((text) => ({ text, isLive: true })),
  );
  fc.assert(
    fc.property(fc.array(block, { maxLength: 25 }), fc.constantFrom("\n", "\r\n", "\r"), (blocks, newline) => {
      const body = blocks
        .map(({ text }) => text)
        .join("\n\n")
        .replaceAll("\n", newline);
      const wanted = blocks.flatMap(({ text, isLive }) => (isLive ? parseComment(text).invocations : []));
      expect(parseComment(body).invocations).toEqual(wanted);
    }),
    { numRuns: 300 },
  );
});

const fragment = fc.constantFrom(
  ..."/signoff runtime|\n|\n\n|> |- |1. |```|~~~|`|<!--|-->|<details>|</details>|<pre>|[a](|)|    |\t|\u200B|\u00A0|\uFEFF|\r|| a |\n|-|\n|*|_|~~|\\|a".split(
    "|",
  ),
  "|",
);
const soup = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(""));

describe("any comment", () => {
  it("is parsed without a throw", () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary" })), (body) => {
        expect(() => parseComment(body)).not.toThrow();
      }),
    );
  });

  it("runs nothing once it is quoted", () => {
    fc.assert(
      fc.property(soup, (body) => {
        const quote = body.replaceAll(/\r\n?/g, "\n").replaceAll(/^/gm, "> ");
        expect(parseComment(quote).invocations).toEqual([]);
      }),
    );
  });

  it("runs nothing inside a fence that it cannot close", () => {
    fc.assert(
      fc.property(soup, (body) => {
        expect(parseComment(`${"`".repeat(200)}\n${body}`).invocations).toEqual([]);
      }),
    );
  });

  it("runs only lines that begin with the slash", () => {
    fc.assert(
      fc.property(soup, (body) => {
        const lines = body.split(/\r\n?|\n/).filter((line) => /^[\s\u200B-\u200D\u2060\uFEFF]*\/[a-z]/i.test(line));
        expect(parseComment(body).invocations.length).toBeLessThanOrEqual(lines.length);
      }),
    );
  });
});

it.for([">", "> ", "- ", ">- ", "1) ", "*a_", "~~a", "[", "![a](", "<q ", "b\n", "> a\n\n", "|\n|-\n", "[^a]: "])(
  "64 KB of %j do not stop the parser",
  (part) => {
    expect(parseComment(`/signoff runtime\n${part.repeat(65_000 / part.length)}`)).toMatchObject({
      isTooTangled: true,
    });
  },
);

// Each is read in one pass; read again from every character, 64 KB take longer than a test may.
it.for([" ", "\t", "\u00A0", "\u2028", "\uFEFF", "\u200B", "\r", "\v", " \u2028", "1. ", "-", "a", "a-", "/a", "/a "])(
  "T46: a line of 64 KB of %j is read at once",
  (atom) => {
    for (const head of ["", "/signoff", "/signoff ", "> "]) {
      for (const tail of ["", "x\u2028", "\u2028x"]) {
        const body = head + atom.repeat((65_536 - head.length - tail.length) / atom.length) + tail;
        expect(parseComment(body)).toMatchObject({ isTooTangled: true, invocations: [] });
        expect(readCommands(body, commands).state).not.toBe("quoted");
      }
    }
  },
);

it.for(["*a_", "![a](", "[", "~~a", "<q ", "<!-- ", "<q a='", '<q a="', "<q a ", "<q/>", "</q>", "$", "<b>"])(
  "%j as often as is parsed does not break the parser",
  (part) => {
    for (const start of ["/help\n\n", "/help\n\n<q>\n", "/help\n\na <q> "]) {
      const body = `${start}${part.repeat((parsedLengthLimit - start.length) / part.length)}`;
      expect(parseComment(body)).toMatchObject({ isTooTangled: false, invocations: [{ name: "help" }] });
    }
  },
);
