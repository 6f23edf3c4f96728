import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AboutTitle, checkTitle } from "../../../src/policy/title/checking/check-title.ts";
import { printTitle } from "../../../src/policy/title/reading/grammar.ts";
import { judgeTitle, type TitleJudgement } from "../../../src/policy/title/judge-title.ts";
import type { TitleProblem } from "../../../src/policy/title/checking/problems.ts";
import { judgeRetitle } from "../../../src/policy/title/retitle.ts";
import { defaultTitleRules, defaultTypes, scopeSeparators, type TitleRules } from "../../../src/policy/title/rules.ts";
import type { TitlePattern } from "../../../src/policy/title/title-pattern.ts";

/** Text made of the pieces that mean something to the grammar, and of any character at all. */
const anything = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...defaultTypes,
        "Feature",
        "Fix",
        "wip",
        "[WIP]",
        "Draft:",
        "fixup! ",
        'Revert "',
        'Reapply "',
        "Merge ",
      ),
      fc.constantFrom(
        ":",
        " ",
        "  ",
        "!",
        "(",
        ")",
        ",",
        "：",
        "\t",
        "\n",
        "\r",
        "\u00A0",
        "\u200B",
        "\u200D",
        "\u202E",
        "\uD800",
        "\u0000",
      ),
      fc.constantFrom("🎉", "👩‍🚀", "`", "@a", "#1", "closes #1", "|", "<b>", "-->", "$&", "{type}", "v1.2.3", '"'),
      fc.string({ unit: "binary", maxLength: 5 }),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));

/** A header with slips where people make them, around something arbitrary. */
const nearlyTitles = fc
  .tuple(
    fc.constantFrom("", "", "", " ", "[WIP] ", "fixup! ", "Draft: ", "🎉 ", 'Revert "', "\u200B"),
    fc.constantFrom(...defaultTypes, "Feature", "Feat", "faet", "bugfix", "Docs", "f\u200Beat", "wip"),
    fc.constantFrom(
      "",
      "",
      "(ui)",
      " (ui)",
      "( ui )",
      "(Runtime)",
      "(ui,,api)",
      "()",
      "(ui",
      "(u(i))",
      "（ui）",
      "!(ui)",
    ),
    fc.constantFrom("", "!", "!!", " !"),
    fc.constantFrom(": ", ":", "：", " : ", ":\u00A0", ":\t", ":  ", " - ", " "),
    fc.oneof(
      fc.constantFrom("x", "Add x.", "X..", "A.", "Ä", "x [WIP]", "wip: x", "`x`", "a @b", "#12", "x "),
      anything,
    ),
  )
  .map((pieces) => pieces.join(""));

const titles = fc.oneof(
  { arbitrary: anything, weight: 4 },
  { arbitrary: nearlyTitles, weight: 6 },
  { arbitrary: fc.string({ unit: "binary", maxLength: 1_024 }), weight: 1 },
  { arbitrary: fc.array(anything, { maxLength: 40 }).map((texts) => texts.join(" ").slice(0, 1_024)), weight: 1 },
);

/** Rules of a repository's own. What it says may hold anything, as the title may. */
const pattern: fc.Arbitrary<TitlePattern> = fc
  .record({
    in: fc.constantFrom("title", "subject"),
    verb: fc.constantFrom("require", "forbid"),
    regex: fc.constantFrom(".*x.*", "[^A-Z].*", ".*\\d+", "(?:a|b|[^x])*", "\\PL+", "."),
    say: fc.option(
      fc.oneof(
        fc.constantFrom(
          "`{title}` is no good",
          "{title}{subject}",
          "See [here](https://x.y) @all",
          "$& `",
          "#1 <b> _x_",
        ),
        anything.filter((text) => text !== ""),
      ),
      { nil: undefined },
    ),
  })
  .map(({ in: where, verb, regex, say }) => ({ in: where, [verb]: regex, say }));

