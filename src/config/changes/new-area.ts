import { isGovernance } from "../area-globs.ts";
import { backupsOf } from "../backups-of.ts";
import type { Config } from "../schema.ts";
import type { AreaConfig } from "../sections/areas.ts";
import type { AsksLess } from "./rule.ts";

/** A new area asks for more, but whoever answers for one may do more than sign it. */
export function weighNewArea(name: string, added: AreaConfig, before: Config): AsksLess {
  // Its owners may waive every gate.
  if (isGovernance(name, added)) return "perhaps";
  return isRuledByAnybody(before) || bringsSomebody(added, before) ? "perhaps" : "no";
}

/** A manual gate that names no area is ruled on by whoever answers for any. */
function isRuledByAnybody({ gates }: Config): boolean {
  return Object.values(gates).some(({ manual, area }) => manual !== undefined && area === undefined);
}

/** Whoever answers for an area lifts holds and resolves concerns; code owners are known only by the files. */
function bringsSomebody({ owners, backups = [] }: AreaConfig, { areas }: Config): boolean {
  if (owners === undefined) return true;
  const known = new Set(Object.values(areas).flatMap((area) => (area.owners ?? []).map(inLowerCase)));
  const people = backupsOf(backups).flatMap(({ kind, who }) => (kind === "person" || kind === "team" ? who : []));
  return [...owners, ...people].some((name) => !known.has(inLowerCase(name)));
}

function inLowerCase(name: string): string {
  return name.toLowerCase();
}
