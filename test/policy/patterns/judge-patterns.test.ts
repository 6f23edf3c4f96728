import { expect, it } from "vitest";
import type { ChangedFile } from "../../../src/policy/facts.ts";
import { type Compile, judgePatterns, mostCharacters, mostSteps } from "../../../src/policy/patterns/judge-patterns.ts";
import type { Pattern } from "../../../src/policy/patterns/pattern.ts";
import { sentence } from "../../../src/render/reason.ts";
import { aFile, aPullRequest } from "../../support/builders.ts";

/** Judges with a search that counts what it is given, and finds nothing. */
function count(
  patterns: readonly Pattern[],
  {
    files = [],
    size = 10,
    body = "",
  }: { readonly files?: readonly ChangedFile[]; readonly size?: number; readonly body?: string },
) {
  let characters = 0;
  let searches = 0;
  const compile: Compile = () => ({
    size,
    isIn: (text) => {
      characters += text.length;
      searches += 1;
      return false;
    },
  });
  const scene = { pullRequest: aPullRequest({ body }), files: { files, isComplete: true }, gate: "words" };
  const verdict = judgePatterns(patterns, scene, compile);
  return { verdict, characters, searches };
}

const forbidden: Pattern = { in: "added_lines", forbid: "x" };

function adding(lines: number, length: number): ChangedFile {
  return aFile({
    patch: [`@@ -0,0 +1,${lines} @@`, ...Array.from({ length: lines }, () => `+${"a".repeat(length)}`)].join("\n"),
  });
}

it("every added line is searched once, and nothing else", () => {
  const files = [adding(100, 50), aFile({ patch: "@@ -1,2 +1,2 @@\n context\n-old\n+new" })];
  expect(count([forbidden], { files })).toMatchObject({
    characters: 100 * 50 + 3,
    searches: 101,
    verdict: { state: "pass" },
  });
});

it("above four million characters nothing is searched, and nothing holds", () => {
  const files = Array.from({ length: 5 }, () => adding(1, mostCharacters / 4));
  const { verdict, characters } = count([forbidden], { files, size: 1 });
  expect(verdict.state).toBe("no-data");
  expect(sentence(verdict.reason)).toBe("There are 5242965 characters to search, more than 4194304.");
  expect(characters).toBe(0);
});

it("the text counts for every pattern that reads it", () => {
  const files = [adding(1, mostCharacters / 2)];
  expect(count([forbidden], { files }).verdict.state).toBe("pass");
  expect(count([forbidden, forbidden], { files }).verdict).toMatchObject({
    state: "no-data",
    reason: { code: "patterns-too-long" },
  });
});

it("a large pattern is searched for in less text", () => {
  const files = [adding(1, 60_000)];
  expect(count([forbidden], { files, size: 1_000 }).verdict.state).toBe("pass");
  const { verdict, characters } = count([forbidden], { files, size: 2_000 });
  expect(sentence(verdict.reason)).toBe(`To search this much text takes 120034000 steps, more than ${mostSteps}.`);
  expect(characters).toBe(0);
});

it("files that are not meant cost nothing", () => {
  const files = [adding(1, mostCharacters + 1)];
  const { verdict, characters } = count([{ ...forbidden, paths: ["docs/**"] }], { files });
  expect(verdict.state).toBe("pass");
  expect(characters).toBe(0);
});

it("10,000 changed files have a verdict in one search for each that GitHub lists", () => {
  const files = Array.from({ length: 3_000 }, (_, at) => ({ ...adding(1, 20), path: `src/${at}.ts` }));
  const scene = { pullRequest: aPullRequest(), files: { files, isComplete: false }, gate: "words" };
  expect(judgePatterns([forbidden], scene)).toMatchObject({
    state: "no-data",
    reason: { code: "pattern-files-unlisted" },
  });
  expect(count([forbidden], { files }).searches).toBe(3_000);
});

it("a pattern made to explode is searched for all the same", () => {
  const body = "a".repeat(60_000);
  const verdict = judgePatterns([{ in: "body", forbid: "(a+a+)+(a|a)*[bc]$" }], {
    pullRequest: aPullRequest({ body }),
    files: { files: [], isComplete: true },
    gate: "words",
  });
  expect(verdict.state).toBe("pass");
});
