import { describe, expect, it } from "vitest";
import { judgeTitle } from "../../../../src/policy/title/judge-title.ts";
import { defaultTitleRules, type TitleRules } from "../../../../src/policy/title/rules.ts";
import type { TitlePattern } from "../../../../src/policy/title/title-pattern.ts";

describe("a rule of the repository's own looks at the whole text", () => {
  it.for([
    { pattern: { in: "title", require: "fix" }, title: "fix: x", found: ["title/pattern"] },
    { pattern: { in: "title", require: "fix.*" }, title: "fix: x", found: [] },
    { pattern: { in: "title", require: "fix: x" }, title: "fix: x ", found: [] },
    { pattern: { in: "title", forbid: "x" }, title: "fix: x", found: [] },
    { pattern: { in: "title", forbid: ".*x" }, title: "fix: x", found: ["title/pattern"] },
    { pattern: { in: "title", require: "a|fix: x" }, title: "fix: x", found: [] },
    { pattern: { in: "title", require: "fix: x|a" }, title: "fix: xa", found: ["title/pattern"] },
    { pattern: { in: "subject", require: "[a-z].*" }, title: "fix: x", found: [] },
    { pattern: { in: "subject", require: "[a-z].*" }, title: "fix:   x  ", found: [] },
    { pattern: { in: "subject", require: "[a-z].*" }, title: "fix: X", found: ["title/pattern@6+1"] },
    { pattern: { in: "subject", forbid: "[A-Z].*" }, title: "fix(ui)!: X yz", found: ["title/pattern@11+4"] },
    { pattern: { in: "subject", require: "[A-Z]+-\\d+ .*" }, title: "fix: JIRA-123 x", found: [] },
    { pattern: { in: "subject", require: "y" }, title: "fix x", found: ["title/colon-missing@4"] },
    { pattern: { in: "title", require: "y" }, title: "", found: ["title/empty"] },
    { pattern: { in: "title", require: "fix.*" }, title: "Fix: x", found: ["title/type-case@1+3", "title/pattern"] },
    {
      pattern: { in: "title", forbid: ".*b" },
      title: "fix: a\nb",
      found: ["title/pattern", "title/invisible-character@7+1"],
    },
  ] satisfies { pattern: TitlePattern; title: string; found: string[] }[])(
    "$pattern of $title → $found",
    ({ pattern, title, found }) => expect(placesOf(title, [pattern])).toEqual(found),
  );

  it("names each rule that is broken, in their order, and the first five of many", () => {
    const broken = Array.from(
      { length: 7 },
      (_, index) => ({ in: "title", forbid: ".*x", say: `Rule ${index}.` }) as const,
    );
    const [first, , , , fifth, ...rest] = messagesOf("fix: x", broken);
    expect([first, fifth]).toEqual(["Rule 0.", "Rule 4. And 2 more like this."]);
    expect(rest).toEqual([]);
  });
});

describe("at most 256 characters are held against patterns", () => {
  const anything: TitlePattern = { in: "title", require: ".*" };
  const title = `fix: ${"x".repeat(251)}`;

  it("so 256 are", () => expect(placesOf(title, [anything])).toEqual([]));

  it("and one more does not pass unread", () => {
    expect(placesOf(`${title}x`, [anything])).toEqual(["title/pattern-unread@257+1"]);
    expect(placesOf(`${title}x`, [{ in: "title", forbid: "y" }])).toEqual(["title/pattern-unread@257+1"]);
    expect(messagesOf(`${title}x`, [anything])).toEqual([
      "The title has 257 characters; the rules of this repository are held against at most 256. Shorten it.",
    ]);
  });

  it("and without patterns nobody counts", () => expect(placesOf(`${title}x`, [])).toEqual([]));
});

describe("a broken rule is told in its own words", () => {
  it.for([
    { say: "Begin with a small letter.", says: "Begin with a small letter." },
    { say: "Begin with a small letter", says: "Begin with a small letter." },
    { say: "Is `{subject}` a verb?", says: "Is `Add x` a verb?" },
    { say: "{subject} is no verb in {title}.", says: "`Add x` is no verb in `fix: Add x`." },
    { say: "{title}{subject}", says: "`fix: Add x` `Add x`." },
    { say: "`{title}``{subject}`", says: "`fix: Add x` `Add x`." },
    { say: "Use {scope} or { title }.", says: "Use `{scope}` or `{` title `}.`." },
    {
      say: "Ask @all, see [the wiki](https://x.y) or #12",
      says: "Ask `@all,` see `[the` `wiki](https://x.y)` or `#12`.",
    },
    { say: "**No** <b>capitals</b>", says: "`**No**` `<b>capitals</b>`." },
    { say: "See www.x.y, GH-12 and 0a9ddbc", says: "See `www.x.y,` `GH-12` and `0a9ddbc`." },
    { say: "a ` b", says: "a `'` b." },
    { say: "one\n- two\r\n\n# three", says: "one - two `#` three." },
    { say: "“Größe” (5 %) – schon: gut, don't", says: "“Größe” (5 %) – schon: gut, don't." },
    { say: "hidden\u202Etext", says: "`hiddenU+202Etext`." },
  ])("$say → $says", ({ say, says }) => {
    expect(messagesOf("fix: Add x", [{ in: "subject", forbid: "[A-Z].*", say }])).toEqual([says]);
  });

  it("reads nothing in a title as a placeholder or a replacement", () => {
    const pattern: TitlePattern = { in: "title", forbid: ".*", say: "{title} is refused." };
    expect(messagesOf("fix: {subject} $& $1 `@all`", [pattern])).toEqual(["`fix: {subject} $& $1 '@all'` is refused."]);
  });

  it("cuts what it quotes", () => {
    const [message = ""] = messagesOf(`fix: ${"x".repeat(200)}`, [
      { in: "title", forbid: ".*", say: "{title} `{title}`" },
    ]);
    expect(message).toBe(`\`fix: ${"x".repeat(35)}…\` \`fix: ${"x".repeat(75)}…\`.`);
  });
});

describe("without words of its own, the pattern is named", () => {
  it.for([
    { pattern: { in: "title", require: "[A-Z]+-\\d+ .*" }, says: "The title must match `[A-Z]+-\\d+ .*`." },
    { pattern: { in: "title", forbid: ".*x" }, says: "The title must not match `.*x`." },
    { pattern: { in: "subject", require: "`+" }, says: "The text behind the colon must match `'+`." },
    { pattern: { in: "subject", forbid: ".*" }, says: "The text behind the colon must not match `.*`." },
    { pattern: { in: "title", require: "a".repeat(200) }, says: `The title must match \`${"a".repeat(200)}\`.` },
  ] satisfies { pattern: TitlePattern; says: string }[])("$says", ({ pattern, says }) =>
    expect(messagesOf("fix: x", [pattern])).toEqual([says]),
  );
});

function withPatterns(patterns: readonly TitlePattern[]): TitleRules {
  return { ...defaultTitleRules, patterns };
}

function messagesOf(title: string, patterns: readonly TitlePattern[]): readonly string[] {
  const judgement = judgeTitle(title, withPatterns(patterns));
  return judgement.ok ? [] : judgement.problems.map(({ message }) => message);
}

function placesOf(title: string, patterns: readonly TitlePattern[]): readonly string[] {
  const judgement = judgeTitle(title, withPatterns(patterns));
  if (judgement.ok) return [];
  return judgement.problems.map(
    ({ code, column, length }) =>
      `${code}${column === undefined ? "" : `@${column}`}${length === undefined ? "" : `+${length}`}`,
  );
}
