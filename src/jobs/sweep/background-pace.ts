import { z } from "zod";
import { type JobRequest, RetryLater } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";

// GitHub asks for at most 900 reads a minute, and a look that finds everything changed needs about ten.
const spacingMs = 1000;
// What is asked for in a minute is no pile.
const idleMs = 60_000;

type Pace = Pick<Deps, "store" | "now">;

/** Work that nobody waits for, one after the other for the whole installation, whichever sweep asks for it. */
export async function atBackgroundPace(
  requests: readonly JobRequest[],
  installationId: number,
  { store, now }: Pace,
): Promise<readonly JobRequest[]> {
  if (requests.length === 0) return [];
  const key = paceKey(installationId);
  for (;;) {
    const stored = await store.get(key);
    const beginMs = Math.max(now().getTime(), stored === undefined ? 0 : z.number().parse(stored));
    const endMs = beginMs + requests.length * spacingMs;
    if (!(await store.compareAndSet(key, stored, endMs, { expiresInMs: endMs - now().getTime() }))) continue;
    const firstMs = beginMs - now().getTime();
    return requests.map((request, index) => ({ ...request, delayMs: firstMs + index * spacingMs }));
  }
}

/** Throws `RetryLater` while an earlier sweep still has work before it, or sweeps would pile up without an end. */
export async function requireIdlePace(installationId: number, { store, now }: Pace): Promise<void> {
  const stored = await store.get(paceKey(installationId));
  const until = new Date(stored === undefined ? 0 : z.number().parse(stored));
  if (until.getTime() - now().getTime() <= idleMs) return;
  throw new RetryLater(`installation ${installationId} is being swept`, until);
}

function paceKey(installationId: number): string {
  return `background-pace/${installationId}`;
}
