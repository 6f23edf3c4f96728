import { z } from "zod";
import type { QuietAdvisory } from "../../policy/advisory/triage/triage-plan.ts";
import { TriageState } from "../../policy/advisory/triage/triage-state.ts";
import type { Store } from "../../store/store.ts";

const Kept = z.array(z.object({ advisory: z.string(), state: TriageState }));

// A lost list is begun anew by the next scan; only the times at which they were met first are lost with it.
const keptMs = 400 * 24 * 3600 * 1000;

/** Advisories that never got an issue, as the last scan left them. What cannot be read is as good as nothing. */
export async function findQuiet(store: Store, repositoryId: number): Promise<readonly QuietAdvisory[]> {
  return Kept.safeParse(await store.get(keyOf(repositoryId))).data ?? [];
}

export async function keepQuiet(store: Store, repositoryId: number, quiet: readonly QuietAdvisory[]): Promise<void> {
  await store.put(keyOf(repositoryId), Kept.parse(quiet), { expiresInMs: keptMs });
}

function keyOf(repositoryId: number): string {
  return `advisory-quiet/${repositoryId}`;
}
