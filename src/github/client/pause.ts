import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import { RetryLater } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import type { RequestRules } from "./request-rules.ts";

type PauseRules = Pick<RequestRules, "installationId" | "store" | "now">;

// GitHub: without a Retry-After wait at least a minute; going on may get the App banned.
const defaultPauseMs = 60_000;
const longestPauseMs = 24 * 3_600_000;

/** Throws `RetryLater` while the installation is paused, before any request is made. */
export async function checkPause({ installationId, store, now }: PauseRules): Promise<void> {
  const until = await store.get(pauseKey(installationId));
  if (until === undefined) return;
  const retryAt = new Date(z.number().parse(until));
  if (retryAt > now()) throw new RetryLater(`GitHub asked installation ${installationId} to wait`, retryAt);
}

/** When the error is a rate limit: pauses the installation (not the process) and says until when. */
export async function pauseAfter(
  error: unknown,
  { installationId, store, now }: PauseRules,
): Promise<Date | undefined> {
  if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 429)) return undefined;
  const pauseMs = pauseOf(error, now());
  if (pauseMs === undefined) return undefined;
  const retryAt = new Date(now().getTime() + pauseMs);
  return pauseUntil(store, pauseKey(installationId), retryAt, now());
}

/** A shorter pause never ends a longer one. */
async function pauseUntil(store: Store, key: string, retryAt: Date, now: Date): Promise<Date> {
  for (;;) {
    const stored = await store.get(key);
    const until = stored === undefined ? 0 : z.number().parse(stored);
    if (until >= retryAt.getTime()) return new Date(until);
    const expiresInMs = retryAt.getTime() - now.getTime();
    if (await store.compareAndSet(key, stored, retryAt.getTime(), { expiresInMs })) return retryAt;
  }
}

/** How long GitHub asks us to wait, when it refuses with 403 or 429; undefined when waiting heals nothing. */
export function pauseOf(error: RequestError, now: Date): number | undefined {
  const headers = error.response?.headers ?? {};
  const retryAfter = Number(headers["retry-after"]);
  if (retryAfter > 0) return Math.min(retryAfter * 1000, longestPauseMs);
  if (headers["x-ratelimit-remaining"] === "0") {
    const reset = Number(headers["x-ratelimit-reset"]) * 1000 - now.getTime();
    return Number.isNaN(reset) ? defaultPauseMs : Math.min(Math.max(reset, 1000), longestPauseMs);
  }
  // A 403 for want of a permission carries neither header and will not heal by waiting.
  return error.status === 429 || /rate limit/i.test(error.message) ? defaultPauseMs : undefined;
}

function pauseKey(installationId: number): string {
  return `paused/${installationId}`;
}
