import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchName } from "../../../src/policy/text/name-pattern.ts";
import { editDistance, nearest } from "../../../src/policy/text/nearest.ts";

describe("the nearest known name", () => {
  it.for([
    { typed: "runtme", known: ["runtime", "api"], found: "runtime" },
    { typed: "Runtime", known: ["runtime"], found: "runtime" },
    { typed: "rutnime", known: ["runtime"], found: "runtime" },
    { typed: "run", known: ["runtime", "api"], found: "runtime" },
    { typed: "run", known: ["runtime", "runner"], found: undefined },
    { typed: "r", known: ["runtime"], found: undefined },
    { typed: "docs", known: ["api", "doc"], found: "doc" },
    { typed: "xy", known: ["ab"], found: undefined },
    { typed: "ac", known: ["ab"], found: "ab" },
    { typed: "", known: ["ab"], found: undefined },
    { typed: "anything", known: [], found: undefined },
    { typed: "gate", known: ["gates", "areas"], found: "gates" },
    { typed: "x".repeat(100_000), known: ["runtime"], found: undefined },
  ])("$typed of $known → $found", ({ typed, known, found }) => expect(nearest(typed, known)).toBe(found));
});

/** Optimal string alignment, written as it is defined. */
function distance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [lastA, lastB] = [a.at(-1), b.at(-1)];
  const options = [
    distance(a.slice(0, -1), b) + 1,
    distance(a, b.slice(0, -1)) + 1,
    distance(a.slice(0, -1), b.slice(0, -1)) + (lastA === lastB ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && lastA === b.at(-2) && a.at(-2) === lastB) {
    options.push(distance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...options);
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

it("the edit distance is the one of the definition, up to its limit", () => {
  fc.assert(
    fc.property(word, word, fc.nat(4), (a, b, limit) => {
      expect(editDistance(a, b, limit)).toBe(Math.min(distance(a, b), limit + 1));
    }),
  );
});

it("a name pattern matches what the plain definition matches", () => {
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 7 });
  fc.assert(
    fc.property(pattern, word, (glob, name) => {
      expect(matchName(glob)(name)).toBe(new RegExp(`^${glob.replaceAll("*", ".*")}$`).test(name));
    }),
    { numRuns: 2_000 },
  );
});

describe("a name pattern", () => {
  it.for([
    { pattern: "test (*)", name: "test (node 24)", matches: true },
    { pattern: "test (*)", name: "test", matches: false },
    { pattern: "a*a", name: "a", matches: false },
    { pattern: "*", name: "", matches: true },
    { pattern: "ci.*", name: "ci-x", matches: false },
    { pattern: `${"*a".repeat(50)}b`, name: "a".repeat(50_000), matches: false },
  ])("$pattern · $name → $matches", ({ pattern, name, matches }) => expect(matchName(pattern)(name)).toBe(matches));
});
