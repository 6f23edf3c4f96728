import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { mostRegexWork } from "../../../src/config/problems/regex-problems.ts";

interface Told {
  readonly path: string;
  readonly says: string;
}

function problems(text: string): readonly Told[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ path, says }) => ({ path: path.join("."), says }));
}

/** Gates with 20 patterns each, as many as one may have. */
function gates(regexes: readonly string[]): string {
  const lines = regexes.flatMap((regex, index) => [
    ...(index % 20 === 0 ? [`  g${index / 20}:`, "    patterns:"] : []),
    `    - { in: body, forbid: '${regex}' }`,
  ]);
  return ["gates:", ...lines, ""].join("\n");
}

const tooMuch = (path: string, work: number): Told => ({
  path,
  says: `with this one the regular expressions of the file cost ${work} steps to compile, more than ${mostRegexWork}`,
});
const hundred = "a{96}b";
const inTheFile = mostRegexWork / 100;

describe("the regular expressions of a file", () => {
  it("may cost so much together", () => {
    expect(problems(gates(Array(inTheFile).fill(hundred)))).toEqual([]);
  });

  it("and no more; the first one beyond is told", () => {
    const path = `gates.g${inTheFile / 20}.patterns.0.forbid`;
    expect(problems(gates(Array(inTheFile + 5).fill(hundred)))).toEqual([tooMuch(path, mostRegexWork + 100)]);
  });

  it("count with those of titles", () => {
    const rest = Array(inTheFile - 1).fill(hundred);
    const scope = (pattern: string) => `${gates(rest)}title: { scope_pattern: '${pattern}' }\n`;
    expect(problems(scope(hundred))).toEqual([]);
    expect(problems(scope(`${hundred}c`))).toEqual([tooMuch("title.scope_pattern", mostRegexWork + 1)]);
    const own = `${gates(rest)}title: { patterns: [{ forbid: '${hundred}c' }] }\n`;
    expect(problems(own)).toEqual([tooMuch("title.patterns.0.forbid", mostRegexWork + 1)]);
  });

  it("count as often as aliases repeat them", () => {
    const list = Array(20).fill(`{ in: body, forbid: '${hundred}' }`).join(", ");
    const others = Array.from({ length: 25 }, (_, index) => `h${index}: { patterns: *list }`).join(", ");
    const told = problems(`gates: { g: { patterns: &list [${list}] }, ${others} }\n`);
    expect(told).toEqual([tooMuch("gates.h24.patterns.0.forbid", mostRegexWork + 100)]);
  });

  it.for([
    { name: "classes that stand for thousands of characters", regex: String.raw`[\pL\pS]{1000}` },
    { name: "classes made of classes", regex: `[${String.raw`\pL`.repeat(330)}]` },
    { name: "ranges of all letters, in any case", regex: `(?i)[${"B-\u{1e942}".repeat(240)}]` },
    { name: "what is never closed", regex: `(?i)[${"B-\u{1e942}".repeat(240)}` },
  ])("nothing is compiled beyond: $name", ({ regex }) => {
    // The last one cannot be read, which only compiling it would tell.
    const told = problems(gates([...Array(20).fill(regex), "("]));
    expect(told).toHaveLength(1);
    expect(told[0]?.says).toContain("steps to compile");
  });

  it("one that is never compiled costs nothing, and has a problem of its own", () => {
    const told = problems(gates([...Array(inTheFile).fill(hundred), "((a{100}){100})"]));
    expect(told.map(({ says }) => says)).toEqual([expect.stringContaining("it has more than 2000 parts")]);
  });

  it("what else is wrong is told as well", () => {
    const told = problems(`${gates(Array(inTheFile + 1).fill(hundred))}pull_requests: {}\n`);
    expect(told.map(({ path }) => path)).toEqual([`gates.g${inTheFile / 20}.patterns.0.forbid`, "pull_requests"]);
  });
});
