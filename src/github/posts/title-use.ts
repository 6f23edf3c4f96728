import { z } from "zod";
import type { Store } from "../../store/store.ts";

interface Place {
  readonly repositoryId: number;
  readonly baseBranch: string;
}

/** What the configuration of a base branch says of the title's check, for when no configuration is at hand. */
export async function recordTitleUse(store: Store, place: Place, mayStand: boolean): Promise<void> {
  if ((await findTitleUse(store, place)) !== mayStand) await store.put(useKey(place), mayStand);
}

/** Whether the title's check stood at commits of pull requests into this branch; undefined where nobody knows. */
export async function findTitleUse(store: Store, place: Place): Promise<boolean | undefined> {
  const stored = await store.get(useKey(place));
  return stored === undefined ? undefined : z.boolean().parse(stored);
}

function useKey({ repositoryId, baseBranch }: Place): string {
  return `title-use/${repositoryId}/${baseBranch}`;
}
