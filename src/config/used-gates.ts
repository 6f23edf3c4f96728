import type { UsedGate } from "../policy/evaluate.ts";
import { gateKinds } from "../policy/gates/index.ts";
import { titleGate } from "../policy/gates/title.ts";
import { touchedGate } from "../policy/gates/touched.ts";
import type { GateUse } from "../policy/verdict.ts";
import { isGovernance } from "./area-globs.ts";
import { splitGate } from "./gates.ts";
import type { Config } from "./schema.ts";

/** The gates of a pull request under a validated configuration: required ones first, each in the order written. */
export function usedGates(config: Config): readonly UsedGate[] {
  const { require, advise } = config.pull_request;
  return [
    ...require.map((name) => useGate(name, "require", config)),
    ...advise.map((name) => useGate(name, "advise", config)),
    ...guardOfTheRules(config),
  ];
}

/** Who changes the rules needs `governance` also where nobody else has to sign. */
function guardOfTheRules({ areas, gates, pull_request: { require } }: Config): readonly UsedGate[] {
  const [name] = Object.entries(areas).find(([key, area]) => isGovernance(key, area)) ?? [];
  if (name === undefined || require.includes(touchedGate.kind)) return [];
  const free = Object.hasOwn(gates, name) ? `${name}-area` : name;
  return [{ name: free, use: "require", gate: touchedGate.bind({ only: [name] }), area: name }];
}

function useGate(name: string, use: GateUse, config: Config): UsedGate {
  if (name === titleGate.kind) return { name, use, gate: titleGate.bind({ rules: config.title }), area: undefined };
  if (name === touchedGate.kind) return { name, use, gate: touchedGate.bind({}), area: undefined };
  const gate = config.gates[name];
  const kind = gateKinds.find((each) => gate?.[each.kind] !== undefined);
  if (gate === undefined || kind === undefined) {
    throw new Error(`gate ${name} is not defined, although the configuration was validated`);
  }
  const { area, own } = splitGate(gate);
  return { name, use, gate: kind.bind(own), area };
}
