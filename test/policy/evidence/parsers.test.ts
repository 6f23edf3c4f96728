import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExpectation } from "../../../src/policy/evidence/expectation.ts";
import { parsePath } from "../../../src/policy/evidence/path.ts";
import { findRepeatedKey } from "../../../src/policy/evidence/repeated-key.ts";
import { judgeRow, rowProblems } from "../../../src/policy/evidence/row.ts";

describe("a path", () => {
  it.for([
    { path: "a", steps: "a" },
    { path: "a.b", steps: "a b" },
    { path: 'a."odd key"', steps: "a odd key" },
    { path: '"a".b', steps: "a b" },
    { path: "list[key=value]", steps: "list key=value" },
    { path: "list[a=1][b=2].c", steps: "list a=1 b=2 c" },
    { path: "list[a=x + y].c", steps: "list a=x + y c" },
    { path: "list[*].c", steps: "list * c" },
    { path: "count( list[*] )", steps: "count list *" },
    { path: "a.b + count(c)", steps: "a b | count c" },
    { path: '"a + b" + c', steps: "a + b | c" },
    { path: "", steps: undefined },
    { path: "a.", steps: undefined },
    { path: ".a", steps: undefined },
    { path: "a..b", steps: undefined },
    { path: "a b", steps: undefined },
    { path: "a +", steps: undefined },
    { path: "a - b", steps: undefined },
    { path: "a * 2", steps: undefined },
    { path: "count(a", steps: undefined },
    { path: "count(a + b)", steps: undefined },
    { path: "count()", steps: undefined },
    { path: "count(count(a))", steps: undefined },
    { path: "max(a)", steps: undefined },
    { path: "a[", steps: undefined },
    { path: "a[0]", steps: undefined },
    { path: "a.[b=c]", steps: undefined },
    { path: 'a"b"', steps: undefined },
    { path: 'a."b', steps: undefined },
    { path: 'a."b"c', steps: undefined },
  ])("$path → $steps", ({ path, steps }) => {
    const parsed = parsePath(path);
    const shown = parsed.ok
      ? parsed.path.terms.map(({ isCount, steps: all }) =>
          [...(isCount ? ["count"] : []), ...all.map(showStep)].join(" "),
        )
      : undefined;
    expect(shown?.join(" | ")).toBe(steps);
  });

  it("finds the value under any keys, written in quotes", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 4 }), (keys) => {
        const path = keys.map((key) => `"${key.replaceAll(/["\\]/g, "\\$&")}"`).join(".");
        const document = keys.reduceRight<unknown>((value, key) => Object.fromEntries([[key, value]]), 7);
        expect(judgeRow({ name: "row", value: path, expect: "= 7" }, document).state).toBe("pass");
      }),
    );
  });
});

describe("an expectation", () => {
  it.for([
    { text: ">= 80%", parsed: "share >= 0.8" },
    { text: ">=80%", parsed: "share >= 0.8" },
    { text: " >= 80 % ", parsed: "share >= 0.8" },
    { text: "<= 33.3%", parsed: "share <= 0.333" },
    { text: "= 100%", parsed: "share = 1" },
    { text: "<= 36", parsed: "number <= 36" },
    { text: "> -1.5", parsed: "number > -1.5" },
    { text: "< .5", parsed: "number < 0.5" },
    { text: "= +5", parsed: "number = 5" },
    { text: "= PASS", parsed: "text PASS" },
    { text: "= 1.2.3", parsed: "text 1.2.3" },
    { text: "= true", parsed: "text true" },
    { text: "80%", parsed: undefined },
    { text: ">= PASS", parsed: undefined },
    { text: ">= 80 percent", parsed: undefined },
    { text: "≥ 80%", parsed: undefined },
    { text: "=> 80%", parsed: undefined },
    { text: "== 5", parsed: undefined },
    { text: "= PASS%", parsed: undefined },
    { text: ">=", parsed: undefined },
    { text: "", parsed: undefined },
    { text: ">= 101%", parsed: undefined },
    { text: ">= -1%", parsed: undefined },
    { text: ">= 80% or so", parsed: undefined },
    { text: "0..2", parsed: undefined },
  ])("$text → $parsed", ({ text, parsed }) => {
    const found = parseExpectation(text);
    const shown = found.ok ? Object.values(found.expectation).join(" ") : undefined;
    expect(shown).toBe(parsed);
  });

  it("is read back as any number that it was written from", () => {
    fc.assert(
      fc.property(fc.constantFrom(">=", "<=", ">", "<", "="), fc.integer(), fc.nat(999), (operator, whole, part) => {
        const limit = Number(`${whole}.${part}`);
        expect(parseExpectation(`${operator} ${whole}.${part}`)).toEqual({
          ok: true,
          expectation: { kind: "number", operator, limit },
        });
      }),
    );
  });
});

describe("a row that can never be judged", () => {
  it.for([
    { row: { value: "a", expect: ">= 1" }, keys: [] },
    { row: { value: "a", of: "b", expect: ">= 1%" }, keys: [] },
    { row: { value: "a", expect: ">= 80%" }, keys: ["expect"] },
    { row: { value: "a", of: "b", expect: ">= 80" }, keys: ["expect"] },
    { row: { value: "a b", of: "c d", expect: "80" }, keys: ["value", "of", "expect"] },
  ])("$row → $keys", ({ row, keys }) => {
    expect(rowProblems({ name: "row", ...row }).map(({ key }) => key)).toEqual(keys);
  });
});

describe("any row on any document", () => {
  const part = fc.constantFrom(
    "a",
    ".",
    "[",
    "]",
    "=",
    "*",
    "+",
    '"',
    "count(",
    ")",
    " ",
    "\\",
    "<",
    ">",
    "%",
    "8",
    "-",
  );
  const text = fc.array(part, { maxLength: 20 }).map((parts) => parts.join(""));

  it("gets a verdict, and without a problem in the configuration never a throw", () => {
    fc.assert(
      fc.property(text, text, text, fc.json(), (value, of, expected, json) => {
        const row = { name: "row", value, of, expect: expected };
        rowProblems(row);
        expect(["pass", "fail", "no-data"]).toContain(judgeRow(row, JSON.parse(json)).state);
      }),
    );
  });

  it("what a serialiser wrote holds no key twice", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(findRepeatedKey(json)).toBeUndefined();
      }),
    );
  });

  it("a key written twice is found wherever it stands", () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, key) => {
        const name = JSON.stringify(key);
        expect(findRepeatedKey(`[${json},{"x":{${name}:1,"between the two":${json},${name}:2}}]`)).toBe(key);
      }),
    );
  });
});

function showStep(step: { readonly step: string; readonly key?: string; readonly value?: string }): string {
  if (step.step === "each") return "*";
  return step.value === undefined ? (step.key ?? "") : `${step.key}=${step.value}`;
}
