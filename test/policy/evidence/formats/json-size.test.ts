import { describe, expect, it } from "vitest";
import { type Format, readText } from "../../../../src/policy/evidence/formats/format.ts";
import { deepest, jsonExcess, mostKeys, mostValues } from "../../../../src/policy/evidence/formats/json-size.ts";
import { mostSigns } from "../../../../src/policy/evidence/formats/toml-text.ts";
import { sentence } from "../../../../src/render/reason.ts";

const tooMany = `it has more than ${mostValues} values`;
const tooDeep = `it is nested more than ${deepest} deep`;
const tooManyKeys = `it has more than ${mostKeys} different keys`;

function list(item: string, count: number): string {
  return `[${Array(count).fill(item).join(",")}]`;
}

function keys(count: number): string {
  return `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join(",")}}`;
}

describe("how much a JSON text may hold", () => {
  it.for([
    { what: "numbers", text: list("1e308", mostValues - 1), says: undefined },
    { what: "one number more", text: list("1e308", mostValues), says: tooMany },
    { what: "texts, commas and colons in them", text: list('"a, [1]: \\", {2}"', mostValues - 1), says: undefined },
    { what: "one text more", text: list('"a"', mostValues), says: tooMany },
    { what: "lists", text: list("[]", mostValues), says: tooMany },
    { what: "objects", text: list("{}", mostValues), says: tooMany },
    { what: "words", text: list("null", mostValues), says: tooMany },
    { what: "the same keys again and again", text: list('{"a":1,"b" : 2}', 150_000), says: undefined },
    { what: "values of the same keys", text: list('{"a":1,"b":2}', 170_000), says: tooMany },
    { what: "keys", text: keys(mostKeys), says: undefined },
    { what: "one key more", text: keys(mostKeys + 1), says: tooManyKeys },
    {
      what: "keys of many objects",
      text: `[${Array.from({ length: mostKeys + 1 }, (_, index) => `{"k${index}" \n: 1}`).join(",")}]`,
      says: tooManyKeys,
    },
    { what: "levels", text: `${"[".repeat(deepest)}${"]".repeat(deepest)}`, says: undefined },
    { what: "one level more", text: `${"[".repeat(deepest + 1)}${"]".repeat(deepest + 1)}`, says: tooDeep },
    { what: "levels that never end", text: '{"a":'.repeat(1_000_000), says: tooDeep },
    { what: "many that are not deep", text: list("[[[]]]", 100_000), says: undefined },
    { what: "quotes that never end", text: `"${'\\"'.repeat(1_000_000)}`, says: undefined },
    { what: "no JSON", text: "}]},:\\ ".repeat(100_000), says: undefined },
  ])("$what", ({ text, says }) => expect(jsonExcess(text)).toBe(says));
});

describe("a document with more than is read is no data, and says so", () => {
  it.for<{ format: Format; text: string; says: string }>([
    { format: "json", text: list("1", mostValues), says: tooMany },
    { format: "json", text: "[".repeat(100_000), says: tooDeep },
    // A line may hold less than its share.
    { format: "jsonl", text: `${list("1", 10)}\n`.repeat(mostValues / 10), says: tooMany },
    {
      format: "toml",
      text: "[a]\n".repeat(mostSigns + 1),
      says: `it has more than ${mostSigns} of the signs =, [ and .`,
    },
  ])("$format: $says", ({ format, text, says }) => {
    const read = readText(text, format, "report");
    expect(read.ok ? undefined : sentence(read.reason)).toBe(`\`report\` is more than Gatehouse reads: \`${says}\`.`);
  });
});
