import { describe, expect, it } from "vitest";
import { configChanges } from "../../src/config/changes/changes.ts";
import { deepest, mostValues } from "../../src/config/content-size.ts";
import { loadConfig } from "../../src/config/load.ts";

function keys(count: number, value: string): string {
  return Array.from({ length: count }, (_, at) => `k${at.toString(36)}: ${value}`).join(", ");
}

function problems(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ says }) => says);
}

const tooMany = `the file, its aliases written out, has more than ${mostValues} values`;
const tooDeep = `the file, its aliases written out, is nested more than ${deepest} deep`;
// The file, its version, `rollouts` and the list in it.
const around = 3;

describe("a short file that stands for much", () => {
  it.for([
    { name: "as many values as may be", text: `rollouts: [${"1,".repeat(mostValues - around)}]`, says: [] },
    { name: "one more", text: `rollouts: [${"1,".repeat(mostValues - around + 1)}]`, says: [tooMany] },
    {
      name: "many keys, aliased where nothing is active",
      text: `rollouts: { a: &a { ${keys(5_000, "1")} }, b: { ${keys(40, "*a")} } }`,
      says: [tooMany],
    },
    {
      name: "many gates, aliased where they count",
      text: `gates: { a: &a { checks: [${"a,".repeat(1_000)}] }, ${keys(40, "*a")} }`,
      says: [tooMany],
    },
    { name: "an alias within itself", text: "rollouts: &a { x: *a }", says: [tooDeep] },
    { name: "two aliases within themselves", text: "rollouts: &a { x: *a, y: *a }", says: [tooDeep] },
    { name: "as deep as may be", text: `rollouts: ${"[".repeat(deepest - 1)}${"]".repeat(deepest - 1)}`, says: [] },
    { name: "deeper", text: `rollouts: ${"[".repeat(deepest)}${"]".repeat(deepest)}`, says: [tooDeep] },
  ])("$name", ({ text, says }) => expect(problems(text)).toEqual(says));
});

it("what is not active yet is one change, however much it holds", () => {
  const [before, after] = ["", `rollouts: { ${keys(5_000, "1")} }\nprograms: { p: { when: { labels: [x] } } }\n`].map(
    (text) => loadConfig(`version: 1\n${text}`),
  );
  if (before?.ok !== true || after?.ok !== true) throw new Error("both are valid");
  const about = configChanges(before.config, after.config).filter(({ reason }) => reason.code === "inactive-rewritten");
  expect(about.map(({ reason }) => reason.parameters)).toEqual([{ safeWhen: "After the merge", setting: "rollouts" }]);
});
