import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildJson } from "../../../../src/policy/evidence/formats/build-json.ts";

describe("what a JSON text holds", () => {
  it("is what its own parser says", () => {
    const written = fc.tuple(fc.jsonValue(), fc.nat(3)).map(([value, indent]) => JSON.stringify(value, null, indent));
    fc.assert(
      fc.property(written, (json) => {
        expect(buildJson(json)).toStrictEqual({ ok: true, value: JSON.parse(json) });
      }),
      { numRuns: 300 },
    );
  });

  it.for([
    "0",
    "-0",
    "1.50",
    "12e-1",
    '""',
    '"a: [1], {2}"',
    String.raw`"\"\\\u0041\/\n"`,
    "null",
    "[true,false,null]",
    '[[],{},[{}],{"a":[]}]',
    ' { "a" :\n[ 1 ,\t2 ] ,\r\n"" : "" } ',
    '{"constructor":1,"toString":{"a":2},"__proto__":{"b":3}}',
    '{"2":1,"1":2}',
  ])("%s", (json) => {
    const built = buildJson(json);
    expect(built).toStrictEqual({ ok: true, value: JSON.parse(json) });
    expect(built.ok && JSON.stringify(built.value)).toBe(JSON.stringify(JSON.parse(json)));
  });

  it("what was rounded is no number", () => {
    const built = buildJson('{"a":[1, 9007199254740993]}');
    expect(built).toEqual({ ok: true, value: { a: [1, expect.any(Symbol)] } });
  });

  it("a key written twice is found wherever it stands", () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, key) => {
        const name = JSON.stringify(key);
        const built = buildJson(`[${json},{"x":{${name}:1,"between the two":${json},${name}:2}}]`);
        expect(built).toEqual({ ok: false, repeatedKey: key });
      }),
    );
  });

  it.for([
    { json: '{"a":1,"\\u0061":2}', key: "a" },
    { json: '{"__proto__":1,"__proto__":2}', key: "__proto__" },
    { json: '{"a":{"b":1},"c":[{"b":1,"a":{},"b":2}]}', key: "b" },
  ])("$json holds $key twice", ({ json, key }) => {
    expect(buildJson(json)).toEqual({ ok: false, repeatedKey: key });
  });
});