const rules: fc.Arbitrary<TitleRules> = fc.record({
  types: fc.subarray([...defaultTypes], { minLength: 1 }),
  typeCase: fc.constantFrom("lower", "any"),
  scope: fc.constantFrom("required", "optional", "none"),
  scopes: fc.option(fc.subarray(["runtime", "ui", "api"], { minLength: 1 }), { nil: undefined }),
  scopePattern: fc.option(fc.constantFrom("[a-z]+", "[a-z0-9._/:-]{1,4}", "(?i)UI|api"), { nil: undefined }),
  refusedScopes: fc.subarray(["ui", "Runtime", "x"]),
  scopeSeparator: fc.constantFrom(...scopeSeparators),
  max: fc.option(fc.integer({ min: 20, max: 256 }), { nil: undefined }),
  subject: fc.record({
    case: fc.constantFrom("any", "not-capitalised"),
    fullStop: fc.boolean(),
    max: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  }),
  patterns: fc.oneof(
    { arbitrary: fc.constant([]), weight: 3 },
    { arbitrary: fc.array(pattern, { maxLength: 3 }), weight: 1 },
  ),
  revertTitles: fc.constantFrom("refuse", "allow"),
});

const about: fc.Arbitrary<AboutTitle> = fc.record({
  number: fc.option(fc.integer({ min: 1, max: 99_999 }), { nil: undefined }),
  body: fc.oneof(
    { arbitrary: fc.constantFrom(undefined, "", "Reverts acme/app#12"), weight: 3 },
    { arbitrary: anything.map((text) => `x\r\n\r\nBREAKING CHANGE: ${text}`), weight: 1 },
    {
      arbitrary: fc.constantFrom("BREAKING-CHANGE: none", "BREAKING CHANGE:", "BREAKING CHANGE: `@all` goes"),
      weight: 1,
    },
  ),
});

/** The smallest failing example of many tries, or undefined; a predicate that throws fails too. */
function counterexampleTo<Values>(property: fc.IProperty<Values>): Values | undefined {
  // Enough runs to reach the combinations, few enough for a fraction of a second.
  const { failed, counterexample } = fc.check(property, { numRuns: 3000 });
  return failed ? (counterexample ?? undefined) : undefined;
}

// What a suggestion cannot cure: its length with the number, and a line of the description.
const aboutOthers = new Set(["title/long", "title/breaking-line"]);

