import type { Backup } from "../../policy/area/area.ts";
import type { AreaConfig } from "../sections/areas.ts";
import { backupsOf } from "../backups-of.ts";

/** Whom an area names, with the owners that are configured or that CODEOWNERS gave it. */
interface Signing extends Pick<AreaConfig, "backups" | "agents" | "agent_sufficient"> {
  readonly owners: readonly string[];
}

type OwnersOfArea = (name: string) => readonly string[];

/** How many different people may sign: owners and backups. Infinite with a team, as nobody has asked for its members. */
export function countSigners(area: Signing, ownersOfArea: OwnersOfArea): number {
  const inAreas = [...new Set(backupsOfKind(area, "area"))].flatMap(ownersOfArea);
  const names = [...area.owners, ...backupsOfKind(area, "person"), ...backupsOfKind(area, "team"), ...inAreas];
  return names.some((name) => name.startsWith("@")) ? Number.POSITIVE_INFINITY : countNames(names);
}

/** How many votes it can get at most: those of people, and of the agents and gates that may stand in for them. */
export function countVotes(area: Signing, ownersOfArea: OwnersOfArea): number {
  const { agents = [], agent_sufficient: areAgentsCounted = false } = area;
  const counted = areAgentsCounted ? [...agents, ...backupsOfKind(area, "agent")] : [];
  // However many gates hold, they are one vote.
  const gates = backupsOfKind(area, "gate").length > 0 ? 1 : 0;
  return countSigners(area, ownersOfArea) + countNames(counted) + gates;
}

function backupsOfKind({ backups = [] }: Signing, wanted: Backup["kind"]): readonly string[] {
  return backupsOf(backups).flatMap(({ kind, who }) => (kind === wanted ? who : []));
}

/** How many different accounts these are: in any case, with or without the number of the account. */
export function countNames(names: readonly string[]): number {
  return new Set(names.map((name) => name.toLowerCase().replace(/#\d+$/, ""))).size;
}
