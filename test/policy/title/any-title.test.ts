import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTitle } from "../../../src/policy/title/check-title.ts";
import { printTitle } from "../../../src/policy/title/grammar.ts";
import { judgeTitle, type TitleJudgement } from "../../../src/policy/title/judge-title.ts";
import type { TitleProblem } from "../../../src/policy/title/problems.ts";
import { judgeRetitle } from "../../../src/policy/title/retitle.ts";
import { defaultTitleRules, defaultTypes, type TitleRules } from "../../../src/policy/title/rules.ts";

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

const titles = fc.oneof(anything, nearlyTitles);

const rules: fc.Arbitrary<TitleRules> = fc.record({
  types: fc.subarray([...defaultTypes], { minLength: 1 }),
  scope: fc.constantFrom("required", "optional", "none"),
  scopes: fc.option(fc.subarray(["runtime", "ui", "api"], { minLength: 1 }), { nil: undefined }),
  scopePattern: fc.option(fc.constantFrom("[a-z]+", "[a-z0-9._/:-]{1,4}", "(?i)UI|api"), { nil: undefined }),
  max: fc.option(fc.integer({ min: 20, max: 256 }), { nil: undefined }),
  subject: fc.option(fc.record({ case: fc.constantFrom("any", "not-capitalised"), fullStop: fc.boolean() }), {
    nil: undefined,
  }),
});

/** The smallest failing example of many tries, or undefined; a predicate that throws fails too. */
function counterexampleTo<Values>(property: fc.IProperty<Values>): Values | undefined {
  // Enough runs to reach the combinations, few enough for a fraction of a second.
  const { failed, counterexample } = fc.check(property, { numRuns: 3000 });
  return failed ? (counterexample ?? undefined) : undefined;
}

describe("any text at all", () => {
  it("is judged without an exception, and fails only with a reason", () => {
    const property = fc.property(titles, rules, (title, given) => {
      const judgement = judgeTitle(title, given);
      return judgement.ok || judgement.problems.length > 0;
    });
    expect(counterexampleTo(property)).toBeUndefined();
  });

  it("gets columns that lie inside it, or right behind its end where something is missing", () => {
    const property = fc.property(titles, rules, (title, given) => {
      const end = Array.from(title).length;
      return saidOf(judgeTitle(title, given)).every(
        ({ column = 1, length = 0 }) => column >= 1 && column <= end + 1 && column - 1 + length <= end,
      );
    });
    expect(counterexampleTo(property)).toBeUndefined();
  });

  it("gets only suggestions that pass, close nothing, and are one clean line", () => {
    let suggested = 0;
    const property = fc.property(titles, rules, (title, given) => {
      const judgement = judgeTitle(title, given);
      if (judgement.ok || judgement.suggestion === undefined) return true;
      suggested += 1;
      const again = judgeTitle(judgement.suggestion, given);
      const taken = judgeRetitle(judgement.suggestion, title, given);
      const isTaken = taken.state === "refused" ? taken.code === "mention" : taken.title === judgement.suggestion;
      return again.ok && isTaken && again.notices.every(({ code }) => code === "title/long");
    });
    expect(counterexampleTo(property)).toBeUndefined();
    // Otherwise the property would hold because nothing was ever suggested.
    expect(suggested).toBeGreaterThan(200);
  });

  it("cannot open or close a code span in the message about it", () => {
    const property = fc.property(titles, rules, (title, given) =>
      saidOf(judgeTitle(title, given)).every(({ message }) => {
        const parts = message.split("`");
        const outsideCode = parts.filter((_, index) => index % 2 === 0).join("");
        return parts.length % 2 === 1 && !/``|[\r\n\u202E\u0000]/.test(message) && !/[@<>#|[\]*_]/.test(outsideCode);
      }),
    );
    expect(counterexampleTo(property)).toBeUndefined();
  });

  it("becomes what /retitle accepts only as a title that passes, and is not changed twice", () => {
    const property = fc.property(titles, rules, (text, given) => {
      const judgement = judgeRetitle(text, "feat: something else", given);
      if (judgement.state !== "accepted") return true;
      const again = judgeRetitle(judgement.title, "", given);
      return judgeTitle(judgement.title, given).ok && again.state === "accepted" && again.title === judgement.title;
    });
    expect(counterexampleTo(property)).toBeUndefined();
  });
});

it("a printed title is read back as the same parts", () => {
  const scope = fc
    .string({ minLength: 1, maxLength: 12 })
    .filter((text) => /^[^(),\s!:](?:[^(),]*[^(),\s!:])?$/.test(text));
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
    const { parsed: read } = checkTitle(printTitle(parsed), defaultTitleRules);
    return isDeepStrictEqual(read, parsed);
  });
  expect(counterexampleTo(property)).toBeUndefined();
});

function saidOf(judgement: TitleJudgement): readonly TitleProblem[] {
  return [...judgement.notices, ...(judgement.ok ? [] : judgement.problems)];
}

// Work that grew with the square of the length would take minutes here and end in the runner's own time limit.
it.for([
  "wip: wip(: ",
  "feat(",
  "(",
  ",",
  "! ",
  "[WIP]",
  'Revert "',
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
    expect(judgeTitle(title, { ...defaultTitleRules, scopes: ["runtime"], max: 72 }).ok).toBe(false);
    expect(judgeRetitle(title, "", defaultTitleRules).state).toBe("refused");
  }
});
