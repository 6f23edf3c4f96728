import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import { RetryLater } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";

const Claim = z.discriminatedUnion("state", [
  z.object({ state: z.literal("opening") }),
  z.object({ state: z.literal("opened"), number: z.int() }),
]);

// Longer than a request and its turn can take, so whoever holds it for longer has died.
const openingMs = 5 * 60_000;
// Outlives every list that another scan read before the issue was there, and is gone before the next daily scan.
const openedMs = 20 * 3_600_000;

/** What is needed to claim the one issue of a subject: an advisory, or a key of our own. */
export interface IssueClaim {
  readonly repositoryId: number;
  readonly subject: string;
  readonly store: Store;
  readonly now: () => Date;
}

/**
 * Opens an issue, unless another process does or has just done so: GitHub takes the same issue twice, and two scans may
 * run at once when one of them was frozen and taken for dead. Gives its number, or undefined when it was opened elsewhere.
 * Throws `RetryLater` while that is open; the next run lists the issues before it comes here again.
 */
export async function openOnce(
  { repositoryId, subject, store, now }: IssueClaim,
  create: () => Promise<number>,
): Promise<number | undefined> {
  const key = `advisory-issue/${repositoryId}/${subject}`;
  if (!(await store.putIfAbsent(key, { state: "opening" }, { expiresInMs: openingMs }))) {
    const claim = await store.get(key);
    if (claim !== undefined && Claim.parse(claim).state === "opened") return undefined;
    const retryAt = new Date(now().getTime() + openingMs);
    throw new RetryLater(`whether the issue of ${subject} was opened is not clear yet`, retryAt);
  }
  let number: number;
  try {
    number = await create();
  } catch (error) {
    // After an unclear answer the claim stays: the issue may appear in the list only later.
    if (isCertainlyNotDone(error)) await store.delete(key);
    throw error;
  }
  await store.put(key, { state: "opened", number }, { expiresInMs: openedMs });
  return number;
}

function isCertainlyNotDone(error: unknown): boolean {
  return error instanceof RetryLater || (error instanceof RequestError && error.status >= 400 && error.status < 500);
}
