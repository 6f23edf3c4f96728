import { countSigners } from "../problems/possible-signers.ts";
import type { Config } from "../schema.ts";
import type { AreaConfig } from "../sections/areas.ts";

/** The areas with which somebody is left alone, who may then sign their own work, with evidence, as nothing forbids it. */
export function areasLeftAlone(before: Config, after: Config): ReadonlySet<string> {
  const names = Object.keys(after.areas).filter((name) => {
    const [one, other] = [before.areas[name], after.areas[name]];
    if (one === undefined || other === undefined) return false;
    if (selfOf(other, after) !== undefined || !mayBeAlone(other, after)) return false;
    // Of code owners nobody knows here who of them was not alone before.
    return other.codeowners === true || !mayBeAlone(one, before);
  });
  return new Set(names);
}

/** The areas where what authors sign themselves counts only while gates hold. */
export function areasOnEvidence(config: Config): readonly string[] {
  return Object.entries(config.areas).flatMap(([name, area]) => {
    const self = selfOf(area, config);
    return self === "with_evidence" || (self === undefined && mayBeAlone(area, config)) ? [name] : [];
  });
}

function selfOf(area: AreaConfig, { signoffs }: Config): AreaConfig["self_signoff"] {
  return area.self_signoff ?? signoffs.self;
}

/** Of code owners there is one at least, and how many follows from the files of each pull request. */
function mayBeAlone({ owners = [], ...area }: AreaConfig, { areas }: Config): boolean {
  return countSigners({ ...area, owners }, (name) => areas[name]?.owners ?? []) <= 1;
}
