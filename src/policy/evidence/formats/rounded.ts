import { compareDecimals, decimalOf } from "../rows/decimal.ts";

// What a double keeps needs fewer, and who writes more writes them to cost time.
const mostSigns = 400;
// So many digits without an exponent are always kept.
const short = /^[+-]?[\d.]{1,15}$/;

/**
 * A number as it was read; where reading has changed what was written (`79.99999999999999999` becomes 80), a symbol with
 * the written text. It is neither a number nor a text, so nothing compares with it.
 */
export function asWritten(written: string, read: number): number | symbol {
  return isKept(written, read) ? read : Symbol(written);
}

export function isKept(written: string, read: number): boolean {
  if (short.test(written)) return true;
  if (written.length > mostSigns || !Number.isFinite(read)) return false;
  // As YAML writes them in hexadecimal and octal digits.
  if (/^0[xo]/.test(written)) return Number.isSafeInteger(read);
  const exact = decimalOf(written);
  // Of what is too small 0 is left, and its exponent may be of any size.
  return read === 0 ? exact.digits === 0n : compareDecimals(exact, decimalOf(read)) === 0;
}
