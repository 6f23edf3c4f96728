import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderAnnouncement } from "../../src/render/announcement.ts";
import { aReleaseText } from "../support/announcement-desk.ts";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";

const releaseUrl = "https://github.com/acme/platform/releases/tag/v1.2.3";
const ending = `… — [full notes](${releaseUrl})`;

function notes(body: string | undefined): string | undefined {
  return renderAnnouncement(aReleaseText({ body })).full.description;
}

describe("release notes in Discord's markup", () => {
  it.for<[name: string, markdown: string, discord: string | undefined]>([
    ["no body", "", undefined],
    ["only white space", " \n\n ", undefined],
    ["only a comment", "<!-- generated -->", undefined],
    ["only a picture", "![banner](https://x.example/a.png)", undefined],
    ["headings, the fourth level bold", "## A\ntext\n#### B **c**\nmore", "## A\ntext\n\n**B c**\nmore"],
    ["underlined headings", "A\n---\nb", "## A\nb"],
    ["a leading heading that repeats the tag", "# v1.2.3\n\nFixed", "Fixed"],
    ["a leading heading with link and date", "## [1.2.3](https://x.example) (2026-03-02)\n\nFixed", "Fixed"],
    ["another leading heading", "# Version 1.2.3 is great\n\nFixed", "# Version 1.2.3 is great\nFixed"],
    ["emphasis", "__a__ _b_ ***c*** ~~d~~ ~e~", "**a** *b* ***c*** ~~d~~ ~~e~~"],
    ["Discord's own signs in text", "a||b|| __init__.py 2*3*4", "a\\|\\|b\\|\\| **init**.py 2*3*4"],
    ["signs at the start of a line", "a\n\\# b\n\\- c\n\\> d\n1\\. e\n-# f", "a\n\\# b\n\\- c\n\\> d\n1\\. e\n\\-# f"],
    ["lists of all kinds", "* a\n+ b\n\n3) c\n4) d", "- a\n- b\n3. c\n4. d"],
    ["deep lists stop at the third level", "- a\n  - b\n    - c\n      - d", "- a\n  - b\n    - c\n    - d"],
    ["an item of several lines", "- a\n  b\n\n  c\n- d", "- a b c\n- d"],
    ["task lists", "- [ ] a\n- [x] b", "- ☐ a\n- ☑ b"],
    ["quotes", "> a\n> b\n>\n> > c\n\nd", "> a\n> b\n> c\n\nd"],
    ["alerts", "> [!WARNING]\n> Mind the `gap`", "> **Warning**\n> Mind the `gap`"],
    ["a longer fence around a fence", "````md\n```\nx\n```\n````", "```md\n` ``\nx\n` ``\n```"],
    ["a fence in an item comes to the margin", "- a\n  ```sh\n  \tb\n  ```", "- a\n```sh\n  b\n```"],
    ["a fence without an end", "```\na", "```\na\n```"],
    ["code with backticks", "``a`b``", "`aˋb`"],
    ["links", '[a](https://x.example/b_(c) "t")', "[a](https://x.example/b_%28c%29)"],
    [
      "references",
      "[a][1] [2] [3]\n\n[1]: https://x.example\n[2]: /docs",
      "[a](https://x.example/) [2](https://github.com/docs) \\[3\\]",
    ],
    ["relative links", "[a](docs/b.md)", "[a](https://github.com/acme/platform/blob/v1.2.3/docs/b.md)"],
    ["anchors", "[a](#breaking)", `[a](${releaseUrl}#breaking)`],
    ["other schemes", "[a](javascript:alert(1)) [b](mailto:a@b.example)", "a b"],
    [
      "a label that pretends to be another address",
      "[https://good.example](https://evil.example)",
      "<https://evil.example/>",
    ],
    ["bare addresses", "see https://x.example/a_b.", "see <https://x.example/a_b>."],
    [
      "a pull request of ours",
      "in https://github.com/acme/platform/pull/7",
      "in [#7](https://github.com/acme/platform/pull/7)",
    ],
    ["an issue elsewhere", "https://github.com/o/r/issues/8", "[o/r#8](https://github.com/o/r/issues/8)"],
    [
      "a comparison",
      "https://github.com/acme/platform/compare/v1...v2",
      "[v1…v2](https://github.com/acme/platform/compare/v1...v2)",
    ],
    ["what looks like a heading after a dropped picture", "![](x) \\# a\n&nbsp;# b", "\\# a\n\u00a0\\# b"],
    ["badges are dropped with their link", "[![build](https://x.example/b.svg)](https://x.example) a", "a"],
    [
      "details and summary",
      "<details><summary>More &amp; more</summary>\n\ntext\n\n</details>",
      "**More & more**\n\ntext",
    ],
    ["inline tags", "press <kbd>x</kbd><br>then Vec<Foo>", "press x\nthen Vec\\<Foo>"],
    ["a small table", "|a|b|\n|-|-|\n|1|`22`|", "```\na  b\n─────\n1  22\n```"],
    ["a wide table", "|a|b|c|d|\n|-|-|-|-|\n|1|2||4|", "- **1** — b: 2; d: 4"],
    ["emoji names", ":bug: :unknown: 10:30:45", "🐛 :unknown: 10:30:45"],
    ["footnotes", "a[^1]\n\n[^1]: b", "a¹"],
    ["line ends of Windows", "a\r\n\r\nb\r\n", "a\n\nb"],
    ["control characters and reversed text", "a\u0000\u202eb", "ab"],
  ])("%s", ([, markdown, discord]) => {
    expect(notes(markdown)).toBe(discord);
  });

  it.for<[markdown: string, discord: string]>([
    ["@everyone and @here", "@\u200beveryone and @\u200bhere"],
    ["@<b></b>everyone", "@\u200beveryone"],
    ["@![](x)everyone", "@\u200beveryone"],
    ["@\u200deveryone @\u2060everyone", "@\u200deveryone @\u200beveryone"],
    ["[@everyone](https://x.example/@everyone)", "[@\u200beveryone](https://x.example/%40everyone)"],
    [
      "\\<@123> \\<@&1> \\<#2> \\</run:3> \\<t:4> \\<:a:5>",
      "\\<\u200b@123> \\<\u200b@&1> \\<\u200b#2> \\<\u200b/run:3> \\<\u200bt:4> \\<\u200b:a:5>",
    ],
    ["`@everyone <@1>`", "`@\u200beveryone <\u200b@1>`"],
    ["@person stays", "@person stays"],
  ])("%j calls nobody", ([markdown, discord]) => {
    expect(notes(markdown)).toBe(discord);
  });
});

