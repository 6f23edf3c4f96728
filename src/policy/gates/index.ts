import type { GateKind } from "../gate.ts";
import { checksGate } from "./checks.ts";
import { evidenceGate } from "./evidence.ts";
import { manualGate } from "./manual.ts";
import { signoffGate } from "./signoff.ts";
import { titleGate } from "./title.ts";
import { touchedGate } from "./touched.ts";

/** Kinds that `gates.<name>` can define. */
export const gateKinds: readonly GateKind[] = [checksGate, evidenceGate, signoffGate, manualGate];

/** Gates that need no definition; their options are sections of the configuration. */
export const builtInGates: readonly GateKind[] = [titleGate, touchedGate];
