import { builtInGates } from "../policy/gates/index.ts";
import { touchedGate } from "../policy/gates/touched.ts";
import { isGovernance } from "./area-globs.ts";
import { problemLimit, type UnplacedProblem } from "./problems.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { unknownName } from "./unknown-name.ts";

/** Gates that a pull request uses although they are not there, stand there twice, or ask nobody. */
export function useProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const names = [...builtInGates.map(({ kind }) => kind), ...parts.gateNames];
  const known = new Set(names);
  const problems: UnplacedProblem[] = [];
  const seen = new Set<string>();
  for (const use of ["require", "advise"] as const) {
    for (const [index, name] of parts.uses[use].entries()) {
      // Nobody is shown more of them, and each costs a comparison with every known name.
      if (problems.length === problemLimit) return problems;
      const path = ["pull_request", use, index];
      if (!known.has(name)) problems.push({ path, ...unknownName("gate", name, names) });
      else if (seen.has(name)) problems.push({ path, says: `\`${name}\` is used twice`, fix: "Keep one of them." });
      else if (name === touchedGate.kind && !canAreaBeTouched(parts)) problems.push({ path, ...nobodyAsked });
      seen.add(name);
    }
  }
  return problems;
}

const nobodyAsked = {
  says: "`touched` asks nobody, because no area has files",
  fix: "Give an area `paths`, `codeowners: true` or `required: always`.",
};

/** An area that cannot be read may have files. */
function canAreaBeTouched({ areas, areaNames }: ReadableParts): boolean {
  if (areas.length < areaNames.length) return true;
  return areas.some(
    ([name, area]) =>
      area.paths !== undefined || area.codeowners === true || area.required === "always" || isGovernance(name, area),
  );
}
