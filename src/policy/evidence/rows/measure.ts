import { compareDecimals, decimalOf, decimalText, quotientText, times } from "./decimal.ts";
import { type Bound, holds } from "./expectation.ts";
import type { Row } from "../options.ts";
import { scaleOf } from "./unit.ts";
import type { Found } from "./value.ts";

export type FoundNumber = Extract<Found, { state: "number" }>;

/** A number with what it is divided by, and in what it is counted. The divisor is more than 0. */
export interface Measure {
  readonly value: FoundNumber;
  readonly of: FoundNumber | undefined;
  readonly unit: Row["unit"];
}

const one = decimalOf(1);
const hundred = decimalOf(100);

export function isWithin({ value, of, unit }: Measure, bounds: readonly Bound[]): boolean {
  const isShare = of !== undefined && bounds.some((bound) => bound.unit === "%");
  const actual = times(value.value, isShare ? hundred : scaleFor(unit));
  // Multiplied by the divisor instead of dividing by it: a third has no decimals.
  const limitOf = (bound: Bound) => times(times(bound.limit, scaleFor(bound.unit ?? unit)), of?.value ?? one);
  return bounds.every((bound) => holds(bound, actual, limitOf(bound)));
}

/** Whether it lies between nothing and the whole; without `of` between 0 and 1. */
export function isPart({ value, of }: Pick<Measure, "value" | "of">): boolean {
  return value.value.digits >= 0n && compareDecimals(value.value, of?.value ?? one) <= 0;
}

/** `78% (39 of 50)`, `4.142 (29 / 7)`, `105.637 ms (105637 us)`: in the terms of what is asked, then as it was found. */
export function measureInWords(measure: Measure, bounds: readonly Bound[]): string {
  const { value, of, unit } = measure;
  const amount = decimalText(value.value);
  const whole = of === undefined ? undefined : decimalText(of.value);
  const asked = bounds[0]?.unit ?? unit;
  if (asked === "%" && of !== undefined) {
    return `${quotientText(times(value.value, hundred), of.value, 2)}% (${amount} of ${whole})`;
  }
  if (asked === "%")
    return unit === "fraction" ? `${decimalText(times(value.value, hundred))}% (${amount})` : `${amount}%`;
  if (of === undefined && asked === unit) return withUnit(value.shown, unit);
  const divisor = times(of?.value ?? one, scaleFor(asked));
  const result = quotientText(times(value.value, scaleFor(unit)), divisor, 3);
  return `${withUnit(result, asked)} (${withUnit(amount, unit)}${whole === undefined ? "" : ` / ${whole}`})`;
}

export function withUnit(amount: string, unit: Row["unit"] | Bound["unit"]): string {
  if (unit === undefined || unit === "fraction") return amount;
  return unit === "percent" || unit === "%" ? `${amount}%` : `${amount} ${unit}`;
}

/** Percentages compare in percent, the rest in the smallest unit of its dimension. */
function scaleFor(unit: Row["unit"] | Bound["unit"]) {
  if (unit === "fraction") return hundred;
  return unit === undefined || unit === "%" || unit === "percent" ? one : scaleOf(unit).factor;
}
