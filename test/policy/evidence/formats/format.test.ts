import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Format, formatOf, readText } from "../../../../src/policy/evidence/formats/format.ts";
import { mostLines } from "../../../../src/policy/evidence/formats/json-text.ts";
import { tomlLimit } from "../../../../src/policy/evidence/formats/toml-text.ts";
import { yamlLimit } from "../../../../src/policy/evidence/formats/yaml-text.ts";
import { sentence } from "../../../../src/render/reason.ts";

function whyNot(text: string, format: Format): string | undefined {
  const read = readText(text, format, "it");
  return read.ok ? undefined : sentence(read.reason);
}

function valueOf(text: string, format: Format): unknown {
  const read = readText(text, format, "it");
  return read.ok ? read.document.value : sentence(read.reason);
}

describe("the ending of a file says its format", () => {
  it.for([
    { file: "reports/a.json", format: "json" },
    { file: "A.JSON", format: "json" },
    { file: "a.jsonl", format: "jsonl" },
    { file: "a.toml", format: "toml" },
    { file: "a.yaml", format: "yaml" },
    { file: "a.yml", format: "yaml" },
    { file: "a.xml", format: undefined },
    { file: "json", format: undefined },
    { file: "a.json/b", format: undefined },
    { file: "a.constructor", format: undefined },
  ])("$file → $format", ({ file, format }) => expect(formatOf(file)).toBe(format));
});

describe("all formats read the same document", () => {
  const value = { at: "2026-11-20T09:00:00Z", list: [{ n: 1, ok: true }], text: "PASS" };
  it.for<{ format: Format; text: string; value: unknown }>([
    { format: "json", text: `\uFEFF${JSON.stringify(value)}`, value },
    { format: "jsonl", text: `${JSON.stringify(value)}\r\n\n${JSON.stringify(value)}\n`, value: [value, value] },
    { format: "yaml", text: "at: 2026-11-20T09:00:00Z\nlist: [{ n: 1, ok: true }]\ntext: PASS\n", value },
    { format: "yaml", text: JSON.stringify(value), value },
    { format: "toml", text: 'at = 2026-11-20T09:00:00Z\ntext = "PASS"\n[[list]]\nn = 1\nok = true\n', value },
  ])("$format: $text", ({ format, text, value: expected }) => {
    const read = JSON.stringify(valueOf(text, format)).replace("09:00:00.000Z", "09:00:00Z");
    expect(JSON.parse(read)).toEqual(expected);
  });

  it.for<{ format: Format; text: string }>([
    { format: "json", text: '{"__proto__": {"a": 1}}' },
    { format: "yaml", text: "__proto__: { a: 1 }" },
    { format: "toml", text: "[__proto__]\na = 1" },
  ])("$format: __proto__ is a key like any other", ({ format, text }) => {
    const read = Object(valueOf(text, format));
    expect([Object.keys(read), "a" in read]).toEqual([["__proto__"], false]);
  });
});

