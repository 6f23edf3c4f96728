import { type Reason, reason } from "../../reason.ts";
import type { RowVerdict } from "../../verdict.ts";
import { decimalText } from "./decimal.ts";
import { type Bound, parseExpectation } from "./expectation.ts";
import { type FoundNumber, isPart, isWithin, measureInWords, withUnit } from "./measure.ts";
import type { Row } from "../options.ts";
import { parsePath } from "./path.ts";
import { similarPath } from "./similar.ts";
import { clip, type Found, findValue, inWords } from "./value.ts";
import type { Work } from "./work.ts";

/** Judges a row on a parsed document. Missing, null, text for a number and 0 of 0 are no data, never a pass. */
export function judgeRow(row: Row, document: unknown, work: Work): RowVerdict {
  const expected = parseExpectation(row.expect);
  // The configuration was validated before; a row that cannot be read says so instead of passing.
  if (!expected.ok) return noData(row, reason("row-unreadable", { problem: expected.problem }));
  const value = find(row.value, document, work);
  const { expectation } = expected;
  if (expectation.kind === "text") return judgeText(row, value, expectation.text);
  if (value.state !== "number") return noData(row, whyUnusable(row.value, value));
  if (row.of === undefined) return judgeNumber(row, value, undefined, expectation.bounds);
  const of = find(row.of, document, work);
  if (of.state === "number") return judgeNumber(row, value, of, expectation.bounds);
  return noData(row, whyUnusable(row.of, of), { actual: withUnit(value.shown, row.unit) });
}

type Sought = Found | { readonly state: "unwritable" } | { readonly state: "misplaced"; readonly near: string };

function find(text: string, document: unknown, work: Work): Sought {
  const parsed = parsePath(text);
  if (!parsed.ok) return { state: "unwritable" };
  const found = findValue(document, parsed.path, work);
  const near = found.state === "missing" ? similarPath(document, found, work) : undefined;
  return near === undefined ? found : { state: "misplaced", near };
}

function judgeNumber(row: Row, value: FoundNumber, of: FoundNumber | undefined, bounds: readonly Bound[]): RowVerdict {
  const { unit } = row;
  const told = { actual: withUnit(value.shown, unit), of: of?.shown };
  if (of?.value.digits === 0n) return noData(row, reason("row-zero-denominator", { path: row.of ?? "" }), told);
  const isShare = of !== undefined && bounds.some((bound) => bound.unit === "%");
  const isNegative = of !== undefined && of.value.digits < 0n;
  if (of !== undefined && (isNegative || (isShare && !isPart({ value, of })))) {
    const parts = { value: decimalText(value.value), of: decimalText(of.value) };
    return noData(row, isShare ? reason("row-not-a-share", parts) : reason("row-negative-whole", parts), told);
  }
  if (isNegativeAmount(value, unit) && !bounds.some(({ limit }) => limit.digits < 0n)) {
    return noData(row, reason("row-negative-amount", { path: row.value, found: told.actual }), told);
  }
  if (unit === "fraction" && !isPart({ value, of })) {
    return noData(row, reason("row-not-a-fraction", { path: row.value, found: value.shown }), told);
  }
  const measure = { value, of, unit };
  return judged(row, isWithin(measure, bounds), measureInWords(measure, bounds), told);
}

/** As tools write what they could not measure. A percentage may have fallen, and a difference is asked for as one. */
function isNegativeAmount({ value }: FoundNumber, unit: Row["unit"]): boolean {
  return unit !== undefined && unit !== "percent" && unit !== "fraction" && value.digits < 0n;
}

function judgeText(row: Row, found: Sought, expected: string): RowVerdict {
  if (found.state === "unusable") {
    return noData(row, reason("row-not-comparable", { path: row.value, found: found.found, expected: row.expect }));
  }
  if (found.state !== "number" && found.state !== "text" && found.state !== "boolean") {
    return noData(row, whyUnusable(row.value, found));
  }
  const text = found.state === "number" ? decimalText(found.value) : String(found.value);
  const actual = clip(text);
  return judged(row, text === expected, actual, { actual });
}

type Told = Pick<RowVerdict, "actual" | "of">;

function judged(row: Row, isHolding: boolean, actual: string, told: Told): RowVerdict {
  const parameters = { actual, expected: row.expect };
  const why = isHolding ? reason("row-holds", parameters) : reason("row-fails", parameters);
  return { name: row.name, state: isHolding ? "pass" : "fail", reason: why, ...told, expected: row.expect };
}

function noData(row: Row, why: Reason, told: Told = {}): RowVerdict {
  return { name: row.name, state: "no-data", reason: why, ...told, expected: row.expect };
}

function whyUnusable(path: string, found: Exclude<Sought, FoundNumber>): Reason {
  switch (found.state) {
    case "missing":
    case "unwritable":
      return reason("row-path-missing", { path });
    case "misplaced":
      return reason("row-path-elsewhere", { path, near: found.near });
    case "uncountable": {
      const { key, items, without } = found;
      return reason("row-uncountable", { path, key, items: String(items), without: String(without) });
    }
    case "too-much-work":
      return reason("row-too-much-work", { path });
    case "text":
    case "boolean":
    case "unusable":
      return reason("row-not-a-number", { path, found: inWords(found) });
  }
}
