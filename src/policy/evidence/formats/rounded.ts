// What a double keeps needs fewer, and who writes more writes them to cost time.
const mostSigns = 400;
// So many digits without an exponent are always kept,
const short = /^[+-]?[\d.]{1,15}$/;
// and with one unless the number is infinite, or so small that a double keeps fewer: that begins at about 2e-308.
const shortWithPower = /^[+-]?[\d.]{1,15}e[+-]?\d{1,9}$/i;
const smallest = 1e-300;

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
  if (Math.abs(read) >= smallest && shortWithPower.test(written)) return true;
  // As YAML writes them in hexadecimal and octal digits.
  if (/^0[xo]/.test(written)) return Number.isSafeInteger(read);
  // What a number is shown as is the shortest decimal that means it.
  return plainDigits(written) === plainDigits(String(read));
}

/** A decimal without its sign, as digits that neither begin nor end in 0, and a power of ten; empty for 0. */
function plainDigits(decimal: string): string {
  const [, whole = "", fraction = "", power = "0"] = /^[+-]?(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(decimal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const kept = digits.replace(/(?<!0)0+$/, "");
  return kept === "" ? "" : `${kept}e${Number(power) - fraction.length + digits.length - kept.length}`;
}
