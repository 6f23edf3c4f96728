import { isGovernance } from "../area-globs.ts";
import { type AreaConfig, reservedAreaNames } from "../sections/areas.ts";
import { backupsOf } from "../backups-of.ts";
import { countNames, countVotes } from "./possible-signers.ts";
import type { UnplacedProblem } from "../problems.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { pathsProblems } from "./when-problems.ts";

/** What is wrong with areas although each key is valid: names that clash, and rules that nobody can satisfy. */
export function areaProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const owners = new Map(parts.areas.map(([name, area]) => [name, area.owners ?? []]));
  return [
    ...nameProblems(parts),
    ...parts.areas.flatMap(([name, area]) => {
      const path = ["areas", name];
      return [
        ...pathsProblems(area.paths, ["paths"]),
        ...ownerProblems(name, area),
        ...rotationProblems(area),
        ...quorumProblems(area, parts.quorum, owners),
        ...agentProblems(area),
      ].map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
    }),
  ];
}

function nameProblems({ areas }: ReadableParts): readonly UnplacedProblem[] {
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

function ownerProblems(name: string, area: AreaConfig): readonly UnplacedProblem[] {
  const { owners, codeowners, required } = area;
  if (codeowners === undefined) {
    if (owners !== undefined) return [];
    return [{ path: [], says: `area \`${name}\` names nobody`, fix: "Give it `owners`, or `codeowners: true`." }];
  }
  if (owners !== undefined) {
    const says = `area \`${name}\` has both \`owners\` and \`codeowners\``;
    return [{ path: ["codeowners"], says, fix: "Keep one of them." }];
  }
  const says = "code owners are known only for the files that a pull request changes";
  if (isGovernance(name, area)) {
    return [{ path: ["codeowners"], says, fix: `Give \`${name}\`, which answers for every one, \`owners\`.` }];
  }
  return required === "always" ? [{ path: ["required"], says, fix: "Give the area `owners`, or remove this." }] : [];
}

function rotationProblems({ rotate, owners = [] }: AreaConfig): readonly UnplacedProblem[] {
  if (rotate === undefined || countNames(owners) > 1) return [];
  return [{ path: ["rotate"], says: "turns need two `owners` or more", fix: "Add an owner, or remove this." }];
}

function quorumProblems(
  area: AreaConfig,
  common: ReadableParts["quorum"],
  ownersByArea: ReadonlyMap<string, readonly string[]>,
): readonly UnplacedProblem[] {
  const { owners, quorum: need = common } = area;
  if (owners === undefined || typeof need !== "number") return [];
  const votes = countVotes({ ...area, owners }, (name) => ownersByArea.get(name) ?? []);
  if (votes >= need) return [];
  const says = `${need} must sign, and ${votes === 1 ? "only one" : `only ${votes}`} can`;
  return [{ path: area.quorum === undefined ? [] : ["quorum"], says, fix: "Add owners or backups, or ask for fewer." }];
}

function agentProblems({ agents, agent_sufficient: counted, backups = [] }: AreaConfig): readonly UnplacedProblem[] {
  if (counted !== true || agents !== undefined) return [];
  if (backupsOf(backups).some(({ kind }) => kind === "agent")) return [];
  const says = "no agent is named whose sign-off could count";
  return [{ path: ["agent_sufficient"], says, fix: "List the bot accounts under `agents`." }];
}
