import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("the page of the gate explains every code that a problem can end with, and no other", () => {
  const told = codesIn(readFileSync("src/policy/title/checking/problems.ts", "utf8"), /"(title\/[a-z-]+)": /g);
  const [, section = ""] = readFileSync("docs/gates/title.md", "utf8").split("\n## What fails\n");
  const documented = codesIn(section.split("\n## ")[0] ?? "", /`(title\/[a-z-]+)`/g);
  expect(told.length).toBeGreaterThan(30);
  expect(documented).toEqual(told);
});

function codesIn(text: string, code: RegExp): readonly string[] {
  return [...new Set(Array.from(text.matchAll(code), ([, name = ""]) => name))].toSorted();
}
