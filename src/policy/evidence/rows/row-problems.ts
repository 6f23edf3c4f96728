import type { GateProblem } from "../../gate.ts";
import { compareDecimals, decimalOf } from "./decimal.ts";
import { type Bound, parseExpectation } from "./expectation.ts";
import type { Row } from "../options.ts";
import { parsePath } from "./path.ts";
import { dimensionOf } from "./unit.ts";

/** Why a row can never be judged; empty when it can. */
export function rowProblems(row: Row): readonly GateProblem[] {
  const expected = parseExpectation(row.expect);
  return [
    ...pathProblems("value", row.value),
    ...(row.of === undefined ? [] : pathProblems("of", row.of)),
    ...(!expected.ok
      ? [problem("expect", expected.problem, "E.g. `>= 80%`, `0..2`, `< 200 ms` or `= PASS`, in quotes.")]
      : expected.expectation.kind === "text"
        ? textProblems(row)
        : numberProblems(row, expected.expectation.bounds)),
  ];
}

function pathProblems(key: "value" | "of", text: string): readonly GateProblem[] {
  const parsed = parsePath(text);
  return parsed.ok ? [] : [problem(key, parsed.problem, "Write keys with dots, e.g. `counts.pass`.")];
}

function textProblems({ of, unit }: Row): readonly GateProblem[] {
  return [
    ...(of === undefined ? [] : [problem("of", "a text has no whole", "Remove `of`, or ask for a number.")]),
    ...(unit === undefined ? [] : [problem("unit", "a text has no unit", "Remove `unit`, or ask for a number.")]),
  ];
}

function numberProblems({ of, unit }: Row, bounds: readonly Bound[]): readonly GateProblem[] {
  const [first, ...rest] = bounds.map((bound) => bound.unit);
  if (rest.some((other) => dimensionOf(other) !== dimensionOf(first))) {
    return [problem("expect", "the two ends of the range are of different kinds", "Give both a unit of one kind.")];
  }
  return first === "%" ? percentProblems({ of, unit }, bounds) : amountProblems({ of, unit }, first);
}

/** `>= 80` on 1.0 fails and `>= 0.8` on 100.0 always passes, so it must be said what a percentage is written as. */
function percentProblems({ of, unit }: Pick<Row, "of" | "unit">, bounds: readonly Bound[]): readonly GateProblem[] {
  const isStated = unit === "percent" || unit === "fraction";
  if (of === undefined && !isStated) {
    const fix = "Add `of`: the path of the whole; or `unit: percent` or `unit: fraction`, as the document writes it.";
    return [problem("expect", "a percentage of what is not said", fix)];
  }
  if (of !== undefined && unit !== undefined) {
    return [problem("unit", "a share of `of` has no unit", "Remove `unit`, or `of`.")];
  }
  const isShare = of !== undefined || unit === "fraction";
  const isOutside = ({ limit }: Bound) => limit.digits < 0n || compareDecimals(limit, decimalOf(100)) > 0;
  return isShare && bounds.some(isOutside)
    ? [problem("expect", "a part of a whole lies between 0% and 100%", "Correct the limit.")]
    : [];
}

function amountProblems({ of, unit }: Pick<Row, "of" | "unit">, asked: Bound["unit"]): readonly GateProblem[] {
  if (unit === "percent" || unit === "fraction") {
    return [problem("expect", `the value is a ${unit}, and what is asked is not`, "Write it with `%`, e.g. `>= 80%`.")];
  }
  if (asked === undefined) return [];
  if (unit === undefined) {
    const says = `what is asked is in \`${asked}\`, and what the value is in is not said`;
    return [problem("expect", says, "Add `unit`: the unit that the document means.")];
  }
  if (dimensionOf(unit) === dimensionOf(asked)) return [];
  const fix = of === undefined ? "Use units of one kind." : "Use units of one kind; `of` is a bare number.";
  return [problem("expect", `\`${unit}\` cannot be compared with \`${asked}\``, fix)];
}

function problem(key: keyof Row, says: string, fix: string): GateProblem {
  return { path: [key], says, fix };
}