describe("the card", () => {
  it.for<[name: string | undefined, title: string]>([
    [undefined, "platform v1.2.3"],
    [" ", "platform v1.2.3"],
    ["v1.2.3", "platform v1.2.3"],
    ["1.2.3", "platform v1.2.3"],
    ["Faster start", "platform v1.2.3 — Faster start"],
    ["Platform 1.2.3", "Platform 1.2.3"],
    ["**1.2.3** @everyone", "\\*\\*1.2.3\\*\\* @\u200beveryone"],
  ])("a release named %j is titled %j", ([name, title]) => {
    expect(renderAnnouncement(aReleaseText({ name })).full.title).toBe(title);
  });

  it("a long title is cut between characters", () => {
    const { title } = renderAnnouncement(aReleaseText({ name: `1.2.3 ${"💥".repeat(200)}` })).full;
    expect(title.length).toBeLessThanOrEqual(256);
    expect(title.isWellFormed()).toBe(true);
    expect(title).toMatch(/💥…$/u);
  });

  it("names the repository, the tag and the stage, and links the release", () => {
    const { full, minimal } = renderAnnouncement(aReleaseText({ stage: "preview" }));
    expect(full).toMatchObject({
      url: releaseUrl,
      footer: "acme/platform · v1.2.3 · prerelease",
      timestamp: "2026-03-02T11:59:00.000Z",
    });
    expect(minimal).toEqual({ ...full, description: `The notes could not be shown here: [full notes](${releaseUrl})` });
  });
});

