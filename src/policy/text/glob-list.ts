import { z } from "zod";
import { countAlternatives } from "./braces.ts";
import { globProblem } from "./glob-problem.ts";

/** Globs of a gate. */
export const GlobList = z.array(z.string().min(1).max(200)).min(1).max(100);

// Every file of a pull request, 3,000 at most, is tried against every alternative of every glob.
const mostAlternatives = 200;

export interface GlobListProblem {
  /** Below the list. */
  readonly path: readonly number[];
  readonly says: string;
  readonly fix: string;
}

/** What is wrong with each glob, by its own words. */
export function globProblems(globs: readonly string[]): readonly GlobListProblem[] {
  return globs.flatMap((glob, index) => {
    const problem = globProblem(glob);
    return problem === undefined ? [] : [{ path: [index], says: `\`${glob}\`: ${problem.says}`, fix: problem.fix }];
  });
}

/** What makes a list unusable although each glob is text; a gate on it would be open, or blocked, without a word. */
export function globListProblems(globs: readonly string[]): readonly GlobListProblem[] {
  const problems = globProblems(globs);
  if (problems.length > 0) return problems;
  const alternatives = globs.reduce((sum, glob) => sum + countAlternatives(glob), 0);
  if (alternatives <= mostAlternatives) return [];
  const says = `these globs have ${alternatives} alternatives, more than ${mostAlternatives}`;
  return [{ path: [], says, fix: "Name folders instead of files." }];
}
