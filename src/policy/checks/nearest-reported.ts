import { nearest } from "../text/nearest.ts";

// Comparing costs the square of the length, and whoever opens a pull request may report names without end.
const mostNames = 100;
const longestName = 100;

/** What was reported under nearly this name. Of very many, or very long, names only some are compared. */
export function nearestReported(wanted: string, reported: readonly string[]): string | undefined {
  const short = [...new Set(reported)].filter((name) => name.length <= longestName && name !== wanted);
  return nearest(wanted.slice(0, longestName), short.slice(0, mostNames));
}
