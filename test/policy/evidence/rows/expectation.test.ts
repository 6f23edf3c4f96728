import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf, decimalText } from "../../../../src/policy/evidence/rows/decimal.ts";
import { parseExpectation } from "../../../../src/policy/evidence/rows/expectation.ts";

function shown(text: string): string | undefined {
  const parsed = parseExpectation(text);
  if (!parsed.ok) return undefined;
  const { expectation } = parsed;
  if (expectation.kind === "text") return `text ${expectation.text}`;
  return expectation.bounds
    .map(({ operator, limit, unit }) => [operator, decimalText(limit), ...(unit === undefined ? [] : [unit])].join(" "))
    .join(" and ");
}

describe("what a row asks for", () => {
  it.for([
    { text: ">= 80%", parsed: ">= 80 %" },
    { text: ">=80%", parsed: ">= 80 %" },
    { text: " >= 80 % ", parsed: ">= 80 %" },
    { text: "<= 33.3%", parsed: "<= 33.3 %" },
    { text: "= 100%", parsed: "= 100 %" },
    { text: "<= 36", parsed: "<= 36" },
    { text: "> -1.5", parsed: "> -1.5" },
    { text: "< .5", parsed: "< 0.5" },
    { text: "= +5", parsed: "= 5" },
    { text: "< 200 ms", parsed: "< 200 ms" },
    { text: "< 200ms", parsed: "< 200 ms" },
    { text: "<= 20 MiB", parsed: "<= 20 MiB" },
    { text: "0..2", parsed: ">= 0 and <= 2" },
    { text: "0 .. 2", parsed: ">= 0 and <= 2" },
    { text: "-5..-1", parsed: ">= -5 and <= -1" },
    { text: "1.5..2.5", parsed: ">= 1.5 and <= 2.5" },
    { text: ".5...75", parsed: ">= 0.5 and <= 0.75" },
    { text: "30 min..2 h", parsed: ">= 30 min and <= 2 h" },
    { text: "30..120 min", parsed: ">= 30 min and <= 120 min" },
    { text: "80..100%", parsed: ">= 80 % and <= 100 %" },
    { text: "2..2", parsed: ">= 2 and <= 2" },
    { text: "= PASS", parsed: "text PASS" },
    { text: "= 1.2.3", parsed: "text 1.2.3" },
    { text: "= true", parsed: "text true" },
    { text: "80%", parsed: undefined },
    { text: ">= PASS", parsed: undefined },
    { text: ">= 80 parsecs", parsed: undefined },
    { text: "= 80 parsecs", parsed: undefined },
    { text: "≥ 80%", parsed: undefined },
    { text: "=> 80%", parsed: undefined },
    { text: "== 5", parsed: undefined },
    { text: "= PASS%", parsed: undefined },
    { text: ">=", parsed: undefined },
    { text: "", parsed: undefined },
    { text: ">= 80% or so", parsed: undefined },
    { text: ">= NaN", parsed: undefined },
    { text: ">= 1e3", parsed: undefined },
    { text: ">= 1234567890123456", parsed: undefined },
    { text: "2..0", parsed: undefined },
    { text: "2 h..30 min", parsed: undefined },
    { text: "0..", parsed: undefined },
    { text: "..2", parsed: undefined },
    { text: "a..b", parsed: undefined },
    { text: "0..1..2", parsed: undefined },
    { text: ">= 0..2", parsed: undefined },
  ])("$text → $parsed", ({ text, parsed }) => {
    expect(shown(text)).toBe(parsed);
  });

  it.for([
    { text: "< 200 MS", says: "`MS` is no unit; is `ms` meant" },
    { text: "< 20 mb", says: "`mb` is no unit; is `MB` meant" },
    { text: "< 20 weeks", says: "`weeks` is no unit; known are ns, us, ms, s, min, h, B, kB, KiB, MB, MiB, GB, GiB" },
    { text: "2..0", says: "the range ends before it begins" },
  ])("$text: $says", ({ text, says }) => {
    expect(parseExpectation(text)).toEqual({ ok: false, problem: says });
  });

  it("is read back as any number that it was written from", () => {
    fc.assert(
      fc.property(fc.constantFrom(">=", "<=", ">", "<", "="), fc.nat(), fc.nat(999), (operator, whole, part) => {
        const digits = `${whole}.${String(part).padStart(3, "0")}`;
        const bound = { operator, limit: decimalOf(digits), unit: undefined };
        expect(parseExpectation(`${operator} ${digits}`)).toEqual({
          ok: true,
          expectation: { kind: "number", bounds: [bound] },
        });
      }),
    );
  });
});
