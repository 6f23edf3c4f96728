import type { Store } from "../../store/store.ts";

interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

// A summary that was posted since stays, whatever is remembered here.
const rememberedMs = 365 * 24 * 3600 * 1000;

/** Remembers that somebody used a command, so that the summary is posted also where nobody is asked to sign. */
export async function noteCommandUsed(store: Store, place: Place): Promise<void> {
  await store.put(keyOf(place), true, { expiresInMs: rememberedMs });
}

export async function wasCommandUsed(store: Store, place: Place): Promise<boolean> {
  return (await store.get(keyOf(place))) !== undefined;
}

function keyOf({ repositoryId, number }: Place): string {
  return `command-used/${repositoryId}/${number}`;
}