describe("notes that are too long", () => {
  it.for<[name: string, body: string]>([
    ["4096 characters", "a".repeat(4096)],
    ["paragraphs just within", `${"a ".repeat(2000)}\n\n${"b".repeat(90)}`],
  ])("%s fit", ([, body]) => {
    expect(notes(body)).not.toContain("full notes");
  });

  it.for<[name: string, body: string, end: RegExp]>([
    ["4097 characters", "a".repeat(4097), /a\n\n… —/],
    ["one line of words", "word ".repeat(1200), /word\n\n… —/],
    ["surrogate pairs", "💥".repeat(3000), /💥\n\n… —/u],
    ["items", "- an item\n".repeat(800), /^- an item\n\n… —/m],
    ["a fence", `\`\`\`\n${"code line\n".repeat(900)}\`\`\``, /code line\n```\n\n… —/],
    ["a link at the edge", `${"a".repeat(4000)} [label](https://x.example/${"b".repeat(200)})`, /a\n\n… —/],
    ["a heading at the edge", `${"a".repeat(4000)}\n\n## Next\n\n${"b".repeat(500)}`, /a\n\n… —/],
  ])("%s are cut at a boundary and say where the rest is", ([, body, end]) => {
    const text = notes(body) ?? "";
    expect(text.length).toBeLessThanOrEqual(4096);
    expect(text.length).toBeGreaterThan(3000);
    expect(text.endsWith(ending)).toBe(true);
    expect(text).toMatch(end);
    expectSafe(text);
  });

  it("what stands after the first 8,000 characters is not read, because reading hostile ones costs too much", () => {
    const hidden = (length: number) => `first\n\n<!-- ${"x".repeat(length)} -->\n\nlast`;
    expect(notes(hidden(7_900))).toBe("first\n\nlast");
    expect(notes(hidden(8_000))).toBe(`first\n\n${ending}`);
  });

  it.for([
    ["quotes", ">".repeat(60_000)],
    ["lists", "- ".repeat(30_000)],
    ["brackets", "[".repeat(60_000)],
    ["tags", "<a ".repeat(30_000)],
    ["backticks", "`a".repeat(30_000)],
    ["emphasis", "*a_".repeat(30_000)],
  ])("%s made to exhaust the parser are shown somehow", ([, hostile]) => {
    const text = notes(`${hostile}x`) ?? "";
    expect(text.length).toBeGreaterThan(0);
    expectSafe(text);
  });
});

describe("properties", () => {
  const words = [
    "@everyone",
    "@here",
    "<@1>",
    "<#1>",
    "</a:1>",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "  ",
    "```",
    "`",
    "**",
    "_",
    "[a](b)",
    "[",
    "](",
    ")",
    "||",
    "<b>",
    "<!--",
    "-->",
    "|",
    "|-|\n",
    "# ",
    "💥",
    "\\",
    "https://x.example/",
    "1. ",
    "~~",
    ":bug:",
    "\u202e",
    "a",
  ];
  const parts = fc.constantFrom(...words);
  const anyNotes = fc.oneof(
    { weight: 9, arbitrary: fc.string({ unit: "binary", maxLength: 400 }) },
    { weight: 9, arbitrary: fc.array(parts, { maxLength: 60 }).map((some) => some.join("")) },
    { weight: 2, arbitrary: fc.array(parts, { minLength: 2000, maxLength: 2500 }).map((some) => some.join(" ")) },
  );

  it("whatever the notes are: within the limits, well formed, fences closed, nobody called, and always the same", () => {
    fc.assert(
      fc.property(
        anyNotes,
        fc.option(fc.string({ unit: "binary", maxLength: 400 }), { nil: undefined }),
        (body, name) => {
          const release = aReleaseText({ body, name });
          const { full } = renderAnnouncement(release);
          expect(full.description).not.toBe("");
          expectSafe(full.description ?? "");
          expect(full.title.length).toBeLessThanOrEqual(256);
          expect(full.title.trim()).not.toBe("");
          expect((full.description ?? "").length + full.title.length + full.footer.length).toBeLessThanOrEqual(6000);
          expect(renderAnnouncement(release).full).toEqual(full);
        },
      ),
      { numRuns: 200 },
    );
  });
});

// Real notes of other projects are not part of this repository; where they are missing this part is skipped, except in CI.
describeCorpus("real release notes", () => {
  const files = readdirSync(corpusPath("release-bodies")).filter((file) => /^\d+.*\.md$/.test(file));

  it.for(files)("%s fits, is safe and says something", (file) => {
    const text = notes(readFileSync(corpusPath(`release-bodies/${file}`), "utf8")) ?? "";
    expectSafe(text);
    expect(text.length).toBeGreaterThan(300);
  });
});

/** Fits one card, keeps its characters whole, closes its fences, and calls nobody outside of them. */
function expectSafe(text: string): void {
  expect(text.length).toBeLessThanOrEqual(4096);
  expect(text.isWellFormed()).toBe(true);
  const fences = text.match(/```/g) ?? [];
  expect(fences.length % 2).toBe(0);
  expect(text).not.toMatch(/@(?:everyone|here)/i);
  expect(text).not.toMatch(/<(?:@|#|\/|:|a:|t:|id:|sound:)/i);
}
