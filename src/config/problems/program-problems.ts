import { type GatesByName, sameEvidenceProblem, withSameEvidence } from "../../policy/evidence/sources/same-as.ts";
import { signoffGate } from "../../policy/gates/signoff.ts";
import { builtInGates } from "../../policy/gates/index.ts";
import { gatesByName } from "./gate-problems.ts";
import type { GateConfig } from "../sections/gates.ts";
import { onMergeProblems } from "./on-merge-problems.ts";
import { namedAreaProblem } from "./named-area.ts";
import { filledKeys, placeholdersIn, placeholdersOf } from "../programs/placeholders.ts";
import { problemLimit, type UnplacedProblem } from "../problems.ts";
import type { ProgramConfig } from "../sections/program-config.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { unknownName } from "./unknown-name.ts";

/** What is wrong with programs, and with placeholders that no program fills, although each key is valid. */
export function programProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  return [
    ...(parts.onMerge === undefined ? [] : onMergeProblems(parts.onMerge, ["number"], ["pull_request", "on_merge"])),
    ...parts.programs.flatMap(([name, program]) =>
      [
        ...nameProblems(name, program, parts),
        ...titleProblems(program),
        ...signoffProblems(program, parts),
        ...mergeProblems(program),
      ].map((problem) => ({ ...problem, path: ["programs", name, ...problem.path] })),
    ),
    ...placeholderProblems(parts),
  ];
}

/** The names of the placeholders that a program fills. */
function namesIn({ when, sequence }: ProgramConfig): readonly string[] {
  const names = placeholdersIn(when.title ?? "");
  return sequence === undefined ? names : [...names, `${sequence}.previous`];
}

function nameProblems(name: string, { signoff }: ProgramConfig, parts: ReadableParts): readonly UnplacedProblem[] {
  const isTaken = parts.gateNames.includes(name) || builtInGates.some(({ kind }) => kind === name);
  if (signoff === undefined || !isTaken) return [];
  const says = `its \`${signoffGate.kind}\` would be called \`${name}\`, like another gate`;
  return [{ path: ["signoff"], says, fix: "Rename the program or the gate." }];
}

function titleProblems({ when, sequence }: ProgramConfig): readonly UnplacedProblem[] {
  const names = placeholdersIn(when.title ?? "");
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  const counted = names.filter((name) => name.endsWith(".previous"));
  const path = ["when", "title"];
  return [
    ...repeated.map((name) => ({ path, says: `\`<${name}>\` stands there twice`, fix: "Give each its own name." })),
    ...counted.map((name) => ({
      path,
      says: `\`<${name}>\` is found by counting`,
      fix: "Name it without `.previous`.",
    })),
    ...(names.includes("number")
      ? [{ path, says: "`<number>` is the number of the pull request", fix: "Choose another name." }]
      : []),
    ...(sequence === undefined || names.includes(sequence)
      ? []
      : [{ path: ["sequence"], ...unknownName("placeholder", sequence, names) }]),
  ];
}

function signoffProblems({ signoff = [] }: ProgramConfig, parts: ReadableParts): readonly UnplacedProblem[] {
  return signoff.flatMap((area, index) => {
    const problem = namedAreaProblem(area, parts);
    return problem === undefined ? [] : [{ path: ["signoff", index], ...problem }];
  });
}

function mergeProblems(program: ProgramConfig): readonly UnplacedProblem[] {
  const { when, on_merge: onMerge } = program;
  if (onMerge === undefined) return [];
  if (when.paths !== undefined) {
    const says = "a merge is tagged without another look at its files";
    return [{ path: ["on_merge"], says, fix: "Let `when` name the program by `title` or `labels` only." }];
  }
  return onMergeProblems(onMerge, ["number", ...placeholdersIn(when.title ?? "")], ["on_merge"]);
}

/** A gate with placeholders belongs to the one program that fills them. */
function placeholderProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const problems: UnplacedProblem[] = [];
  const byName = gatesByName(parts);
  const gates = new Map(parts.gates.map(([name, gate]) => [name, placeholdersOf(withSource(gate, byName))]));
  const usedBy = new Map<string, string>();
  for (const { name, path, program } of parts.uses) {
    for (const placed of gates.get(name) ?? []) {
      // Nobody is shown more of them, and each costs a comparison with every known name.
      if (problems.length >= problemLimit) return problems;
      const at = ["gates", name, ...placed.path];
      const owner = parts.programs.find(([each]) => each === program)?.[1];
      // A program that cannot be read may have the placeholder.
      if (program !== undefined && owner === undefined) continue;
      const other = usedBy.get(name);
      if (owner === undefined) problems.push({ path: at, ...outside(placed.name) });
      else if (!namesIn(owner).includes(placed.name)) {
        problems.push({ path: at, ...unknownName("placeholder", placed.name, namesIn(owner)) });
      } else if (other !== undefined && other !== program) {
        const says = `\`${name}\` has placeholders, and the programs \`${other}\` and \`${program}\` both use it`;
        problems.push({ path, says, fix: "Give each program a gate of its own." });
        break;
      }
    }
    if (program !== undefined && (gates.get(name) ?? []).length > 0) usedBy.set(name, program);
  }
  return problems;
}

/** The evidence of another gate brings its placeholders along. */
function withSource(gate: GateConfig, gates: GatesByName): GateConfig {
  return sameEvidenceProblem(gate, gates) === undefined ? withSameEvidence(gate, gates) : gate;
}

function outside(name: string): Pick<UnplacedProblem, "says" | "fix"> {
  const keys = filledKeys.map((key) => `\`${key}\``).join(", ");
  return {
    says: `\`<${name}>\` is a placeholder (in ${keys}), and only a program fills one`,
    fix: "Use the gate in a program whose title has it, or write the text without `<` and `>`.",
  };
}
