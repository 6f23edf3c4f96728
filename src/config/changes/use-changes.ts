import type { ConfigChange } from "../../policy/proposed-config.ts";
import { reason } from "../../policy/reason.ts";
import type { GateUse } from "../../policy/verdict.ts";
import type { AsksLess } from "./rule.ts";
import type { Comparison } from "./comparison.ts";
import { isSame } from "./differences.ts";
import { usesIn } from "../sections/gate-uses.ts";
import type { Config } from "../schema.ts";
import { change, rewritten } from "./setting-changes.ts";

type Uses = Pick<Config["pull_request"], GateUse>;

interface Use {
  readonly use: GateUse;
  readonly when: unknown;
}

/** Gates that are required, shown, or no longer. */
export function useChanges({ before, after, standIns }: Comparison): readonly ConfigChange[] {
  const [one, other] = [usesOf(before.pull_request), usesOf(after.pull_request)];
  const changes = [...new Set([...one.keys(), ...other.keys()])].flatMap((gate) => {
    const use = other.get(gate)?.use;
    const more = use !== undefined && standIns.mayBe(gate, use) ? "perhaps" : "no";
    return useChange(gate, { one: one.get(gate), other: other.get(gate), more });
  });
  if (changes.length > 0) return changes;
  return (["require", "advise"] as const)
    .filter((use) => !isSame(before.pull_request[use], after.pull_request[use]))
    .map((use) => rewritten(`pull_request.${use}`));
}

function usesOf(uses: Uses): ReadonlyMap<string, Use> {
  const written = (["advise", "require"] as const).flatMap((use) =>
    uses[use].flatMap((entry) => usesIn(entry).map(({ name, when }) => [name, { use, when }] as const)),
  );
  return new Map(written);
}

interface GateOnBothSides {
  readonly one: Use | undefined;
  readonly other: Use | undefined;
  /** What it means that the gate is used in more places. */
  readonly more: AsksLess;
}

function useChange(gate: string, { one, other, more }: GateOnBothSides): readonly ConfigChange[] {
  if (one?.use === other?.use) {
    if (isSame(one?.when, other?.when)) return [];
    const asksLess = one?.use === "advise" || other?.when === undefined ? more : "perhaps";
    return [change(asksLess, (safeWhen) => reason("gate-applies-elsewhere", { safeWhen, gate }))];
  }
  switch (other?.use) {
    case "require":
      return [change(more, (safeWhen) => reason("gate-becomes-required", { safeWhen, gate }))];
    case "advise":
      return one === undefined
        ? [change(more, (safeWhen) => reason("gate-becomes-shown", { safeWhen, gate }))]
        : [change("yes", (safeWhen) => reason("gate-becomes-advisory", { safeWhen, gate }))];
    case undefined:
      return one?.use === "require"
        ? [change("yes", (safeWhen) => reason("gate-not-required", { safeWhen, gate }))]
        : [change("no", (safeWhen) => reason("gate-not-shown", { safeWhen, gate }))];
  }
}
