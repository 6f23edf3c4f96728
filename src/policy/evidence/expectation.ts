/** What a row asks for: `>= 80%`, `<= 36`, `= 100%`, `= PASS`, `= true`. */
export type Expectation =
  | { readonly kind: "number"; readonly operator: Operator; readonly limit: number }
  /** `limit` is a share between 0 and 1; the row's value is divided by its `of`. */
  | { readonly kind: "share"; readonly operator: Operator; readonly limit: number }
  /** Compared with a text, or with `true` or `false`, exactly as written. */
  | { readonly kind: "text"; readonly text: string };

export type Operator = ">=" | "<=" | ">" | "<" | "=";

export type ParsedExpectation =
  | { readonly ok: true; readonly expectation: Expectation }
  | { readonly ok: false; readonly problem: string };

const pattern = /^(>=|<=|>|<|=)\s*([^\s<>=].*)$/u;
const number = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/;

export function parseExpectation(text: string): ParsedExpectation {
  const [, sign, rest = ""] = pattern.exec(text.trim()) ?? [];
  const operator = parseOperator(sign);
  if (operator === undefined) {
    return failed("it must start with `>=`, `<=`, `>`, `<` or `=` and say what is compared, for example `>= 80%`");
  }
  const isShare = rest.endsWith("%");
  const digits = isShare ? rest.slice(0, -1).trim() : rest;
  if (!number.test(digits)) {
    if (operator === "=" && !isShare) return { ok: true, expectation: { kind: "text", text: rest } };
    return failed(`\`${rest}\` is not a number; only \`=\` compares text`);
  }
  if (!isShare) return { ok: true, expectation: { kind: "number", operator, limit: Number(digits) } };
  // Not `/ 100`: 33.3 / 100 is a little less than 0.333, and 333 of 1000 would not hold against `<= 33.3%`.
  const limit = Number(`${digits}e-2`);
  if (limit < 0 || limit > 1) return failed(`\`${rest}\` is not a part of a whole; it lies between 0% and 100%`);
  return { ok: true, expectation: { kind: "share", operator, limit } };
}

export function holds(operator: Operator, actual: number, limit: number): boolean {
  switch (operator) {
    case ">=":
      return actual >= limit;
    case "<=":
      return actual <= limit;
    case ">":
      return actual > limit;
    case "<":
      return actual < limit;
    case "=":
      return actual === limit;
  }
}

function parseOperator(sign: string | undefined): Operator | undefined {
  return sign === ">=" || sign === "<=" || sign === ">" || sign === "<" || sign === "=" ? sign : undefined;
}

function failed(problem: string): ParsedExpectation {
  return { ok: false, problem };
}
