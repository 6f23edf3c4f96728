import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderCanonicalJson } from "../../src/store/canonical-json.ts";
import type { Json } from "../../src/store/store.ts";

describe("canonical JSON", () => {
  it.for([
    { is: "keys are sorted at every depth", value: { b: 1, a: { d: 2, c: 3 } }, text: '{"a":{"c":3,"d":2},"b":1}' },
    { is: "lists keep their order", value: [3, 1, { b: 1, a: 2 }], text: '[3,1,{"a":2,"b":1}]' },
    { is: "an undefined member is no member", value: { a: undefined, b: 1 }, text: '{"b":1}' },
    { is: "null is kept", value: { a: null }, text: '{"a":null}' },
    { is: "text is escaped", value: 'a"\u2028', text: JSON.stringify('a"\u2028') },
    { is: "a key named __proto__ is a key", value: JSON.parse('{"__proto__":1}') as Json, text: '{"__proto__":1}' },
  ] satisfies { is: string; value: Json; text: string }[])("$is", ({ value, text }) => {
    expect(renderCanonicalJson(value)).toBe(text);
  });

  it("refuses a number that JSON would turn into null", () => {
    expect(() => renderCanonicalJson({ rate: Number.NaN })).toThrow("NaN cannot be stored as JSON");
  });

  it("reads back as the same value, and equal values are equal text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = value as Json; // fast-check's JsonValue is the same set under another name
        const text = renderCanonicalJson(json);
        const readBack = JSON.parse(text) as Json; // JSON.parse yields nothing but Json
        expect(readBack).toEqual(JSON.parse(JSON.stringify(json)));
        expect(renderCanonicalJson(readBack)).toBe(text);
      }),
    );
  });
});
