import { z } from "zod";
import type { Store } from "../../store/store.ts";

const NumberedIssue = z.object({ number: z.int(), isOpen: z.boolean() });
/** An issue, and whether the last scan left it open. */
export type NumberedIssue = z.infer<typeof NumberedIssue>;

const Kept = z.record(z.string(), NumberedIssue);

// Far longer than from one scan to the next.
const keptMs = 400 * 24 * 3600 * 1000;

/** Which issue is about which advisory, or which of our own subjects, as the last scan knew. */
async function findNumbered(
  store: Store,
  repositoryId: number,
): Promise<readonly (readonly [string, NumberedIssue])[]> {
  return Object.entries(Kept.safeParse(await store.get(keyOf(repositoryId))).data ?? {});
}

/** What each of them is about, by number: one that nothing else leads to must not make us open another. */
export async function findKnownNumbers(store: Store, repositoryId: number): Promise<ReadonlyMap<number, string>> {
  return new Map((await findNumbered(store, repositoryId)).map(([about, { number }]) => [number, about]));
}

/** Numbers of the open ones by advisory: so that a pull request can say where something is tracked. */
export async function findTrackedNumbers(store: Store, repositoryId: number): Promise<ReadonlyMap<string, number>> {
  const open = (await findNumbered(store, repositoryId)).filter(([, { isOpen }]) => isOpen);
  return new Map(open.map(([advisory, { number }]) => [advisory, number]));
}

export async function keepNumbered(
  store: Store,
  repositoryId: number,
  issues: ReadonlyMap<string, NumberedIssue>,
): Promise<void> {
  await store.put(keyOf(repositoryId), Object.fromEntries(issues), { expiresInMs: keptMs });
}

function keyOf(repositoryId: number): string {
  return `advisory-numbers/${repositoryId}`;
}
