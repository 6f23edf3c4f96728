import { type Reason, reason } from "../reason.ts";
import type { RowVerdict } from "../verdict.ts";
import { type Expectation, holds, parseExpectation } from "./expectation.ts";
import { parsePath } from "./path.ts";
import { type Found, findValue, inWords } from "./value.ts";

/** One row of an evidence gate as written in the configuration. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly of?: string | undefined;
  readonly expect: string;
}

export interface RowProblem {
  readonly key: "value" | "of" | "expect";
  readonly says: string;
  readonly fix: string;
}

/** Why a row can never be judged; empty when it can. Checked once, when the configuration is loaded. */
export function rowProblems(row: Row): readonly RowProblem[] {
  const problems: RowProblem[] = [];
  for (const [key, text] of [
    ["value", row.value],
    ["of", row.of],
  ] as const) {
    const parsed = text === undefined ? undefined : parsePath(text);
    if (parsed?.ok === false)
      problems.push({ key, says: parsed.problem, fix: "Write keys with dots, e.g. `counts.pass`." });
  }
  const expected = parseExpectation(row.expect);
  if (!expected.ok) {
    return [...problems, { key: "expect", says: expected.problem, fix: "E.g. `>= 80%` or `= PASS`, in quotes." }];
  }
  const isShare = expected.expectation.kind === "share";
  if (isShare && row.of === undefined) {
    problems.push({ key: "expect", says: "a percentage of what is not said", fix: "Add `of`: the path of the whole." });
  }
  if (!isShare && row.of !== undefined) {
    problems.push({ key: "expect", says: "`of` is given, but this is no percentage", fix: "E.g. `>= 80%`." });
  }
  return problems;
}

/** Judges a row on a parsed JSON document. Missing, null, text for a number and 0 of 0 are no data, never a pass. */
export function judgeRow(row: Row, document: unknown): RowVerdict {
  const path = parsePath(row.value);
  const expected = parseExpectation(row.expect);
  // The configuration was validated before; a row that cannot be read says so instead of passing.
  if (!path.ok || !expected.ok) return noData(row, reason("row-path-missing", { path: row.value }));
  const found = findValue(document, path.path);
  const { expectation } = expected;
  if (expectation.kind === "text") return judgeText(row, found, expectation.text);
  if (found.state !== "number") return noData(row, notANumber(row.value, found));
  if (expectation.kind === "number") {
    return verdict(row, holds(expectation.operator, found.value, expectation.limit), String(found.value));
  }
  return judgeShare(row, found.value, expectation, document);
}

function judgeShare(
  row: Row,
  value: number,
  { operator, limit }: Extract<Expectation, { kind: "share" }>,
  document: unknown,
): RowVerdict {
  const path = parsePath(row.of ?? "");
  if (!path.ok || row.of === undefined) return noData(row, reason("row-path-missing", { path: row.of ?? "of" }));
  const whole = findValue(document, path.path);
  if (whole.state !== "number") return noData(row, notANumber(row.of, whole));
  if (whole.value === 0) return noData(row, reason("row-zero-denominator", { path: row.of }));
  const share = value / whole.value;
  if (value < 0 || whole.value < 0 || share > 1) {
    return noData(row, reason("row-not-a-share", { value: String(value), of: String(whole.value) }));
  }
  return verdict(row, holds(operator, share, limit), `${percent(share)} (${value} of ${whole.value})`);
}

function judgeText(row: Row, found: Found, expected: string): RowVerdict {
  if (found.state === "missing") return noData(row, reason("row-path-missing", { path: row.value }));
  if (found.state === "unusable") {
    return noData(row, reason("row-not-comparable", { path: row.value, found: found.found, expected: row.expect }));
  }
  return verdict(row, String(found.value) === expected, String(found.value));
}

function verdict(row: Row, isHolding: boolean, actual: string): RowVerdict {
  const parameters = { actual, expected: row.expect };
  return isHolding
    ? { name: row.name, state: "pass", reason: reason("row-holds", parameters) }
    : { name: row.name, state: "fail", reason: reason("row-fails", parameters) };
}

function noData(row: Row, why: Reason): RowVerdict {
  return { name: row.name, state: "no-data", reason: why };
}

function notANumber(path: string, found: Exclude<Found, { state: "number" }>): Reason {
  return found.state === "missing"
    ? reason("row-path-missing", { path })
    : reason("row-not-a-number", { path, found: inWords(found) });
}

/** Two decimals at most, cut and not rounded: 79.999 % must not read as 80 %. */
function percent(share: number): string {
  return `${Math.floor(share * 10_000 + 1e-9) / 100}%`;
}
