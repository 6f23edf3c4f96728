import { assert, constantFrom, json, nat, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault } from "../../../src/advisories/lockfiles/json-fault.ts";
import { lineAt } from "../../../src/advisories/lockfiles/text.ts";

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("where a text stops being JSON", () => {
  it.for([
    { text: "this is not JSON", at: 0 },
    { text: '{"a": 1}', at: undefined },
    { text: ' [1, -2.5e3, true, null, "\\u00e9\\n", {}, []] ', at: undefined },
    { text: "", at: 0 },
    { text: '{"a": 1', at: 7 },
    { text: '{"a": "b', at: 8 },
    { text: '{"a": "b\nc"}', at: 8 },
    { text: '{"a": "\\x"}', at: 7 },
    { text: '{"a": 1,}', at: 8 },
    { text: "[1,]", at: 3 },
    { text: "[1 2]", at: 3 },
    { text: "[1}", at: 2 },
    { text: '{"a" 1}', at: 5 },
    { text: "{1: 2}", at: 1 },
    { text: "{} {}", at: 3 },
    { text: '{} "a"', at: 3 },
    { text: "[01]", at: 2 },
  ])("$text", ({ text, at }) => {
    expect(findJsonFault(text)).toBe(at);
  });

  const damaged = tuple(
    json(),
    nat(),
    constantFrom("", "{", "}", "[", "]", ",", ":", '"', "\\", "0", "x", "\n", "null"),
  );

  it("is nowhere exactly when the text is JSON, whatever is cut out or put in", () => {
    assert(
      property(damaged, nat({ max: 3 }), ([text, place, insert], cut) => {
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + insert + text.slice(at + cut);
        expect(findJsonFault(changed) === undefined).toBe(parses(changed));
      }),
      { numRuns: 2000 },
    );
  });

  it("is in the line in which the parser says it is, where the parser says it", () => {
    assert(
      property(damaged, ([text, place, insert]) => {
        const lines = JSON.stringify(JSON.parse(text), undefined, 1);
        const at = place % (lines.length + 1);
        const changed = lines.slice(0, at) + insert + lines.slice(at + 1);
        const told = / \(line (\d+) column \d+\)$/.exec(messageOf(changed))?.[1];
        const line = String(lineAt(changed, findJsonFault(changed) ?? 0));
        expect(line).toBe(told ?? line);
      }),
      { numRuns: 2000 },
    );
  });

  it("is at the end of what was cut off, but for a word, a number or an escape that was cut", () => {
    assert(
      property(json(), nat(), (text, place) => {
        const whole = `{"a":[${text},"`;
        const beginning = whole.slice(0, (place % whole.length) + 1);
        expect(beginning.slice(findJsonFault(beginning))).toMatch(/^(?:\\\w{0,5}|[\w.+-]*)$/);
      }),
    );
  });

  it("is found among many signs, without any depth being too much", () => {
    const many = 500_000;
    expect(findJsonFault("[".repeat(many))).toBe(many);
    expect(findJsonFault(`"${"a".repeat(many)}`)).toBe(many + 1);
    expect(findJsonFault(`"${"\\n".repeat(many)}`)).toBe(2 * many + 1);
    expect(findJsonFault(`${" ".repeat(many)}x`)).toBe(many);
  });
});

function messageOf(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}
