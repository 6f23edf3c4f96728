import { z } from "zod";
import type { Store } from "../../store/store.ts";

/** What a scan leaves for whoever decides whether another one is needed, without a request to GitHub. */
export type ScanNotes = z.infer<typeof ScanNotes>;
export const ScanNotes = z.object({
  /** The branch that is scanned. */
  branch: z.string(),
  /** When, as a cron expression. */
  cron: z.string(),
  /** Digest of what texts rest on besides their advisory. */
  context: z.string(),
  /** Locked packages, `npm/left-pad`, sorted. */
  packages: z.array(z.string()),
  /** How many scans in a row found no source that answers. */
  silences: z.int().default(0),
});

const keptMs = 400 * 24 * 3600 * 1000;

export async function findScanNotes(store: Store, repositoryId: number): Promise<ScanNotes | undefined> {
  return ScanNotes.safeParse(await store.get(keyOf(repositoryId))).data;
}

export async function keepScanNotes(store: Store, repositoryId: number, notes: ScanNotes): Promise<void> {
  await store.put(keyOf(repositoryId), notes, { expiresInMs: keptMs });
}

function keyOf(repositoryId: number): string {
  return `advisory-scan/${repositoryId}`;
}
