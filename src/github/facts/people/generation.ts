import { z } from "zod";
import type { Store } from "../../../store/store.ts";

/** How long an answer about somebody's membership counts: who leaves may sign for at most this long. */
export const membershipMs = 5 * 60 * 1000;

/** Part of the key of every answer about an organization's people, so that all of them can be dropped at once. */
export async function findGeneration(store: Store, org: string): Promise<number> {
  const stored = await store.get(generationKey(org));
  return stored === undefined ? 0 : z.number().parse(stored);
}

/** Somebody joined or left: whatever is known of the organization's teams and members is asked anew. */
export async function forgetPeople(store: Store, org: string): Promise<void> {
  const key = generationKey(org);
  for (;;) {
    const stored = await store.get(key);
    const next = stored === undefined ? 1 : z.number().parse(stored) + 1;
    if (await store.compareAndSet(key, stored, next)) return;
  }
}

function generationKey(org: string): string {
  return `people-generation/${org.toLowerCase()}`;
}
