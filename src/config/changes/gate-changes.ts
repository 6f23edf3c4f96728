import { z } from "zod";
import { compareDecimals } from "../../policy/evidence/rows/decimal.ts";
import { type Bound, parseExpectation } from "../../policy/evidence/rows/expectation.ts";
import type { ConfigChange } from "../../policy/proposed-config.ts";
import { reason } from "../../policy/reason.ts";
import type { AsksLess, RuleFor } from "./rule.ts";
import type { Comparison } from "./comparison.ts";
import { isSame } from "./differences.ts";
import { kindsOf } from "../problems/gate-problems.ts";
import type { GateConfig } from "../sections/gates.ts";
import { change, rewritten, settingChanges } from "./setting-changes.ts";

/** Gates that come and go, the limits of their rows, and everything else that is written about them. */
export function gateChanges({ before, after }: Comparison, ruleFor: RuleFor): readonly ConfigChange[] {
  const names = new Set([...Object.keys(before.gates), ...Object.keys(after.gates)]);
  return [...names].flatMap((gate): readonly ConfigChange[] => {
    const one = before.gates[gate];
    const other = after.gates[gate];
    if (one !== undefined && other !== undefined) return changesOf(gate, { one, other, ruleFor });
    // Whoever used it does not any more, and that is what asks less.
    if (other === undefined) return [change("no", (safeWhen) => reason("gate-removed", { safeWhen, gate }))];
    return [change("no", (safeWhen) => reason("gate-defined", { safeWhen, gate, gateKind: kindOf(other) }))];
  });
}

function changesOf(
  gate: string,
  { one, other, ruleFor }: { readonly one: GateConfig; readonly other: GateConfig; readonly ruleFor: RuleFor },
): readonly ConfigChange[] {
  const [before, after] = [kindOf(one), kindOf(other)];
  if (before !== after) {
    return [change("perhaps", (safeWhen) => reason("gate-of-another-kind", { safeWhen, gate, before, after }))];
  }
  const { rows: rowsBefore, ...restBefore } = one;
  const { rows: rowsAfter, ...restAfter } = other;
  return [
    ...rowChanges(gate, rowsBefore, rowsAfter),
    ...settingChanges(restBefore, restAfter, ["gates", gate], ruleFor),
  ];
}

function kindOf(gate: GateConfig): string {
  return kindsOf(gate)[0]?.kind ?? "unknown";
}

const Rows = z.array(z.looseObject({ name: z.string(), expect: z.string() }));
type Row = z.infer<typeof Rows>[number];

function rowChanges(gate: string, before: unknown, after: unknown): readonly ConfigChange[] {
  const [one, other] = [rowsByName(before), rowsByName(after)];
  // Rows of another shape, or of one name, are a list like any other.
  if (one === undefined || other === undefined) return settingChanges(before, after, ["gates", gate, "rows"]);
  const changes = [...new Set([...one.keys(), ...other.keys()])].flatMap((row) =>
    rowChange(gate, row, one.get(row), other.get(row)),
  );
  return changes.length === 0 && !isSame(before, after) ? [rewritten(`gates.${gate}.rows`)] : changes;
}

function rowsByName(rows: unknown): ReadonlyMap<string, Row> | undefined {
  const { data } = Rows.safeParse(rows ?? []);
  const byName = new Map(data?.map((row) => [row.name, row]));
  return byName.size === data?.length ? byName : undefined;
}

function rowChange(
  gate: string,
  row: string,
  before: Row | undefined,
  after: Row | undefined,
): readonly ConfigChange[] {
  if (before === undefined) {
    return [change("no", (safeWhen) => reason("row-added", { safeWhen, gate, row, after: after?.expect ?? "" }))];
  }
  if (after === undefined) {
    return [change("yes", (safeWhen) => reason("row-removed", { safeWhen, gate, row, before: before.expect }))];
  }
  const { expect: limitBefore, ...restBefore } = before;
  const { expect: limitAfter, ...restAfter } = after;
  const words = { gate, row, before: limitBefore, after: limitAfter };
  const limit = change(weighLimits(limitBefore, limitAfter), (safeWhen) =>
    reason("row-asks-otherwise", { ...words, safeWhen }),
  );
  return [
    ...(limitBefore === limitAfter ? [] : [limit]),
    ...settingChanges(restBefore, restAfter, ["gates", gate, "rows", row]),
  ];
}

/** Limits of one direction and one unit can be compared; of others nobody knows which is met more easily. */
function weighLimits(before: string, after: string): AsksLess {
  const [one, other] = [boundsOf(before), boundsOf(after)];
  if (one.length === 0 || one.length !== other.length) return "perhaps";
  const weights = one.map((bound, index) => weighBound(bound, other[index]));
  if (weights.includes("perhaps")) return "perhaps";
  return weights.includes("yes") ? "yes" : "no";
}

function weighBound({ operator, unit, limit }: Bound, after: Bound | undefined): AsksLess {
  if (after?.operator !== operator || after.unit !== unit) return "perhaps";
  const order = compareDecimals(after.limit, limit);
  if (order === 0) return "no";
  switch (operator) {
    case ">":
    case ">=":
      return order < 0 ? "yes" : "no";
    case "<":
    case "<=":
      return order > 0 ? "yes" : "no";
    case "=":
      return "perhaps";
  }
}

/** None for a text. */
function boundsOf(written: string): readonly Bound[] {
  const parsed = parseExpectation(written);
  return parsed.ok && parsed.expectation.kind === "number" ? parsed.expectation.bounds : [];
}
