import { builtInGates, gateKinds } from "../../policy/gates/index.ts";
import { titleGate } from "../../policy/gates/title.ts";
import { touchedGate } from "../../policy/gates/touched.ts";
import { isGovernance } from "../area-globs.ts";
import { problemLimit, type UnplacedProblem } from "../problems.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { unknownName } from "./unknown-name.ts";

/** Gates that a pull request or a program uses although they are not there, stand there twice, or ask nobody. */
export function useProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const names = [titleGate.kind, touchedGate.kind, ...parts.gateNames];
  const known = new Set(names);
  const problems: UnplacedProblem[] = [...parts.crowded];
  const seen = new Set<string>();
  for (const { name, path, program } of parts.uses) {
    // Nobody is shown more of them, and each costs a comparison with every known name.
    if (problems.length >= problemLimit) return problems;
    // In two places one gate counts once; in one place the second is a slip.
    const place = JSON.stringify([program, name]);
    if (!known.has(name)) problems.push({ path, ...unknownGate(name, names, parts) });
    else if (seen.has(place)) problems.push({ path, says: `\`${name}\` is used twice`, fix: "Keep one of them." });
    else if (name === touchedGate.kind && !canAreaBeTouched(parts)) problems.push({ path, ...nobodyAsked });
    seen.add(place);
  }
  return problems;
}

/** People also name what a gate is about. */
function unknownGate(name: string, names: readonly string[], { areaNames }: ReadableParts) {
  if (areaNames.includes(name)) {
    const fix = `Use \`touched\`, or define a gate with \`signoff: [${name}]\` under \`gates\`.`;
    return { says: `\`${name}\` is an area, not a gate`, fix };
  }
  if (gateKinds.some(({ kind }) => kind === name)) {
    const fix = "Define a gate of it under `gates`, and use the name that you give it.";
    return { says: `\`${name}\` is a kind of gate, not a gate`, fix };
  }
  if (builtInGates.some(({ kind }) => kind === name)) {
    return { says: `\`${name}\` is required everywhere by itself`, fix: "Remove it." };
  }
  return unknownName("gate", name, names);
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
