import * as fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import type { TitleProblem } from "../../../src/policy/title/checking/problems.ts";
import { fenced } from "../../../src/render/markdown.ts";
import { pointAt, shiftsMarks } from "../../../src/render/title/title-pointer.ts";

describe("carets stand under what is wrong", () => {
  it.for<[what: string, title: string, at: readonly [column: number, length: number][], carets: string]>([
    ["a word", "Feature: x", [[1, 7]], "^^^^^^^"],
    [
      "two places",
      "Feat( ui):x",
      [
        [1, 4],
        [6, 1],
        [11, 1],
      ],
      "^^^^ ^    ^",
    ],
    ["what is missing at the end", "fix:", [[5, 0]], "    ^"],
    ["what is missing in the middle", "feat x", [[5, 0]], "    ^"],
    ["what stands behind wide characters", "修正: x", [[3, 1]], "    ^"],
    ["a wide character", "a修b", [[2, 1]], " ^^"],
    ["what stands behind a flag", "🇩🇪!x", [[3, 1]], "  ^"],
    ["one half of a flag", "a🇩🇪b", [[3, 1]], " ^^"],
    ["the joiner inside a family", "a👩‍👩‍👧b", [[3, 1]], " ^^"],
    ["what stands behind a family", "👩‍👩‍👧: x", [[6, 1]], "  ^"],
    ["a skin tone", "👍🏽x", [[2, 1]], "^^"],
    ["what stands behind an emoji in colour", "☺️x", [[3, 1]], "  ^"],
    ["an accent of its own", "fe\u0301at", [[3, 1]], " ^"],
    ["what stands behind an accent of its own", "fe\u0301at", [[4, 2]], "  ^^"],
    ["an accent without its letter", "\u0301feat", [[1, 1]], "^"],
    ["the blank of full width", "feat:\u3000x", [[6, 1]], "     ^^"],
    ["a Hangul syllable in pieces", "\u1112\u1161\u11ABx", [[4, 1]], "  ^"],
    ["a syllable of three letters", "क्षx", [[2, 1]], "^^"],
    ["a hidden character", "fe\u200Bat", [[3, 1]], "  ^"],
    ["half of a surrogate pair", "fe\uD83Dat", [[3, 1]], "  ^"],
    ["nothing in particular", "feat: x", [], ""],
  ])("%s", ([, title, places, carets]) => {
    const problems = places.map(([column, length]) => aProblem(column, length));
    expect(caretsOf(pointAt(title, problems))).toBe(carets);
  });
});

it.for([
  { title: "feat: \u202Eevil\u200B\n/x\t\u2028", shown: "feat: □evil□□/x□□" },
  { title: "e\u034F\u0301", shown: "e□\u0301" },
  { title: "\u0301\u0302x", shown: "□\u0302x" },
  { title: "👩‍👩‍👧 क्‍ष", shown: "👩‍👩‍👧 क्‍ष" },
])("what takes no cell, or would move others, is shown as a box: $shown", ({ title, shown }) => {
  expect(pointAt(title, [])).toBe(shown);
});

describe("a title that is longer than anything", () => {
  const title = `${"a".repeat(1_024)}b`;

  it("is cut, and what is wrong further on is pointed at where it is cut", () => {
    const lines = pointAt(title.repeat(50), [aProblem(30_000, 5_000)]).split("\n");
    expect(lines).toEqual([`${"a".repeat(1_024)}…`, `${" ".repeat(1_024)}^`]);
  });

  it("is shown whole up to the limit", () => {
    expect(pointAt(title.slice(0, 1_024), [])).toBe("a".repeat(1_024));
  });
});

it.for([
  { title: "修正: x", isSo: true },
  { title: "feat: 👍", isSo: true },
  { title: "feat: שלום", isSo: true },
  { title: "feat: مرحبا", isSo: true },
  { title: "feat: é, Ж and ñ — “x”", isSo: false },
  { title: "feat: e\u0301\u200B", isSo: false },
])("fonts may draw $title otherwise than a terminal counts it: $isSo", ({ title, isSo }) => {
  expect(shiftsMarks(title)).toBe(isSo);
});

// What means something to the grammar, to Markdown, to a terminal, or to the rules of graphemes.
const piecesOfTitles = [
  ["feat", ": ", "(", ")", "!", "``", "```", "@ana", "\n", "\r", "\t", "\u202E", "\u2066", "\u200B", "\u2028"],
  ["\uD83D", "\uDE00", "\u200D", "\uFE0F", "\u0301", "\u0E33", "\u1161", "🇩", "👩", "🏽", "修", "\u3000", "\u0600"],
  ["क", "्", "ष", "ा", "\u{13430}", "\u070F", "\u{16D63}", "\u{16D67}", "ﾞ", "1", "\u20E3"],
].flat();

const anyPiece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 3 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...piecesOfTitles),
  },
);
const anyTitle = fc
  .array(anyPiece, { maxLength: 300 })
  .map((pieces) => Array.from(pieces.join("")).slice(0, 1_024).join(""));

/** A title, and a place in it or right behind it. */
const anyPlace = anyTitle.chain((title) => {
  const { length } = Array.from(title);
  return fc
    .tuple(fc.constant(title), fc.integer({ min: 1, max: length + 1 }), fc.nat(length))
    .map(([same, column, most]) => ({ title: same, column, length: Math.min(most, length + 1 - column) }));
});

describe("whatever the title", () => {
  it("the carets take the cells of the graphemes they point at, and no others", () => {
    fc.assert(
      fc.property(anyPlace, ({ title, column, length }) => {
        const [line = "", carets = "", ...more] = pointAt(title, [aProblem(column, length)]).split("\n");
        expect(more).toEqual([]);
        expect(carets).toMatch(/^ *\^+$/);
        const [start, end] = cellsIn(line, column, length);
        expect([carets.indexOf("^"), carets.length]).toEqual([start, end]);
      }),
      { numRuns: 500 },
    );
  });

  it("nothing of it breaks the line, hides, turns it around or ends its block", () => {
    fc.assert(
      fc.property(anyTitle, (title) => {
        const shown = pointAt(title, []);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/u);
        expect(Array.from(shown)).toHaveLength(Array.from(title).length);
        const [fence = ""] = fenced(shown, "").split("\n");
        expect(Array.from(title.matchAll(/`+/g)).every(([run]) => run.length < fence.length)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Counted from the line alone: how wide is everything in front of the grapheme, and everything up to its end. */
function cellsIn(line: string, column: number, length: number): readonly [start: number, end: number] {
  const before = Array.from(line)
    .slice(0, column - 1)
    .join("").length;
  const until = Array.from(line)
    .slice(0, column - 1 + Math.max(length, 1))
    .join("").length;
  const segments = Array.from(new Intl.Segmenter("en", { granularity: "grapheme" }).segment(line));
  const start = segments.findLast(({ index }) => index <= before)?.index ?? 0;
  const end = segments.find(({ index, segment }) => index + segment.length >= until);
  // Nothing stands behind the end, and the place there has one cell.
  if (before >= line.length) return [stringWidth(line), stringWidth(line) + 1];
  return [
    stringWidth(line.slice(0, start)),
    end === undefined ? stringWidth(line) + 1 : stringWidth(line.slice(0, end.index + end.segment.length)),
  ];
}

function aProblem(column: number, length: number): TitleProblem {
  return { code: "title/wip", column, ...(length > 0 && { length }), message: "It is not finished." };
}

function caretsOf(shown: string): string {
  return shown.split("\n")[1] ?? "";
}
