import { countAlternatives } from "../../policy/text/braces.ts";
import { globProblem } from "../../policy/text/glob-problem.ts";
import { areaProblems } from "./area-problems.ts";
import { mostAreas } from "../sections/areas.ts";
import { advisoryProblems } from "./advisory-problems.ts";
import { backupProblems } from "./backup-problems.ts";
import { gateProblems } from "./gate-problems.ts";
import { mostGates } from "../sections/gates.ts";
import type { UnplacedProblem } from "../problems.ts";
import { mostPrograms } from "../sections/program-config.ts";
import { programProblems } from "./program-problems.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { titleProblems } from "./title-problems.ts";
import { useProblems } from "./use-problems.ts";
import { pathsProblems, whenProblems, whensOf } from "./when-problems.ts";

/** What the schema cannot see: names that refer to nothing, names that clash, rules that nobody can satisfy. */
export function referenceProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  return [
    ...sizeProblems(parts),
    ...areaProblems(parts),
    ...backupProblems(parts),
    ...gateProblems(parts),
    ...titleProblems(parts),
    ...useProblems(parts),
    ...pathsProblems(parts.base, ["pull_request", "base"]),
    ...whenProblems(parts),
    ...programProblems(parts),
    ...advisoryProblems(parts),
  ];
}

// Every file of a pull request is tried against every alternative of every glob.
const mostAlternatives = 1_000;

function sizeProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const { areas, areaNames, gateNames, programNames } = parts;
  return [
    ...tooMany("areas", areaNames.length, mostAreas, "Let areas share their owners."),
    ...tooMany("gates", gateNames.length, mostGates, "Let gates check several names."),
    ...tooMany("programs", programNames.length, mostPrograms, "Let programs share a title."),
    ...tooManyGlobs(
      "the globs of all areas",
      ["areas"],
      areas.flatMap(([, { paths = [] }]) => paths),
    ),
    ...tooManyGlobs(
      "the globs of all conditions",
      [],
      whensOf(parts).flatMap(({ when }) => when.paths ?? []),
    ),
  ];
}

function tooManyGlobs(
  which: string,
  path: readonly PropertyKey[],
  globs: readonly string[],
): readonly UnplacedProblem[] {
  // A glob with a problem of its own is counted once that is mended.
  const alternatives = globs
    .filter((glob) => globProblem(glob) === undefined)
    .reduce((sum, glob) => sum + countAlternatives(glob), 0);
  if (alternatives <= mostAlternatives) return [];
  const says = `${which} have ${alternatives} alternatives, more than ${mostAlternatives}`;
  return [{ path, says, fix: "Name folders instead of files." }];
}

function tooMany(key: string, count: number, most: number, fix: string): readonly UnplacedProblem[] {
  return count <= most ? [] : [{ path: [key], says: `\`${key}\` has ${count} entries, more than ${most}`, fix }];
}
