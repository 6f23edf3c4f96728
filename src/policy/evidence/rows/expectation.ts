import { nearest } from "../../text/nearest.ts";
import { compareDecimals, type Decimal, decimalOf, times } from "./decimal.ts";
import { dimensionOf, isUnit, scaleOf, type Unit, units } from "./unit.ts";

/** What a row asks for: `>= 80%`, `<= 36`, `< 200 ms`, `0..2`, `30 min..2 h`, `= PASS`, `= true`. */
type Expectation =
  /** Every bound must hold. */
  | { readonly kind: "number"; readonly bounds: readonly Bound[] }
  /** Compared with a text, or with `true` or `false`, exactly as written. */
  | { readonly kind: "text"; readonly text: string };

export interface Bound {
  readonly operator: Operator;
  readonly limit: Decimal;
  readonly unit: Unit | "%" | undefined;
}

type Operator = ">=" | "<=" | ">" | "<" | "=";

export type ParsedExpectation =
  | { readonly ok: true; readonly expectation: Expectation }
  | { readonly ok: false; readonly problem: string };

const comparison = /^(>=|<=|>|<|=)\s*([^\s<>=].*)$/u;
const range = /^([^<>=]+?)\s*\.\.\s*([^<>=]+)$/u;
const amount = /^([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*(%|[A-Za-z]+)?$/;
// Of longer numbers documents keep only the beginning, so nothing could be equal to them.
const mostDigits = 15;

export function parseExpectation(text: string): ParsedExpectation {
  const given = text.trim();
  const [, sign, rest = ""] = comparison.exec(given) ?? [];
  const operator = parseOperator(sign);
  if (operator !== undefined) return parseComparison(operator, rest);
  const [, low, high] = range.exec(given) ?? [];
  if (low !== undefined && high !== undefined) return parseRange(low, high);
  return failed("it must be a range such as `0..2`, or start with `>=`, `<=`, `>`, `<` or `=`");
}

function parseComparison(operator: Operator, rest: string): ParsedExpectation {
  const limit = parseAmount(rest);
  if (typeof limit !== "string") return number({ operator, ...limit });
  const isText = operator === "=" && !rest.endsWith("%") && !amount.test(rest);
  return isText ? { ok: true, expectation: { kind: "text", text: rest } } : failed(limit);
}

/** Both ends belong to it. A unit at the end only is meant for both: `30..120 min`. */
function parseRange(low: string, high: string): ParsedExpectation {
  const to = parseAmount(high);
  if (typeof to === "string") return failed(to);
  const from = parseAmount(low);
  if (typeof from === "string") return failed(from);
  const unit = from.unit ?? to.unit;
  const isReversed = compareDecimals(inSmallest({ ...from, unit }), inSmallest(to)) > 0;
  // Ends of different kinds have no order, and are a problem of their own.
  if (isReversed && dimensionOf(unit) === dimensionOf(to.unit)) return failed("the range ends before it begins");
  return number({ operator: ">=", limit: from.limit, unit }, { operator: "<=", ...to });
}

function inSmallest({ limit, unit }: Pick<Bound, "limit" | "unit">): Decimal {
  return unit === undefined || unit === "%" ? limit : times(limit, scaleOf(unit).factor);
}

function parseAmount(text: string): Pick<Bound, "limit" | "unit"> | string {
  const [, digits, unit] = amount.exec(text) ?? [];
  if (digits === undefined) return `\`${text}\` is not a number; only \`=\` compares text`;
  if (digits.replaceAll(/\D/g, "").length > mostDigits) return `\`${digits}\` has more than ${mostDigits} digits`;
  if (unit !== undefined && unit !== "%" && !isUnit(unit)) {
    const guess = nearest(unit, units);
    return `\`${unit}\` is no unit${guess === undefined ? `; known are ${units.join(", ")}` : `; is \`${guess}\` meant`}`;
  }
  return { limit: decimalOf(digits), unit };
}

export function holds({ operator }: Pick<Bound, "operator">, actual: Decimal, limit: Decimal): boolean {
  const order = compareDecimals(actual, limit);
  switch (operator) {
    case ">=":
      return order >= 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case "<":
      return order < 0;
    case "=":
      return order === 0;
  }
}

function number(...bounds: readonly Bound[]): ParsedExpectation {
  return { ok: true, expectation: { kind: "number", bounds } };
}

function parseOperator(sign: string | undefined): Operator | undefined {
  return sign === ">=" || sign === "<=" || sign === ">" || sign === "<" || sign === "=" ? sign : undefined;
}

function failed(problem: string): ParsedExpectation {
  return { ok: false, problem };
}
