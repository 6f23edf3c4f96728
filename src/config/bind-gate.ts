import type { UsedGate } from "../policy/evaluate.ts";
import { withSameEvidence } from "../policy/evidence/sources/same-as.ts";
import type { BoundGate, GateKind } from "../policy/gate.ts";
import { gateKinds } from "../policy/gates/index.ts";
import { titleGate } from "../policy/gates/title.ts";
import { touchedGate } from "../policy/gates/touched.ts";
import { reason } from "../policy/reason.ts";
import type { Verdict } from "../policy/verdict.ts";
import type { When } from "../policy/when.ts";
import { type GateConfig, splitGate } from "./sections/gates.ts";
import { fillGate, placeholdersOf } from "./programs/placeholders.ts";
import { withSubject } from "./problems.ts";
import { type Filling, noData } from "./programs/programs.ts";
import type { Config } from "./schema.ts";

/** A gate by its name, with what it says itself of where it applies. */
export function bindGate(
  name: string,
  config: Config,
  filling: Filling,
): Pick<UsedGate, "gate" | "area" | "fix" | "filled"> & { readonly when: When | undefined } {
  const builtIn = { area: undefined, fix: undefined, when: undefined };
  if (name === titleGate.kind) return { gate: titleGate.bind({ policy: config.title }), ...builtIn };
  if (name === touchedGate.kind) return { gate: touchedGate.bind({}), ...builtIn };
  const gate = config.gates[name];
  const kind = gateKinds.find((each) => gate?.[each.kind] !== undefined);
  if (gate === undefined || kind === undefined) {
    throw new Error(`gate ${name} is not defined, although the configuration was validated`);
  }
  const { own, area, when, fix } = splitGate(gate);
  const whole = withSameEvidence(own, config.gates);
  return { gate: bindFilled(kind, whole, filling), area, fix, when, filled: filledWith(whole, filling) };
}

function bindFilled(kind: GateKind, own: GateConfig, { values, without }: Filling): BoundGate {
  const needed = placeholdersOf(own);
  const missing = needed.flatMap(({ name }) => without.get(name) ?? []);
  const verdict = missing.find(({ state }) => state === "no-data") ?? missing[0];
  if (verdict !== undefined) return settled(kind, verdict);
  const filled = fillGate(own, values);
  // Only what a title filled in can be wrong here; everything else was looked at when the file was loaded.
  const [problem] = needed.length === 0 ? [] : kind.problems(filled);
  if (problem !== undefined)
    return settled(kind, noData(reason("placeholder-unusable", { problem: withSubject(problem).says })));
  return kind.bind(filled);
}

/** As the title has it, so that values which cannot be used differ, too. No value holds a comma. */
function filledWith(own: GateConfig, { given }: Filling): string | undefined {
  const names = new Set(placeholdersOf(own).map(({ name }) => name.replace(/\.previous$/, "")));
  if (names.size === 0) return undefined;
  return [...names]
    .toSorted()
    .map((name) => `${name}=${given.get(name) ?? ""}`)
    .join(", ");
}

/** A gate of which everything is said already. */
function settled({ kind }: GateKind, verdict: Verdict): BoundGate {
  return { kind, needs: [], wants: {}, judge: () => verdict };
}
