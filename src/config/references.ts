import { builtInGates, gateKinds } from "../policy/gates/index.ts";
import { countAlternatives } from "../policy/text/braces.ts";
import { globProblem } from "../policy/text/glob-problem.ts";
import { nearest } from "../policy/text/nearest.ts";
import { mostAreas, reservedAreaNames } from "./areas.ts";
import { mostGates } from "./gates.ts";
import { problemLimit, type UnplacedProblem } from "./problems.ts";
import type { ReadableParts } from "./readable-parts.ts";

/** What the schema cannot see: names that refer to nothing, names that clash, rules that nobody can satisfy. */
export function referenceProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  return [
    ...sizeProblems(parts),
    ...areaNameProblems(parts),
    ...pathProblems(parts),
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

function areaNameProblems({ areas }: ReadableParts): readonly UnplacedProblem[] {
  const problems: UnplacedProblem[] = [];
  const taken = new Map<string, string>();
  for (const [name, { aliases = [] }] of areas) {
    for (const [index, each] of [name, ...aliases].entries()) {
      const path = index === 0 ? ["areas", name] : ["areas", name, "aliases", index - 1];
      const word = each.toLowerCase();
      const other = taken.get(word);
      if (reservedAreaNames.includes(word)) {
        problems.push({ path, says: `\`${each}\` is a word of the command grammar`, fix: "Choose another name." });
      } else if (other !== undefined) {
        problems.push({ path, says: `\`${each}\` already means area \`${other}\``, fix: "Choose another name." });
      }
      taken.set(word, name);
    }
  }
  return problems;
}

function pathProblems({ areas }: ReadableParts): readonly UnplacedProblem[] {
  return areas.flatMap(([name, { paths = [] }]) =>
    paths.flatMap((glob, index) => {
      const problem = globProblem(glob);
      if (problem === undefined) return [];
      return [{ path: ["areas", name, "paths", index], says: `\`${glob}\`: ${problem.says}`, fix: problem.fix }];
    }),
  );
}

function gateProblems({ gates }: ReadableParts): readonly UnplacedProblem[] {
  return gates.flatMap(([name, gate]) => {
    const path = ["gates", name];
    const kinds = gateKinds.filter(({ kind }) => gate[kind] !== undefined);
    const [kind, second] = kinds;
    if (builtInGates.some((each) => each.kind === name)) {
      return [{ path, says: `\`${name}\` is a built-in gate`, fix: "Choose another name." }];
    }
    if (kind === undefined || second !== undefined) {
      const listed = gateKinds.map((each) => `\`${each.kind}\``).join(", ");
      const says = kind === undefined ? `gate \`${name}\` has no kind` : `gate \`${name}\` has ${kinds.length} kinds`;
      return [{ path, says, fix: `Give it exactly one of ${listed}.` }];
    }
    const isOwn = (key: string) => Object.hasOwn(kind.options, key);
    const foreign = Object.keys(gate).filter((key) => !isOwn(key));
    const own = Object.fromEntries(Object.entries(gate).filter(([key]) => isOwn(key)));
    return [
      ...foreign.map((key) => ({
        path: [...path, key],
        says: `\`${key}\` does not belong to a gate of kind \`${kind.kind}\``,
        fix: "Remove it.",
      })),
      ...kind.problems(own).map((each) => ({ ...each, path: [...path, ...each.path] })),
    ];
  });
}

function useProblems({ gateNames, uses }: ReadableParts): readonly UnplacedProblem[] {
  const names = [...builtInGates.map(({ kind }) => kind), ...gateNames];
  const known = new Set(names);
  const problems: UnplacedProblem[] = [];
  const seen = new Set<string>();
  for (const use of ["require", "advise"] as const) {
    for (const [index, name] of uses[use].entries()) {
      // Nobody is shown more of them, and each costs a comparison with every known name.
      if (problems.length === problemLimit) return problems;
      const path = ["pull_request", use, index];
      if (!known.has(name)) problems.push({ path, ...unknownName(`gate \`${name}\``, name, names) });
      else if (seen.has(name)) problems.push({ path, says: `\`${name}\` is used twice`, fix: "Keep one of them." });
      seen.add(name);
    }
  }
  return problems;
}

function triageProblems({ areaNames, triage }: ReadableParts): readonly UnplacedProblem[] {
  if (triage === undefined || areaNames.includes(triage)) return [];
  return [{ path: ["advisories", "triage"], ...unknownName(`area \`${triage}\``, triage, areaNames) }];
}

function unknownName(what: string, name: string, all: readonly string[]) {
  // Too many names are a problem of their own.
  const known = all.slice(0, mostGates);
  const guess = nearest(name, known);
  const fix = guess === undefined ? `Defined here: ${known.join(", ") || "none"}.` : `Did you mean \`${guess}\`?`;
  return { says: `${what} is not defined`, fix };
}
