import type { Area, AreaPeople, Backup, SignOffState } from "../area/area.ts";

export interface QuorumState {
  /** Undefined when it takes the number of owners, and that is not known. */
  readonly need: number | undefined;
  readonly have: number;
  readonly isMet: boolean;
  /** Whether those there are could meet it. */
  readonly isReachable: boolean;
}

/** Votes are distinct accounts; the gates of a backup that hold are one vote together. */
export function judgeQuorum(
  area: Area,
  people: AreaPeople,
  given: { readonly signOffs: readonly SignOffState[]; readonly gateBackups: readonly string[] },
): QuorumState {
  const live = given.signOffs.filter(({ standing }) => standing.state === "live");
  const have = live.length + (given.gateBackups.length > 0 ? 1 : 0);
  const owners = ownersOf(area, people);
  const need = neededVotes(area, owners);
  const { maxOutstanding } = area.quorum;
  const missing = owners.asked === undefined ? undefined : owners.asked - live.filter(isOwner).length;
  const isOutstanding = maxOutstanding !== undefined && (missing === undefined || missing > maxOutstanding);
  return {
    need: maxOutstanding !== undefined && missing === undefined ? undefined : need,
    have,
    isMet: need !== undefined && have >= need && !isOutstanding,
    isReachable: need === undefined || need <= mostVotes(area, owners),
  };
}

interface Owners {
  readonly all: number | undefined;
  /** Without an author who may not sign their own pull request. */
  readonly asked: number | undefined;
}

function ownersOf({ selfSignoff }: Area, { ownerCount, isAuthorOwner }: AreaPeople): Owners {
  if (ownerCount === undefined) return { all: undefined, asked: undefined };
  return { all: ownerCount, asked: ownerCount - (isAuthorOwner && selfSignoff === "deny" ? 1 : 0) };
}

/** All and most are those of the owners, but never more than may sign: or no owner could open a pull request. */
function neededVotes({ quorum: { need } }: Area, { all, asked }: Owners): number | undefined {
  if (typeof need === "number") return need;
  if (all === undefined || asked === undefined) return undefined;
  const wanted = need === "all" ? all : Math.floor(all / 2) + 1;
  return Math.max(1, Math.min(wanted, asked));
}

/** How many could sign at most; endless where nobody counts them. */
function mostVotes(area: Area, { asked }: Owners): number {
  const isOwnersListed = area.owners.every((owner) => !owner.startsWith("@"));
  const owners = asked ?? (isOwnersListed ? area.owners.length : Infinity);
  const agents = area.isAgentSufficient ? area.agents.length : 0;
  const hasGate = area.backups.some(({ kind }) => kind === "gate");
  return area.backups.reduce((sum, backup) => sum + votesOf(backup), owners + agents + (hasGate ? 1 : 0));
}

function votesOf({ kind, who }: Backup): number {
  switch (kind) {
    case "person":
    case "agent":
      return who.length;
    case "team":
    case "area":
      return Infinity;
    case "gate":
      return 0;
  }
}

function isOwner({ capacity }: SignOffState): boolean {
  return capacity === "owner";
}
