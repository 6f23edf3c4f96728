import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Format, readText } from "../../../../src/policy/evidence/formats/format.ts";
import { judgeRow } from "../../../../src/policy/evidence/rows/row.ts";
import { newWork } from "../../../../src/policy/evidence/rows/work.ts";
import { sentence } from "../../../../src/render/reason.ts";

function judge(format: Format, written: string, asked: string, value = "a") {
  const text = format === "yaml" ? `a: ${written}` : `{"a": ${written}}`;
  const read = readText(text, format, "it");
  if (!read.ok) throw new Error(sentence(read.reason));
  const path = format === "jsonl" ? `[*].${value}` : value;
  return judgeRow({ name: "row", value: path, expect: asked }, read.document.value, newWork());
}

describe("a number compares as it is written, or not at all", () => {
  it.for<{ written: string; asked: string; state: string }>([
    { written: "79.99999999999999999", asked: ">= 80", state: "no-data" },
    { written: "9007199254740993", asked: "<= 9007199254740", state: "no-data" },
    { written: "0.30000000000000001", asked: "<= 0.3", state: "no-data" },
    { written: "1e-400", asked: "= 0", state: "no-data" },
    { written: "1e-999999999", asked: "= 0", state: "no-data" },
    { written: "1e999999999", asked: ">= 0", state: "no-data" },
    { written: `1${"0".repeat(400)}`, asked: ">= 0", state: "no-data" },
    // So small that fewer digits are kept.
    { written: "1.23456789e-320", asked: ">= 0", state: "no-data" },
    { written: "1.8e308", asked: ">= 0", state: "no-data" },
    { written: `1.${"01".repeat(190)}`, asked: ">= 0", state: "no-data" },
    { written: `1${"0".repeat(300)}`, asked: ">= 1", state: "pass" },
    { written: "12345678901234e-14", asked: "= 0.12345678901234", state: "pass" },
    { written: "1.79e308", asked: ">= 1", state: "pass" },
    { written: "-12.50e+2", asked: "= -1250", state: "pass" },
    { written: "79.99999999999999", asked: ">= 80", state: "fail" },
    { written: "0.30000000000000004", asked: "<= 0.3", state: "fail" },
    { written: "80.000000000000000000", asked: "= 80", state: "pass" },
    { written: "8.0e1", asked: "= 80", state: "pass" },
    { written: "0.0e-999", asked: "= 0", state: "pass" },
    { written: "-0.0", asked: "= 0", state: "pass" },
  ])("$written, $asked → $state", ({ written, asked, state }) => {
    const formats: readonly Format[] = ["json", "jsonl", "yaml"];
    expect(formats.map((format) => judge(format, written, asked).state)).toEqual([state, state, state]);
  });

  it.for([
    { written: "0x10", asked: "= 16", state: "pass" },
    { written: "80.", asked: "= 80", state: "pass" },
    { written: "+.5", asked: "= 0.5", state: "pass" },
    { written: "0xFFFFFFFFFFFFFFFFFF", asked: ">= 0", state: "no-data" },
    { written: "79999999999999999999.e-18", asked: ">= 80", state: "no-data" },
    { written: ".inf", asked: ">= 0", state: "no-data" },
    { written: ".nan", asked: ">= 0", state: "no-data" },
  ])("of YAML, $written, $asked → $state", ({ written, asked, state }) => {
    expect(judge("yaml", written, asked).state).toBe(state);
  });

  it("says what is written", () => {
    expect(sentence(judge("json", "9007199254740993", ">= 1").reason)).toBe(
      "The value at `a` is `9007199254740993, which has too many digits to be kept`, not a number.",
    );
  });

  it("is not counted by what is left of it", () => {
    const counted = judge("json", '[{"v": 9007199254740993}]', "= 0", "count(a[v=9007199254740992])");
    expect(counted.reason.code).toBe("row-uncountable");
  });

  it("in a text it is only a text", () => {
    expect(judge("json", '"0.30000000000000001"', "= PASS").state).toBe("fail");
    expect(judge("json", '{"__proto__": {"b": 1e5}}', "= 100000", "a.__proto__.b").state).toBe("pass");
  });

  it("what a serialiser wrote is always kept", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const read = readText(JSON.stringify([value]), "json", "it");
        expect(read.ok && read.document.value).toEqual([Object.is(value, -0) ? 0 : value]);
      }),
    );
  });
});
