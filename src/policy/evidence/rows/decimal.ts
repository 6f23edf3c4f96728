/**
 * `digits` times ten to the power of `exponent`: numbers as documents and configurations write them. Limits are compared
 * exactly, because 0.1 + 0.2 of binary fractions is not 0.3, and 333 of 1000 not 33.3 %.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

export const zero: Decimal = { digits: 0n, exponent: 0 };

/** Throws for what is no finite number. A number counts as the shortest decimal that means it, which is the one written. */
export function decimalOf(value: number | string): Decimal {
  const [, sign = "", whole = "", fraction = "", power = "0"] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(String(value)) ?? [];
  if (whole + fraction === "") throw new Error(`${value} is no finite number`);
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, exponent: Number(power) - fraction.length };
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: raise(a, exponent) + raise(b, exponent), exponent };
}

export function times(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const [left, right] = [raise(a, exponent), raise(b, exponent)];
  return left < right ? -1 : Number(left > right);
}

/** As JSON would write it. */
export function decimalText({ digits, exponent }: Decimal): string {
  return String(Number(`${digits}e${exponent}`));
}

/** `a / b` with at most so many decimals, cut and not rounded: 79.999 must not read as 80. `b` is not zero. */
export function quotientText(a: Decimal, b: Decimal, decimals: number): string {
  const exponent = Math.min(a.exponent, b.exponent);
  const cut = (raise(a, exponent) * 10n ** BigInt(decimals)) / raise(b, exponent);
  return decimalText({ digits: cut, exponent: -decimals });
}

function raise({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}