describe("a document that says nothing", () => {
  it.for<{ name: string; format: Format; text: string; says: RegExp }>([
    { name: "nothing at all", format: "json", text: "", says: /holds nothing/ },
    { name: "blank lines", format: "jsonl", text: "\n \n", says: /holds nothing/ },
    { name: "only a comment", format: "yaml", text: "# to be measured", says: /holds nothing/ },
    { name: "an empty table", format: "toml", text: "# to be measured\n", says: /holds nothing/ },
    { name: "an empty list", format: "json", text: "[]", says: /holds nothing/ },
    { name: "an empty object", format: "json", text: "{}", says: /holds nothing/ },
    { name: "null", format: "json", text: "null", says: /holds nothing/ },
    { name: "text", format: "json", text: "PASS", says: /is not JSON: / },
    { name: "cut off", format: "json", text: '{"a": 1', says: /is not JSON: / },
    { name: "NaN", format: "json", text: '{"a": NaN}', says: /is not JSON: / },
    { name: "two documents", format: "json", text: '{"a": 1}\n{"a": 1}', says: /is not JSON: / },
    { name: "a key twice", format: "json", text: '{"a": 9, "b": {"a": 1}, "a": 1}', says: /the key `a` twice/ },
    { name: "a key twice, escaped", format: "json", text: '{"a": 9, "\\u0061": 1}', says: /the key `a` twice/ },
    { name: "100,000 levels left open", format: "json", text: "[".repeat(100_000), says: /nested more than 1000 deep/ },
    { name: "a broken line", format: "jsonl", text: '{"a":1}\n\n{"a":', says: /is not JSON Lines: `line 3: / },
    { name: "a key twice in a line", format: "jsonl", text: '{"a":1}\n{"a":1,"a":2}', says: /the key `a` twice/ },
    { name: "too many lines", format: "jsonl", text: "1\n".repeat(mostLines), says: /more than 100000 lines/ },
    { name: "a key twice", format: "yaml", text: "a: 1\nb: 2\na: 3", says: /the key `a` twice/ },
    { name: "a key twice in a flow", format: "yaml", text: "{a: 1, a: 3}", says: /the key `a` twice/ },
    { name: "a key twice, in quotes", format: "yaml", text: '{ "a": 1, a: 3 }', says: /the key `a` twice/ },
    { name: "a key twice as texts", format: "yaml", text: "1: 1\n0x1: 2\n'1': 3", says: /the key 1 twice/ },
    { name: "a tag of its own", format: "yaml", text: "a: !number 1", says: /is not YAML: / },
    { name: "a tag", format: "yaml", text: "a: !!int '5'", says: /has the tag tag:yaml.org,2002:int/ },
    { name: "a tag that says nothing", format: "yaml", text: "a: ! 5", says: /has the tag !/ },
    { name: "a tag on a list", format: "yaml", text: "a: !!seq [1]", says: /has the tag/ },
    { name: "a tag on a key", format: "yaml", text: "!!str a: 1", says: /has the tag/ },
    { name: "a tag behind an alias", format: "yaml", text: "a: &x !!str 1\nb: *x", says: /has the tag/ },
    { name: "another version", format: "yaml", text: "%YAML 1.1\n---\na: 010", says: /%YAML directive/ },
    { name: "the same version", format: "yaml", text: "%YAML 1.2\n---\na: 1", says: /%YAML directive/ },
    { name: "a merge key", format: "yaml", text: "a: &x {n: 1}\nb: {<<: *x, n: 2}", says: /the merge key/ },
    { name: "a broken line", format: "yaml", text: "a: 1\nb: [", says: /is not YAML: `line 2: / },
    { name: "a list as a key", format: "yaml", text: "? [a]\n: 1", says: /is not YAML: / },
    { name: "two documents", format: "yaml", text: "a: 1\n---\na: 2", says: /is not YAML: / },
    { name: "deep lists", format: "yaml", text: "[".repeat(30_000), says: /nested too deeply/ },
    { name: "an alias without anchor", format: "yaml", text: "a: *b", says: /is not YAML: / },
    { name: "a key twice", format: "toml", text: "a = 1\na = 2", says: /is not TOML: / },
    { name: "deep lists", format: "toml", text: `a = ${"[".repeat(70_000)}`, says: /is not TOML: / },
    { name: "JSON", format: "toml", text: '{"a": 1}', says: /is not TOML: / },
    { name: "too long", format: "yaml", text: "a: 1 #".padEnd(yamlLimit + 1), says: /32769 bytes.* at most 32768/ },
    {
      name: "too long",
      format: "toml",
      text: "a = 1 #".padEnd(tomlLimit + 1),
      says: /1048577 bytes.* at most 1048576/,
    },
  ])("$format, $name", ({ text, format, says }) => {
    expect(whyNot(text, format)).toMatch(says);
  });

  it("an alias of an alias of an alias does not fill the memory", () => {
    const levels = Array.from("bcdefghij", (name, index) => {
      const before = "abcdefghi"[index];
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(", ")}]`;
    });
    expect(whyNot(["a: &a [x, x, x, x, x, x, x, x, x]", ...levels].join("\n"), "yaml")).toMatch(/alias/);
  });

  it("at the limits is still read", () => {
    expect(whyNot("a: 1 #".padEnd(yamlLimit), "yaml")).toBeUndefined();
    const keys = Array.from({ length: yamlLimit / 6 - 1 }, (_, index) => `k${10_000 + index}`.slice(0, 6));
    expect(whyNot(`{${keys.join(",").slice(0, yamlLimit - 10)}}`, "yaml")).toBeUndefined();
    expect(whyNot("a = 1 #".padEnd(tomlLimit), "toml")).toBeUndefined();
    expect(whyNot("1\n".repeat(mostLines - 1), "jsonl")).toBeUndefined();
  });

  it("never throws, whatever it is", () => {
    const format = fc.constantFrom<Format>("json", "jsonl", "toml", "yaml");
    const part = fc.constantFrom("a", ": ", "\n", "{", "}", "[", "]", ",", "- ", "&x", "*x", '"', "=", "#", "1", "? ");
    const text = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), format, (any, as) => {
        expect(typeof readText(any, as, "it").ok).toBe("boolean");
      }),
      { numRuns: 500 },
    );
  });
});
