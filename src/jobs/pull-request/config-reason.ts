import type { ConfigFinding, ConfigFrom } from "../../github/facts/config-source.ts";
import { ownersRepository } from "../../github/facts/owner-config.ts";
import { type Reason, reason } from "../../policy/reason.ts";

export type UnusableConfig = Extract<ConfigFinding, { readonly state: "invalid" | "vanished" }>;

interface Place {
  readonly base: string;
  /** Of the repository that is judged. */
  readonly owner: string;
}

/** Why the configuration of a base branch cannot be used. */
export function configReason(finding: UnusableConfig, { base, owner }: Place): Reason {
  const isOwners = finding.from === "owner";
  const repository = ownersRepository(owner);
  if (finding.state === "vanished") {
    return isOwners ? reason("owner-config-vanished", { repository, base }) : reason("config-vanished", { base });
  }
  const { length } = finding.problems;
  const count = length === 1 ? "1 problem" : `${length} problems`;
  return isOwners
    ? reason("owner-config-invalid", { repository, base, count })
    : reason("config-invalid", { base, count });
}

/** What a reader must know of a valid configuration: that it is not this repository's own. */
export function configNote(from: ConfigFrom, { base, owner }: Place): Reason | undefined {
  if (from === "repository") return undefined;
  return reason("owner-config-holds", { repository: ownersRepository(owner), base });
}
