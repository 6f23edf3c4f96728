import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip } from "../../src/render/clip.ts";

const more = (left: number) => `+${left}`;

describe("lines that do not all fit", () => {
  it.for([
    { lines: ["one", "two"], bytes: 8, vital: [], shown: ["one", "two"] },
    { lines: ["one", "two"], bytes: 7, vital: [], shown: ["one", "+1"] },
    { lines: ["much too long", "two"], bytes: 8, vital: [], shown: ["two", "+1"] },
    { lines: ["one", "two", "three"], bytes: 10, vital: ["three"], shown: ["one", "three", "+1"] },
    { lines: ["one", "much too long", "two"], bytes: 8, vital: ["much too long"], shown: ["one", "two", "+1"] },
    { lines: ["one", "two"], bytes: -5, vital: [], shown: ["+2"] },
  ])("$lines in $bytes bytes, vital $vital → $shown", ({ lines, bytes, vital, shown }) => {
    expect(clip(lines, bytes, more, (line) => vital.some((each) => each === line))).toEqual(shown);
  });

  it("are whole, in their order, within the bytes, and counted", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.nat(60), (lines, bytes) => {
        const left: number[] = [];
        const shown = clip(lines, bytes, (count, indexes) => {
          left.push(...indexes);
          return more(count);
        });
        const kept = lines.filter((_, index) => !left.includes(index));
        expect(shown).toEqual(left.length === 0 ? lines : [...kept, more(left.length)]);
        expect(kept.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)).toBeLessThanOrEqual(bytes);
      }),
    );
  });
});
