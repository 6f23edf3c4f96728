import { isGovernance } from "../area-globs.ts";
import type { GateUse } from "../../policy/verdict.ts";
import { backupsOf } from "../backups-of.ts";
import { kindsOf } from "../problems/gate-problems.ts";
import type { Config } from "../schema.ts";
import { usesIn } from "../sections/gate-uses.ts";
import { areasOnEvidence } from "./lone-signer.ts";

interface StandIns {
  /** Whether a sign-off may count that did not, because this gate is now used where it was not and can hold there. */
  readonly mayBe: (gate: string, use: GateUse) => boolean;
  /**
   * The same because gates are now used on more branches. Who answers for the rules must sign on every branch, and where
   * nothing else is required, no gate holds.
   */
  readonly mayBeOnBranches: boolean;
}

/** Gates that hold stand in for people: as backups, and as the evidence of authors who sign their own work. */
export function standInsBetween(before: Config, after: Config): StandIns {
  const backups = new Map(Object.entries(after.areas).map(([name, area]) => [name, gateBackupsOf(area.backups ?? [])]));
  const allBackups = new Set([...backups.values()].flat());
  const onEvidence = areasOnEvidence(after);
  const always = measuredEverywhere(before);

  /** The required gates of an area are its evidence and, where it has none, all required ones. */
  function isNewEvidence(gate: string): boolean {
    if (!isMeasured(gate, after)) return false;
    const others = always.filter((name) => name !== gate);
    const guarded = new Set(others.map((name) => areaOf(name, before)));
    // Where something had to hold before that still counts, one gate more asks for more.
    return onEvidence.some((area) => !guarded.has(area) && (areaOf(gate, after) === area || others.length === 0));
  }

  return {
    mayBe: (gate, use) => allBackups.has(gate) || (use === "require" && isNewEvidence(gate)),
    mayBeOnBranches: Object.entries(after.areas).some(
      ([name, area]) => isGovernance(name, area) && (onEvidence.includes(name) || (backups.get(name) ?? []).length > 0),
    ),
  };
}

function gateBackupsOf(backups: Parameters<typeof backupsOf>[0]): readonly string[] {
  return backupsOf(backups).flatMap(({ kind, who }) => (kind === "gate" ? who : []));
}

/** The gates that have to hold for every pull request, whatever it is called and changes. */
function measuredEverywhere(config: Config): readonly string[] {
  return config.pull_request.require
    .flatMap(usesIn)
    .filter(({ name, when }) => when === undefined && config.gates[name]?.["when"] === undefined)
    .flatMap(({ name }) => (isMeasured(name, config) ? [name] : []));
}

/** Gates that rest on sign-offs are no evidence for one, and a title proves nothing. */
function isMeasured(gate: string, { gates }: Config): boolean {
  const kinds = kindsOf(gates[gate] ?? {});
  return kinds.length > 0 && kinds.every(({ needs }) => !needs.includes("areas"));
}

function areaOf(gate: string, { gates }: Config): unknown {
  return gates[gate]?.["area"];
}