describe("any text at all", () => {
  it("is judged without an exception, and fails only with a reason", () => {
    const property = fc.property(titles, rules, about, (title, given, known) => {
      const judgement = judgeTitle(title, given, known);
      return judgement.ok || judgement.problems.length > 0;
    });
    expect(counterexampleTo(property)).toBeUndefined();
  });

  it("gets columns that lie inside it, or right behind its end where something is missing", () => {
    const property = fc.property(titles, rules, about, (title, given, known) => {
      const end = Array.from(title).length;
      return saidOf(judgeTitle(title, given, known)).every(
        ({ column = 1, length = 0 }) => column >= 1 && column <= end + 1 && column - 1 + length <= end,
      );
    });
    expect(counterexampleTo(property)).toBeUndefined();
  });

  it("gets only suggestions that pass, close nothing, and are one clean line", () => {
    let suggested = 0;
    const property = fc.property(titles, rules, about, (title, given, known) => {
      const judgement = judgeTitle(title, given, known);
      if (judgement.ok || judgement.suggestion === undefined) return true;
      suggested += 1;
      const again = judgeTitle(judgement.suggestion, given, known);
      const taken = judgeRetitle(judgement.suggestion, title, given, known);
      const isTaken =
        taken.state === "refused"
          ? taken.message.includes("would call somebody")
          : taken.title === judgement.suggestion;
      return again.ok && isTaken && again.notices.every(({ code }) => aboutOthers.has(code));
    });
    expect(counterexampleTo(property)).toBeUndefined();
    // Otherwise the property would hold because nothing was ever suggested.
    expect(suggested).toBeGreaterThan(200);
  });

  it("cannot open or close a code span in the message about it", () => {
    const property = fc.property(titles, rules, about, (title, given, known) =>
      saidOf(judgeTitle(title, given, known)).every(({ message }) => {
        const parts = message.split("`");
        const outsideCode = parts.filter((_, index) => index % 2 === 0).join("");
        return (
          parts.length % 2 === 1 &&
          !/``|[\r\n\u202E\u0000]/.test(message) &&
          !/[@<>#|[\]*_&$~\\]|www\.|\/\//.test(outsideCode)
        );
      }),
    );
    expect(counterexampleTo(property)).toBeUndefined();
  });

  it("becomes what /retitle accepts only as a title that passes, and is not changed twice", () => {
    const property = fc.property(titles, rules, about, (text, given, known) => {
      const judgement = judgeRetitle(text, "feat: something else", given, known);
      if (judgement.state !== "accepted") return true;
      const again = judgeRetitle(judgement.title, "", given, known);
      return (
        judgeTitle(judgement.title, given, known).ok && again.state === "accepted" && again.title === judgement.title
      );
    });
    expect(counterexampleTo(property)).toBeUndefined();
  });
});

it.for(scopeSeparators)("a printed title is read back as the same parts, with `%s` between scopes", (separator) => {
  const scope = fc
    .string({ minLength: 1, maxLength: 12 })
    .filter((text) => /^[^(),\s!:](?:[^(),]*[^(),\s!:])?$/.test(text) && !text.includes(separator));
  const parts = fc.record(
    {
      type: fc.constantFrom(...defaultTypes),
      scopes: fc.array(scope, { maxLength: 3 }),
      breaking: fc.boolean(),
      description: fc.string({ maxLength: 40 }).map((text) => `x${text}x`),
    },
    { noNullPrototype: true },
  );

  const property = fc.property(parts, (parsed) => {
    // A description may say `[wip]` by chance; such a title fails, and only its reading counts.
    const { parsed: read } = checkTitle(printTitle(parsed, separator), {
      ...defaultTitleRules,
      scopeSeparator: separator,
    });
    return isDeepStrictEqual(read, parsed);
  });
  expect(counterexampleTo(property)).toBeUndefined();
});

function saidOf(judgement: TitleJudgement): readonly TitleProblem[] {
  return [...judgement.notices, ...(judgement.ok ? [] : judgement.problems)];
}

/** Each rule that reads the title once more. */
const everyRule: TitleRules = {
  ...defaultTitleRules,
  scopes: ["runtime"],
  refusedScopes: ["ui"],
  scopePattern: "(?:a|b|[^x])*",
  max: 72,
  subject: { case: "not-capitalised", fullStop: false, max: 50 },
  patterns: [
    { in: "title", require: "(?:a|b|[^x])*" },
    { in: "subject", forbid: "(?:a*)*", say: "{title} {subject}" },
  ],
  revertTitles: "allow",
};

// Work that grew with the square of the length would take minutes here and end in the runner's own time limit.
it.for([
  "wip: wip(: ",
  "feat(",
  "(",
  ",",
  "! ",
  "[WIP]",
  'Revert "',
  'Reapply "',
  "fixup! ",
  "a\u200B",
  "👩‍",
  "\uD800",
  "\u0000",
  "fix ",
  "fix #",
  "fix a/",
  "fix https://a/",
  "@a/",
  "\t",
  "`",
  "1.",
])("200,000 characters of %j are judged", (piece) => {
  for (const head of ["", "feat: ", "feat("]) {
    const title = head + piece.repeat(Math.ceil(200_000 / piece.length));
    expect(judgeTitle(title, everyRule).ok).toBe(false);
  }
  expect(judgeRetitle(piece.repeat(Math.ceil(200_000 / piece.length)), "", defaultTitleRules).state).toBe("refused");
});

it.for(["/", "a/", ","])("200,000 characters of %j are judged where `/` separates scopes", (piece) => {
  const title = `feat(${piece.repeat(200_000 / piece.length)}): x`;
  expect(judgeTitle(title, { ...everyRule, scopeSeparator: "/" }).ok).toBe(false);
});

it.for([
  "BREAKING CHANGE: none\n",
  "BREAKING CHANGE: \r\n",
  "BREAKING CHANGE:",
  "BREAKING CHANGE: no ",
  "BREAKING CHANGE:\t ",
  "BREAKING-CHANGE: x\u2028",
  "\u2028",
  "\u2028 ",
  "\u2029*",
  "<!--",
  "<!-- -->\n",
  "```\n",
  "\n",
  " ",
])("a description of 200,000 times %j is read", (line) => {
  const body = `BREAKING CHANGE: none\n${line.repeat(200_000)}`;
  expect(judgeTitle("feat: x", defaultTitleRules, { body, doesBodyLand: true }).ok).toBe(false);
  expect(judgeTitle("feat!: x", defaultTitleRules, { body }).ok).toBe(true);
});

it.for(["{title}", "{", "`", "` ", "`{subject}`", "a\n"])("a sentence of 30,000 times %j is said", (piece) => {
  const patterns = [{ in: "title", forbid: ".*", say: piece.repeat(30_000) }] as const;
  expect(judgeTitle("feat: x", { ...defaultTitleRules, patterns }).ok).toBe(false);
});
