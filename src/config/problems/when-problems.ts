import { globProblems } from "../../policy/text/glob-list.ts";
import { isTitleWord, type When } from "../../policy/when.ts";
import { splitGate } from "../sections/gates.ts";
import { placeholdersIn } from "../programs/placeholders.ts";
import { problemLimit, type UnplacedProblem } from "../problems.ts";
import type { ReadableParts } from "./readable-parts.ts";

interface PlacedWhen {
  readonly when: When;
  readonly path: readonly PropertyKey[];
  readonly isProgram: boolean;
}

/** What is wrong with conditions although each key is valid: those that nothing can fulfil, or that ask for nothing. */
export function whenProblems(parts: ReadableParts): readonly UnplacedProblem[] {
  const problems: UnplacedProblem[] = [];
  for (const { when, path, isProgram } of whensOf(parts)) {
    // Nobody is shown more of them, and one list can stand in thousands of places.
    if (problems.length >= problemLimit) break;
    if (Object.keys(when).length === 0) problems.push({ path, ...empty });
    if (!isProgram && placeholdersIn(when.title ?? "").length > 0)
      problems.push({ path: [...path, "title"], ...unfilled });
    problems.push(...wordProblems(when.title, [...path, "title"]));
    problems.push(...pathsProblems(when.paths, [...path, "paths"]));
  }
  return problems;
}

/** Every condition of the file with its place. */
export function whensOf({ gates, uses, programs }: ReadableParts): readonly PlacedWhen[] {
  return [
    ...gates.flatMap(([name, gate]) => place(splitGate(gate).when, ["gates", name, "when"])),
    ...uses.flatMap(({ name, when, path }) => place(when, [...path, name, "when"])),
    ...programs.flatMap(([name, { when }]) => place(when, ["programs", name, "when"], true)),
  ];
}

export function pathsProblems(globs: readonly string[] = [], path: readonly PropertyKey[]): readonly UnplacedProblem[] {
  return globProblems(globs).map((each) => ({ ...each, path: [...path, ...each.path] }));
}

/** A whole title of this one word never comes, and the gate would be open without a word. */
function wordProblems(title = "", path: readonly PropertyKey[]): readonly UnplacedProblem[] {
  const word = title.trim().toLowerCase();
  if (word === title || !isTitleWord(word)) return [];
  return [{ path, says: `\`${title}\` is a whole title here`, fix: `Write \`${word}\` for what a title announces.` }];
}

const empty = { says: "this condition says nothing", fix: "Give it `paths`, `labels` or `title`, or remove it." };
const unfilled = {
  says: "a placeholder has a meaning only in the title of a program",
  fix: "Write `*` for any text.",
};

function place(when: When | undefined, path: readonly PropertyKey[], isProgram = false): readonly PlacedWhen[] {
  return when === undefined ? [] : [{ when, path, isProgram }];
}
