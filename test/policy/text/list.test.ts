import { describe, expect, it } from "vitest";
import { listInWords } from "../../../src/policy/text/list.ts";

const ten = Array.from({ length: 10 }, (_, index) => `n${index}`);

describe("a list in a sentence", () => {
  it.for([
    { names: [], bytes: 100, shown: "nobody" },
    { names: ["a", "b"], bytes: 100, shown: "a and b" },
    { names: [...ten, "n10", "n11"], bytes: 100, shown: `${ten.join(", ")} and 2 more` },
    { names: ["four", "five", "six"], bytes: 8, shown: "four, five and 1 more" },
    { names: ["四四", "五"], bytes: 8, shown: "四四 and 1 more" },
    { names: ["much too long", "b"], bytes: 4, shown: "much too long and 1 more" },
  ])("$names in $bytes bytes → $shown", ({ names, bytes, shown }) => {
    expect(listInWords(names, { show: (text) => text, joiner: "and", bytes })).toBe(shown);
  });

  it("of 100,000 costs no more than one of ten", () => {
    const asked: string[] = [];
    const names = Array.from({ length: 100_000 }, (_, index) => `n${index}`);
    const show = (text: string) => {
      asked.push(text);
      return text;
    };
    expect(listInWords(names, { show, joiner: "and", bytes: 100 })).toMatch(/^n0, .* and 99990 more$/);
    expect(asked).toEqual(ten);
  });
});
