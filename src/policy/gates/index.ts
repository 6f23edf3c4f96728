import type { GateKind } from "../gate.ts";
import { advisoriesGate } from "./advisories.ts";
import { changesGate } from "./changes.ts";
import { checksGate } from "./checks.ts";
import { configurationGate } from "./configuration.ts";
import { evidenceGate } from "./evidence.ts";
import { ignoresGate } from "./ignores.ts";
import { issuesGate } from "./issues.ts";
import { manualGate } from "./manual.ts";
import { patternsGate } from "./patterns.ts";
import { pinnedGate } from "./pinned.ts";
import { reviewGate } from "./review.ts";
import { signoffGate } from "./signoff.ts";
import { tagGate } from "./tag.ts";
import { titleGate } from "./title.ts";
import { touchedGate } from "./touched.ts";

/** Kinds that `gates.<name>` can define. */
export const gateKinds: readonly GateKind[] = [
  checksGate,
  evidenceGate,
  signoffGate,
  manualGate,
  reviewGate,
  issuesGate,
  tagGate,
  pinnedGate,
  patternsGate,
  changesGate,
  advisoriesGate,
  ignoresGate,
];

/** Gates that need no definition; their options are sections of the configuration. */
export const builtInGates: readonly GateKind[] = [titleGate, touchedGate, configurationGate];
