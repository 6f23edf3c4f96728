import type { AreaState } from "./area/area.ts";
import type { FactName, Facts, PullRequest } from "./facts.ts";
import type { BoundGate, Wants } from "./gate.ts";
import { type CompositeState, compositeState, type GateReport, type GateUse } from "./verdict.ts";

/** A gate as a pull request uses it. Required or advisory by use, not by definition. */
export interface UsedGate {
  readonly name: string;
  readonly use: GateUse;
  readonly gate: BoundGate;
}

/** Everything there is to say about a pull request at one head; it explains itself. */
export interface Report {
  readonly pullRequest: PullRequest;
  readonly state: CompositeState;
  readonly gates: readonly GateReport[];
  readonly areas: readonly AreaState[];
}

/** Pure. A gate that throws is a bug and throws here; it is never taken for a verdict. */
export function evaluate(facts: Facts, used: readonly UsedGate[]): Report {
  const gates = used.map(({ name, use, gate }) => ({ gate: name, kind: gate.kind, use, verdict: gate.judge(facts) }));
  return { pullRequest: facts.pullRequest, state: compositeState(gates), gates, areas: facts.areas };
}

/** The slices that the gates need, and the names inside them; what no gate needs is not fetched. */
export function neededFacts(used: readonly UsedGate[]): { readonly slices: ReadonlySet<FactName> } & Required<Wants> {
  const slices = new Set(used.flatMap(({ gate }) => gate.needs));
  // Which areas a pull request touches follows from its files.
  if (slices.has("areas")) slices.add("files");
  return {
    slices,
    documents: unique(used.flatMap(({ gate }) => gate.wants.documents ?? [])),
    checks: unique(used.flatMap(({ gate }) => gate.wants.checks ?? [])),
  };
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
