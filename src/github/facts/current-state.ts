import { z } from "zod";
import type { PullRequest } from "../../policy/facts.ts";
import type { Store } from "../../store/store.ts";

/** Head and base of a pull request, and since when both hold. */
const CurrentState = z.object({ headSha: z.string(), baseBranch: z.string(), since: z.iso.datetime() });

/** A delivery that may have changed head or base: the head it spoke of, and when it came in. */
export interface HeadSeen {
  readonly sha: string;
  readonly seenAt: string;
}

const rememberedMs = 180 * 24 * 3600 * 1000;

/**
 * Records head and base as they are now and gives since when they hold: perhaps later than in truth, never earlier. A
 * head that comes back by a force push, or a new base, begins anew, because a comment of that moment may mean what
 * stood there before.
 */
export async function recordCurrentState(
  store: Store,
  { number, headSha, baseBranch }: PullRequest,
  {
    repositoryId,
    seen,
    now,
  }: { readonly repositoryId: number; readonly seen: HeadSeen | undefined; readonly now: Date },
): Promise<Date> {
  const key = `current/${repositoryId}/${number}`;
  for (;;) {
    const stored = await store.get(key);
    const before = stored === undefined ? undefined : CurrentState.parse(stored);
    const isSame = before?.headSha === headSha && before.baseBranch === baseBranch;
    const since = sinceWhen({
      before: before?.since,
      isSame,
      isSeenHead: seen?.sha === headSha,
      seenAt: seen?.seenAt,
      now,
    });
    if (isSame && before.since === since) return new Date(since);
    const next = { headSha, baseBranch, since };
    if (await store.compareAndSet(key, stored, next, { expiresInMs: rememberedMs })) return new Date(since);
  }
}

function sinceWhen(known: {
  readonly before: string | undefined;
  readonly isSame: boolean;
  readonly isSeenHead: boolean;
  readonly seenAt: string | undefined;
  readonly now: Date;
}): string {
  const { before, isSame, isSeenHead, seenAt, now } = known;
  if (seenAt === undefined) return isSame && before !== undefined ? before : now.toISOString();
  // The delivery spoke of another head, so this one came later, and nothing says when.
  if (!isSeenHead) return now.toISOString();
  // An old delivery, seen again, must not make the present state look older than it is known to be.
  return before === undefined || seenAt > before ? seenAt : isSame ? before : now.toISOString();
}
