import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedLines } from "../../../src/policy/text/changed-lines.ts";

function told(patch: string, sign: "+" | "-"): readonly string[] {
  const { lines, isWhole } = changedLines(patch, sign);
  return [...lines.map(({ line, shownAt, text }) => `${line}/${shownAt} ${text}`), ...(isWhole ? [] : ["cut"])];
}

describe("the changed lines of a patch", () => {
  it.for([
    { name: "one for another", patch: "@@ -1,2 +1,2 @@ f() {\n a\n-b\n+c", added: ["2/2 c"], removed: ["2/2 b"] },
    { name: "of a new file", patch: "@@ -0,0 +1,2 @@\n+a\n+b", added: ["1/1 a", "2/2 b"], removed: [] },
    { name: "of a removed file", patch: "@@ -1,2 +0,0 @@\n-a\n-b", added: [], removed: ["1/1 a", "2/1 b"] },
    { name: "without counts", patch: "@@ -7 +9 @@\n-a\n+b", added: ["9/9 b"], removed: ["7/9 a"] },
    {
      name: "in two places",
      patch: "@@ -1 +1,2 @@\n a\n+b\n@@ -9 +10,2 @@\n c\n+d",
      added: ["2/2 b", "11/11 d"],
      removed: [],
    },
    { name: "removed before others", patch: "@@ -3,3 +3,1 @@\n-a\n-b\n c", added: [], removed: ["3/3 a", "4/3 b"] },
    {
      name: "at the end without a line feed",
      patch: "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file",
      added: ["1/1 b"],
      removed: ["1/1 a"],
    },
    {
      name: "that look like headers of files",
      patch: "@@ -1 +1 @@\n--- a/x\n+++ b/x",
      added: ["1/1 ++ b/x"],
      removed: ["1/1 -- a/x"],
    },
    {
      name: "that look like positions",
      patch: "@@ -1 +1,2 @@\n-@@ -1 +1 @@\n+@@ -9 +9 @@\n+b",
      added: ["1/1 @@ -9 +9 @@", "2/2 b"],
      removed: ["1/1 @@ -1 +1 @@"],
    },
    { name: "that are empty", patch: "@@ -1,2 +1,3 @@\n a\n+\n\n", added: ["2/2 "], removed: [] },
    {
      name: "with carriage returns at their ends",
      patch: "@@ -1 +1 @@\n-a\r\n+b\r",
      added: ["1/1 b"],
      removed: ["1/1 a"],
    },
    {
      name: "with a carriage return inside, which editors show as two",
      patch: "@@ -0,0 +1 @@\n+a\r# b",
      added: ["1/1 a", "1/1 # b"],
      removed: [],
    },
    {
      name: "with a line separator inside, which they do not",
      patch: "@@ -0,0 +1 @@\n+a\u2028b",
      added: ["1/1 a\u2028b"],
      removed: [],
    },
  ])("$name", ({ patch, added, removed }) => {
    expect(told(patch, "+")).toEqual(added);
    expect(told(patch, "-")).toEqual(removed);
  });

  it.for([
    { name: "fewer than announced", patch: "@@ -1,3 +1,4 @@\n a\n+b", added: ["2/2 b", "cut"] },
    { name: "more than announced", patch: "@@ -1 +1 @@\n a\n+b", added: ["cut"] },
    { name: "no position", patch: "+a", added: ["cut"] },
    { name: "nothing at all", patch: "", added: ["cut"] },
    { name: "another text after them", patch: "@@ -1 +1,2 @@\n a\n+b\nand so on", added: ["2/2 b", "cut"] },
  ])("a patch with $name is known to be cut, and keeps what it has", ({ patch, added }) => {
    expect(told(patch, "+")).toEqual(added);
  });

  it.for([
    { name: "as many as GitHub counts", counted: 3, isWhole: true },
    { name: "of which GitHub counts nothing", counted: undefined, isWhole: true },
    { name: "fewer than GitHub counts", counted: 4, isWhole: false },
    { name: "more than GitHub counts", counted: 2, isWhole: false },
  ])("that end with a place, $name → whole: $isWhole", ({ counted, isWhole }) => {
    const patch = "@@ -1,2 +1,2 @@\n a\n-b\n+c\rd\n@@ -9 +9,2 @@\n e\n+f\n\\ No newline at end of file";
    for (const sign of ["+", "-"] as const) expect(changedLines(patch, sign, counted).isWhole).toBe(isWhole);
  });

  it("are as many as were put in, with their numbers", () => {
    const line = fc.tuple(fc.constantFrom(" ", "+", "-"), fc.constantFrom("a", "", "+b", "-c", "@@ -1 +1 @@", "\\"));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const kept = (sign: string) => lines.filter(([mark]) => mark !== sign);
        const patch = [
          `@@ -1,${kept("+").length} +1,${kept("-").length} @@`,
          ...lines.map((parts) => parts.join("")),
        ].join("\n");
        for (const sign of ["+", "-"] as const) {
          const numbered = kept(sign === "+" ? "-" : "+").map(([mark, text], index) => ({
            mark,
            text,
            line: index + 1,
          }));
          const expected = numbered.filter(({ mark }) => mark === sign).map(({ text, line: at }) => `${at} ${text}`);
          const found = changedLines(patch, sign, lines.filter(([mark]) => mark !== " ").length);
          expect(found.isWhole).toBe(true);
          expect(found.lines.map(({ text, line: at }) => `${at} ${text}`)).toEqual(expected);
        }
      }),
    );
  });
});
