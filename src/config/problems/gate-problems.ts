import { type GatesByName, sameEvidenceProblem } from "../../policy/evidence/sources/same-as.ts";
import type { GateKind } from "../../policy/gate.ts";
import { builtInGates, gateKinds } from "../../policy/gates/index.ts";
import { type GateConfig, splitGate } from "../sections/gates.ts";
import { namedAreaProblem } from "./named-area.ts";
import { fillGate, placeholdersOf } from "../programs/placeholders.ts";
import { problemLimit, type UnplacedProblem, withSubject } from "../problems.ts";
import type { ReadableParts } from "./readable-parts.ts";

/** What is wrong with gates although each key is valid. */
export function gateProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const gates = gatesByName(parts);
  return [
    ...parts.gates.flatMap(([name, gate]) => [...kindProblems(name, gate), ...sourceProblems(name, gate, gates)]),
    ...namedAreaProblems(parts),
  ];
}

/** Every gate by its name, also those that cannot be read. */
export function gatesByName({ gates, gateNames }: ReadableParts): GatesByName {
  const readable = new Map(gates);
  return Object.fromEntries(gateNames.map((name) => [name, readable.get(name)]));
}

function sourceProblems(name: string, gate: GateConfig, gates: GatesByName): readonly UnplacedProblem[] {
  const problem = sameEvidenceProblem(gate, gates);
  return problem === undefined ? [] : [{ ...problem, path: ["gates", name, ...problem.path] }];
}

/** The kinds whose keys a gate has; of a valid gate one. */
export function kindsOf(gate: GateConfig): readonly GateKind[] {
  return gateKinds.filter(({ kind }) => gate[kind] !== undefined);
}

function kindProblems(name: string, gate: GateConfig): readonly UnplacedProblem[] {
  const path = ["gates", name];
  const kinds = kindsOf(gate);
  const [kind, second] = kinds;
  if (builtInGates.some((each) => each.kind === name)) {
    return [{ path, says: `\`${name}\` is a built-in gate`, fix: "Choose another name." }];
  }
  if (kind === undefined || second !== undefined) {
    const listed = gateKinds.map((each) => `\`${each.kind}\``).join(", ");
    const says = kind === undefined ? `gate \`${name}\` has no kind` : `gate \`${name}\` has ${kinds.length} kinds`;
    return [{ path, says, fix: `Give it exactly one of ${listed}.` }];
  }
  const keys = Object.entries(splitGate(gate).own);
  const isOwn = (key: string) => Object.hasOwn(kind.options, key);
  const own = Object.fromEntries(keys.filter(([key]) => isOwn(key)));
  return [
    ...keys.flatMap(([key]) => (isOwn(key) ? [] : [foreignKey(key, kind, path)])),
    ...kind.problems(withSamples(own)).map((each) => withSubject({ ...each, path: [...path, ...each.path] })),
  ];
}

/** With placeholders filled by any value: what a title makes of them is looked at when it is known. */
function withSamples(gate: GateConfig): GateConfig {
  return fillGate(gate, new Map(placeholdersOf(gate).map(({ name }) => [name, "1"])));
}

function foreignKey(key: string, { kind }: GateKind, path: readonly string[]): UnplacedProblem {
  return { path: [...path, key], says: `\`${key}\` does not belong to a gate of kind \`${kind}\``, fix: "Remove it." };
}

/** Areas that gates refer to: whose owners decide about them, and those that must sign. */
function namedAreaProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const problems: UnplacedProblem[] = [];
  for (const [name, gate] of parts.gates) {
    for (const { area, key } of namedAreas(gate)) {
      // Nobody is shown more of them, and each costs a comparison with every known name.
      if (problems.length === problemLimit) return problems;
      const problem = namedAreaProblem(area, parts);
      if (problem !== undefined) problems.push({ path: ["gates", name, ...key], ...problem });
    }
  }
  return problems;
}

function namedAreas(gate: GateConfig): readonly { readonly area: string; readonly key: readonly PropertyKey[] }[] {
  const { area, own } = splitGate(gate);
  const signing: readonly unknown[] = Array.isArray(own["signoff"]) ? own["signoff"] : [];
  return [
    ...(area === undefined ? [] : [{ area, key: ["area"] }]),
    ...signing.flatMap((each, index) => (typeof each === "string" ? [{ area: each, key: ["signoff", index] }] : [])),
  ];
}
