import { describeProblem } from "../config/problems.ts";
import type { ProposedNote, ProposedProblem } from "../policy/proposed-config.ts";
import { visible } from "../policy/text/visible.ts";

/** `.github/gatehouse.yml:4:1 says. Fix.`, as editors and terminals link it. What stands in the file paints nothing. */
export function problemLine(file: string, problem: ProposedProblem): string {
  return visible(describeProblem(file, { ...problem, path: [] }));
}

export function noteLine(file: string, { line, column, says }: ProposedNote): string {
  return visible(`${file}:${line}:${column} ${says}.`);
}
