import type { UsedGate } from "../policy/evaluate.ts";
import type { BoundGate } from "../policy/gate.ts";
import { gateKinds } from "../policy/gates/index.ts";
import { titleGate } from "../policy/gates/title.ts";
import { touchedGate } from "../policy/gates/touched.ts";
import type { Config } from "./schema.ts";

/** The gates of a pull request under a validated configuration: required ones first, each in the order written. */
export function usedGates(config: Config): readonly UsedGate[] {
  const { require, advise } = config.pull_request;
  return [
    ...require.map((name) => ({ name, use: "require" as const, gate: bindGate(name, config) })),
    ...advise.map((name) => ({ name, use: "advise" as const, gate: bindGate(name, config) })),
  ];
}

function bindGate(name: string, config: Config): BoundGate {
  if (name === titleGate.kind) return titleGate.bind({ rules: config.title });
  if (name === touchedGate.kind) return touchedGate.bind({});
  const gate = config.gates[name];
  const kind = gateKinds.find((each) => gate?.[each.kind] !== undefined);
  if (kind === undefined) throw new Error(`gate ${name} is not defined, although the configuration was validated`);
  return kind.bind(gate);
}
