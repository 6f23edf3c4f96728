import { describe, expect, it } from "vitest";
import { estimateRegexSize } from "../../../src/policy/text/regex-size.ts";
import { estimateRegexWork } from "../../../src/policy/text/regex-work.ts";

describe("what a pattern costs to compile", () => {
  it.for([
    { pattern: "^(feat|fix): .+", work: estimateRegexSize("^(feat|fix): .+") },
    { pattern: "[a-z]{90}", work: estimateRegexSize("[a-z]{90}") },
    // Every state of it has hundreds of ranges.
    { pattern: String.raw`\pL`, work: 1 + 10 + 150 },
    { pattern: String.raw`\p{Han}`, work: 1 + 10 + 150 },
    { pattern: String.raw`\PL{100}`, work: 101 * 11 + 2 + 150 },
    { pattern: String.raw`[\pL\pS]{100}`, work: 101 * 21 + 2 + 300 },
    // One state, and 330 classes to put together.
    { pattern: `[${String.raw`\pL`.repeat(330)}]`, work: 1 + 330 * 160 + 9 },
    { pattern: `[${"ab".repeat(100)}]{100}`, work: 101 * 3 + 2 },
    // 32,768 characters have another case, or might have.
    { pattern: "(?i)[!-\u8000]", work: 6 + 1_639 },
    // Also where a `-` is no range.
    { pattern: String.raw`(?s-i:(?i)[a\x{8000}-\x{10}])`, work: estimateRegexSize("(?s-i:(?i)[a])") + 3_277 },
    { pattern: "(?i)[a-z]", work: 6 + 26 },
    { pattern: "[!-\u8000]", work: 1 },
    // What lies beyond the last letter is not looked at.
    { pattern: String.raw`(?i)[!-\x{10FFFF}]`, work: 6 + 6_263 },
    // Cut off before the end of the class, it is put together all the same.
    { pattern: "(?i)[!-\u8000", work: 9 + 1_639 },
  ])("$pattern → $work", ({ pattern, work }) => expect(estimateRegexWork(pattern)).toBe(work));
});
