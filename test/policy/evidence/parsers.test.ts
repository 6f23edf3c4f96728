import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePath, pathText } from "../../../src/policy/evidence/rows/path.ts";
import { judgeRow } from "../../../src/policy/evidence/rows/row.ts";
import { rowProblems } from "../../../src/policy/evidence/rows/row-problems.ts";
import { newWork } from "../../../src/policy/evidence/rows/work.ts";

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
        expect(judgeRow({ name: "row", value: path, expect: "= 7" }, document, newWork()).state).toBe("pass");
      }),
    );
  });
});

it("a path is written as it is read", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 4 }), (keys) => {
      const steps = keys.map((key) => ({ step: "key" as const, key }));
      const written = pathText(steps);
      expect(parsePath(written)).toEqual({ ok: true, path: { terms: [{ text: written, isCount: false, steps }] } });
    }),
  );
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
        expect(["pass", "fail", "no-data"]).toContain(judgeRow(row, JSON.parse(json), newWork()).state);
      }),
    );
  });
});

function showStep(step: { readonly step: string; readonly key?: string; readonly value?: string }): string {
  if (step.step === "each") return "*";
  return step.value === undefined ? (step.key ?? "") : `${step.key}=${step.value}`;
}
