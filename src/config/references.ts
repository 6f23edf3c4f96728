import { countAlternatives } from "../policy/text/braces.ts";
import { globProblem } from "../policy/text/glob-problem.ts";
import { areaProblems } from "./area-problems.ts";
import { mostAreas } from "./areas.ts";
import { backupProblems } from "./backup-problems.ts";
import { gateProblems } from "./gate-problems.ts";
import { mostGates } from "./gates.ts";
import type { UnplacedProblem } from "./problems.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { unknownName } from "./unknown-name.ts";
import { useProblems } from "./use-problems.ts";

/** What the schema cannot see: names that refer to nothing, names that clash, rules that nobody can satisfy. */
export function referenceProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  return [
    ...sizeProblems(parts),
    ...areaProblems(parts),
    ...backupProblems(parts),
    ...gateProblems(parts),
    ...useProblems(parts),
    ...triageProblems(parts),
  ];
}

// Every file of a pull request is tried against every alternative of every glob.
const mostAlternatives = 1_000;

function sizeProblems({ areas, areaNames, gateNames }: ReadableParts): readonly UnplacedProblem[] {
  const globs = areas.flatMap(([, { paths = [] }]) => paths);
  // A glob with a problem of its own is counted once that is mended.
  const alternatives = globs
    .filter((glob) => globProblem(glob) === undefined)
    .reduce((sum, glob) => sum + countAlternatives(glob), 0);
  return [
    ...tooMany("areas", areaNames.length, mostAreas, "Let areas share their owners."),
    ...tooMany("gates", gateNames.length, mostGates, "Let gates check several names."),
    ...(alternatives <= mostAlternatives
      ? []
      : [
          {
            path: ["areas"],
            says: `the globs of all areas have ${alternatives} alternatives, more than ${mostAlternatives}`,
            fix: "Name folders instead of files.",
          },
        ]),
  ];
}

function tooMany(key: string, count: number, most: number, fix: string): readonly UnplacedProblem[] {
  return count <= most ? [] : [{ path: [key], says: `\`${key}\` has ${count} entries, more than ${most}`, fix }];
}

function triageProblems({ areaNames, triage }: ReadableParts): readonly UnplacedProblem[] {
  if (triage === undefined || areaNames.includes(triage)) return [];
  return [{ path: ["advisories", "triage"], ...unknownName("area", triage, areaNames) }];
}
