import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { patternsGate } from "../../../src/policy/gates/patterns.ts";

function problems(pattern: object) {
  return patternsGate.problems({ patterns: [{ in: "title", require: "^x" }, pattern] });
}

describe("a pattern that cannot be meant is a problem of the configuration", () => {
  it.for([
    { pattern: { in: "body" }, path: [], says: "a pattern asks for nothing" },
    { pattern: { in: "body", require: "a", find: "b" }, path: [], says: "a pattern has `require` and `find`" },
    {
      pattern: { in: "body", require: "(" },
      path: ["require"],
      says: "`(`: it cannot be read: missing closing ): `(`",
    },
    {
      pattern: { in: "body", forbid: "(?=a)" },
      path: ["forbid"],
      says: "`(?=a)`: it looks ahead or behind (`(?=`, `(?!`, `(?<=`, `(?<!`)",
    },
    {
      pattern: { in: "added_lines", find: "(((a{100}){100}){100})" },
      path: ["find"],
      says: "`(((a{100}){100}){100})`: it has more than 2000 parts when its repetitions are written out",
    },
    { pattern: { in: "body", require: ".*" }, path: ["require"], says: "`.*` matches every text, an empty one too" },
    { pattern: { in: "title", forbid: "x?" }, path: ["forbid"], says: "`x?` matches every text, an empty one too" },
    { pattern: { in: "title", require: "a", paths: ["src/**"] }, path: ["paths"], says: "the title has no paths" },
    {
      pattern: { in: "added_lines", forbid: "a", paths: ["src/**", "/docs"] },
      path: ["paths", 1],
      says: "`/docs`: paths begin at the root of the repository",
    },
    {
      pattern: { in: "body", require: "a", needs: "decision" },
      path: ["needs"],
      says: "only what is found needs a decision",
    },
  ])("$pattern", ({ pattern, path, says }) => {
    expect(problems(pattern)).toMatchObject([{ path: ["patterns", 1, ...path], says }]);
  });

  it.for([
    { in: "body", require: "^$" },
    { in: "added_files", forbid: ".*", paths: ["legacy/**"] },
    { in: "added_lines", find: "x", needs: "decision", say: "Look" },
  ])("%o is none", (pattern) => expect(problems(pattern)).toEqual([]));
});

it("is told with its place and what to do", () => {
  const loaded = loadConfig(`version: 1
gates:
  words:
    patterns:
      - { in: body, require: '(a)\\1' }
pull_request: { require: [words] }
`);
  const told = loaded.ok
    ? []
    : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
  expect(told).toEqual(["5:21 `(a)\\1`: it refers back to what a group matched (`\\1`). Say it without."]);
});

it("that is long is refused before it is read", () => {
  const loaded = loadConfig(
    `version: 1\ngates: { words: { patterns: [{ in: body, require: "${"a".repeat(1_001)}" }] } }\n`,
  );
  expect(loaded.ok ? [] : loaded.problems.map(({ says }) => says)).toEqual([
    "`gates.words.patterns.0.require` is more than 1000 characters",
  ]);
});
