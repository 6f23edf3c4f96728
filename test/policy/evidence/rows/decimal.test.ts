import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareDecimals,
  decimalOf,
  decimalText,
  plus,
  quotientText,
  times,
} from "../../../../src/policy/evidence/rows/decimal.ts";

describe("exact numbers", () => {
  it("0.1 and 0.2 are 0.3", () => {
    const sum = plus(decimalOf(0.1), decimalOf(0.2));
    expect([compareDecimals(sum, decimalOf(0.3)), decimalText(sum)]).toEqual([0, "0.3"]);
  });

  it("hold any finite number as JSON would write it", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decimalText(decimalOf(value))).toBe(JSON.stringify(value === 0 ? 0 : value));
      }),
    );
  });

  it("compare as numbers do", () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(Math.sign(compareDecimals(decimalOf(a), decimalOf(b)))).toBe(a < b ? -1 : Number(a > b));
      }),
    );
  });

  it("add and multiply as whole numbers do", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
        expect(plus(decimalOf(a), decimalOf(b)).digits).toBe(BigInt(a) + BigInt(b));
        expect(times(decimalOf(a), decimalOf(b)).digits).toBe(BigInt(a) * BigInt(b));
      }),
    );
  });

  it.for([
    { a: 79_999, b: 1000, shown: "79.99" },
    { a: 2, b: 3, shown: "0.66" },
    { a: 29, b: 7, shown: "4.14" },
    { a: 0.3, b: 0.1, shown: "3" },
    { a: -2, b: 3, shown: "-0.66" },
    { a: 1, b: 1000, shown: "0" },
  ])("$a / $b is cut, not rounded: $shown", ({ a, b, shown }) => {
    expect(quotientText(decimalOf(a), decimalOf(b), 2)).toBe(shown);
  });

  it.for([Number.NaN, Number.POSITIVE_INFINITY, "", "-", "1,5", "0x10", "1 000"])("%s is none", (value) => {
    expect(() => decimalOf(value)).toThrow("is no finite number");
  });
});
