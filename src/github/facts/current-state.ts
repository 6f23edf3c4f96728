import { z } from "zod";
import type { PullRequest } from "../../policy/facts.ts";
import type { Store } from "../../store/store.ts";

/** Head and base of a pull request, and since when both hold. */
const CurrentState = z.object({ headSha: z.string(), baseBranch: z.string(), since: z.iso.datetime() });

/** The latest delivery that told of another head or base: what it told, and when it came in. */
const Movement = z.object({ headSha: z.string(), baseBranch: z.string(), seenAt: z.iso.datetime() });
type Movement = z.infer<typeof Movement>;

interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

const expiry = { expiresInMs: 180 * 24 * 3600 * 1000 };

/** Keeps the latest; deliveries come in any order. */
export async function recordMovement(store: Store, place: Place, movement: Movement): Promise<void> {
  const key = `moved/${place.repositoryId}/${place.number}`;
  for (;;) {
    const stored = await store.get(key);
    if (stored !== undefined && Movement.parse(stored).seenAt >= movement.seenAt) return;
    if (await store.compareAndSet(key, stored, movement, expiry)) return;
  }
}

/**
 * Records head and base as they are now and gives since when they hold: perhaps later than in truth, never earlier. A
 * head that comes back by a force push, or a new base, begins anew, because a comment of that moment may mean what
 * stood there before.
 */
export async function recordCurrentState(
  store: Store,
  { number, headSha, baseBranch }: PullRequest,
  { repositoryId, now }: { readonly repositoryId: number; readonly now: Date },
): Promise<Date> {
  const key = `current/${repositoryId}/${number}`;
  for (;;) {
    const told = await store.get(`moved/${repositoryId}/${number}`);
    const moved = told === undefined ? undefined : Movement.parse(told);
    const stored = await store.get(key);
    const before = stored === undefined ? undefined : CurrentState.parse(stored);
    const isSame = before?.headSha === headSha && before.baseBranch === baseBranch;
    const isTold = moved?.headSha === headSha && moved.baseBranch === baseBranch;
    const since = sinceWhen({ before: before?.since, isSame, movedAt: moved?.seenAt, isTold, now });
    if (isSame && before.since === since) return new Date(since);
    if (await store.compareAndSet(key, stored, { headSha, baseBranch, since }, expiry)) return new Date(since);
  }
}

function sinceWhen(known: {
  /** Since when the state recorded before held. */
  readonly before: string | undefined;
  /** Whether that state is the one of now. */
  readonly isSame: boolean;
  readonly movedAt: string | undefined;
  /** Whether the latest movement led to the state of now. */
  readonly isTold: boolean;
  readonly now: Date;
}): string {
  const { before, isSame, movedAt, isTold, now } = known;
  const isNews = movedAt !== undefined && (before === undefined || movedAt > before);
  if (!isNews) return isSame && before !== undefined ? before : now.toISOString();
  // The latest delivery told of something else, so what stands now came later, and nothing says when.
  return isTold ? movedAt : now.toISOString();
}
