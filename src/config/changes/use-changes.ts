import type { ConfigChange } from "../../policy/proposed-config.ts";
import { reason } from "../../policy/reason.ts";
import type { GateUse } from "../../policy/verdict.ts";
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
export function useChanges(before: Uses, after: Uses): readonly ConfigChange[] {
  const [one, other] = [usesOf(before), usesOf(after)];
  const changes = [...new Set([...one.keys(), ...other.keys()])].flatMap((gate) =>
    useChange(gate, one.get(gate), other.get(gate)),
  );
  if (changes.length > 0) return changes;
  return (["require", "advise"] as const)
    .filter((use) => !isSame(before[use], after[use]))
    .map((use) => rewritten(`pull_request.${use}`));
}

function usesOf(uses: Uses): ReadonlyMap<string, Use> {
  const written = (["advise", "require"] as const).flatMap((use) =>
    uses[use].flatMap((entry) => usesIn(entry).map(({ name, when }) => [name, { use, when }] as const)),
  );
  return new Map(written);
}

function useChange(gate: string, before: Use | undefined, after: Use | undefined): readonly ConfigChange[] {
  if (before?.use === after?.use) {
    if (isSame(before?.when, after?.when)) return [];
    const asksLess = before?.use === "advise" || after?.when === undefined ? "no" : "perhaps";
    return [change(asksLess, (safeWhen) => reason("gate-applies-elsewhere", { safeWhen, gate }))];
  }
  switch (after?.use) {
    case "require":
      return [change("no", (safeWhen) => reason("gate-becomes-required", { safeWhen, gate }))];
    case "advise":
      return before === undefined
        ? [change("no", (safeWhen) => reason("gate-becomes-shown", { safeWhen, gate }))]
        : [change("yes", (safeWhen) => reason("gate-becomes-advisory", { safeWhen, gate }))];
    case undefined:
      return before?.use === "require"
        ? [change("yes", (safeWhen) => reason("gate-not-required", { safeWhen, gate }))]
        : [change("no", (safeWhen) => reason("gate-not-shown", { safeWhen, gate }))];
  }
}
