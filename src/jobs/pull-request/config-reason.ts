import type { ConfigFinding } from "../../github/facts/config-source.ts";
import { type Reason, reason } from "../../policy/reason.ts";

export type UnusableConfig = Extract<ConfigFinding, { readonly state: "invalid" | "vanished" }>;

/** Why the configuration of a base branch cannot be used. */
export function configReason(finding: UnusableConfig, base: string): Reason {
  if (finding.state === "vanished") return reason("config-vanished", { base });
  const { length } = finding.problems;
  return reason("config-invalid", { base, count: length === 1 ? "1 problem" : `${length} problems` });
}
