import type { Config } from "../../src/config/schema.ts";
import { usedGates } from "../../src/config/used-gates.ts";
import type { UsedGate } from "../../src/policy/evaluate.ts";
import type { PullRequest } from "../../src/policy/facts.ts";
import { aPullRequest } from "./builders.ts";

/** The used gates but those that every repository has. */
export function chosenGates(config: Config, given: Partial<PullRequest> = {}): readonly UsedGate[] {
  return usedGates(config, aPullRequest(given)).filter(({ isImplied }) => isImplied !== true);
}
