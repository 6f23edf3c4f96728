import type { Json, Store } from "../../store/store.ts";

// Far longer than a job is tried.
const keptMs = 3 * 24 * 3600 * 1000;

/**
 * A comment is decided once. A second attempt would see the ledger with its own entries in it, or another state, and tell
 * somebody no who was recorded. Nothing is kept where there is no answer, and in a dry run.
 */
export async function decideOnce<Answer extends object>(
  key: string,
  decide: () => Promise<Answer | undefined>,
  deps: { readonly store: Store; readonly dryRun: boolean },
): Promise<Answer | undefined> {
  const { store, dryRun } = deps;
  const kept = await store.get(key);
  // Only this function writes the key, and an answer is plain data: JSON gives back what was put in.
  if (kept !== undefined) return kept as unknown as Answer;
  const answer = await decide();
  if (answer === undefined || dryRun) return answer;
  const isFirst = await store.putIfAbsent(key, answer as unknown as Json, { expiresInMs: keptMs });
  // Another worker decided meanwhile, perhaps on other facts; what it recorded is what is told.
  return isFirst ? answer : decideOnce(key, decide, deps);
}
