import type { UnplacedProblem } from "../problems.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { unknownName } from "./unknown-name.ts";

/** Why a name is no area whose owners can be asked on every pull request. */
export function namedAreaProblem(
  name: string,
  { areas, areaNames }: ReadableParts,
): Pick<UnplacedProblem, "says" | "fix"> | undefined {
  if (!areaNames.includes(name)) return unknownName("area", name, areaNames);
  if (!areas.some(([each, { codeowners }]) => each === name && codeowners === true)) return undefined;
  return {
    says: `the owners of \`${name}\` are those of CODEOWNERS, known only for the files that a pull request changes`,
    fix: "Name an area with `owners`.",
  };
}
