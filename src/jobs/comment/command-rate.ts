import { z } from "zod";
import type { Source } from "../../policy/ledger/entry.ts";
import { sourceName } from "../../policy/plan.ts";
import type { Store } from "../../store/store.ts";

/** So many comments with commands of one person are run in one hour on one pull request. */
export const commentsPerHour = 30;

const Hour = z.object({ allowed: z.array(z.string()), told: z.string().nullable() });

const hourMs = 3600 * 1000;
// Longer than a job is tried, so that a second attempt is not counted again.
const rememberedMs = 24 * hourMs;

/** `told` is the one comment of the hour whose author hears of the limit; whoever writes a thousand is answered once. */
export type Allowance = "allowed" | "told" | "silent";

/** Each comment is counted once, under the hour in which it was written, whatever attempt this is. */
export async function takeAllowance(
  store: Store,
  where: { readonly repositoryId: number; readonly number: number; readonly personId: number },
  comment: { readonly source: Source; readonly at: Date },
): Promise<Allowance> {
  const hour = Math.floor(comment.at.getTime() / hourMs);
  const key = `rate/${where.repositoryId}/${where.number}/${where.personId}/${hour}`;
  const name = sourceName(comment.source);
  for (;;) {
    const stored = await store.get(key);
    const { allowed, told } = stored === undefined ? { allowed: [], told: null } : Hour.parse(stored);
    if (allowed.includes(name)) return "allowed";
    const isOver = allowed.length >= commentsPerHour;
    if (isOver && told !== null) return told === name ? "told" : "silent";
    const next = isOver ? { allowed, told: name } : { allowed: [...allowed, name], told };
    if (await store.compareAndSet(key, stored, next, { expiresInMs: rememberedMs })) return isOver ? "told" : "allowed";
  }
}
