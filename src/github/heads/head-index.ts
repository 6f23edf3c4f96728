import { z } from "zod";
import type { Store } from "../../store/store.ts";

/**
 * Which pull requests stand at a head, and which reports they wait for. Check events name a commit only (their list of
 * pull requests is empty for forks), and most of them concern nobody: the index answers both without a request.
 */
const HeadEntry = z.record(z.string(), z.object({ checks: z.array(z.string()) }));
type HeadEntry = z.infer<typeof HeadEntry>;

const rememberedMs = 180 * 24 * 3600 * 1000;

interface Head {
  readonly repositoryId: number;
  readonly headSha: string;
}

/** The pull requests at this head, by number, with the names of the checks that their gates refer to. */
export async function findHead(store: Store, head: Head): Promise<HeadEntry> {
  const value = await store.get(headKey(head));
  return value === undefined ? {} : HeadEntry.parse(value);
}

/** Records that the pull request stands at this head, and what its gates refer to. */
export async function recordHead(
  store: Store,
  head: Head,
  pullRequest: { readonly number: number; readonly checks: readonly string[] },
): Promise<void> {
  for (;;) {
    const stored = await store.get(headKey(head));
    const known = stored === undefined ? {} : HeadEntry.parse(stored);
    const before = known[String(pullRequest.number)];
    const checks = [...pullRequest.checks];
    const next: HeadEntry = { ...known, [String(pullRequest.number)]: { checks } };
    const isSame = before !== undefined && JSON.stringify(before.checks) === JSON.stringify(checks);
    if (isSame || (await store.compareAndSet(headKey(head), stored, next, { expiresInMs: rememberedMs }))) return;
  }
}

/** The pull request stands elsewhere, or is closed. Read it once more after that: it may be back by now. */
export async function forgetAtHead(store: Store, head: Head, number: number): Promise<void> {
  for (;;) {
    const stored = await store.get(headKey(head));
    if (stored === undefined) return;
    const { [String(number)]: gone, ...others } = HeadEntry.parse(stored);
    if (gone === undefined) return;
    if (await store.compareAndSet(headKey(head), stored, others, { expiresInMs: rememberedMs })) return;
  }
}

function headKey({ repositoryId, headSha }: Head): string {
  return `head/${repositoryId}/${headSha}`;
}
