import { editDistance } from "../../text/nearest.ts";

const longestCompared = 40;

/**
 * The one candidate that `word` is a slip of: another case, or one edit away (two in long words). Stricter than
 * `nearest`, because the answer becomes part of a title that people take over unread: `deps` is not a slip of `docs`.
 * Undefined when several are equally near.
 */
export function findNearestWord(word: string, candidates: readonly string[]): string | undefined {
  if (word === "" || word.length > longestCompared) return undefined;
  const limit = word.length < 3 ? 0 : word.length < 8 ? 1 : 2;
  let nearest: string | undefined;
  let best = limit + 1;
  for (const candidate of new Set(candidates)) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), limit);
    if (distance === best) nearest = undefined;
    if (distance >= best) continue;
    nearest = candidate;
    best = distance;
  }
  return nearest;
}
