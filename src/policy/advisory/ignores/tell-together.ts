import type { Reason } from "../../reason.ts";
import { ignoreReason } from "./ignore-words.ts";
import type { FoundOnIgnore } from "./judge-documented.ts";

/** One sentence for all ignores of a file with the same finding, errors first; which update or alias is meant is said of each. */
export function tellTogether(found: readonly FoundOnIgnore[]): readonly Reason[] {
  const urgent = found.toSorted((left, right) => Number(right.isError) - Number(left.isError));
  const groups = Map.groupBy(urgent, (one) => {
    const isAlone = one.finding === "fix-available" || one.finding === "alias-not-honoured";
    return isAlone ? one : JSON.stringify([one.finding, one.ignore.file]);
  });
  return [...groups.values()].flatMap(([first, ...others]): readonly Reason[] => {
    if (first === undefined) return [];
    if (others.length === 0) return [first.words];
    return [ignoreReason(first.finding, [first.ignore, ...others.map(({ ignore }) => ignore)])];
  });
}
