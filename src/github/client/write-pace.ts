import { z } from "zod";
import { RetryLater } from "../../queue/job.ts";
import type { RequestRules } from "./request-rules.ts";

// A worker that sleeps serves nobody: past this the job is put back instead.
const longestWaitMs = 5000;

const creating = new Set([
  "POST /repos/{owner}/{repo}/issues",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
]);

/** Waits until this installation may create content again; all processes share the pace through the store. */
export async function awaitTurn(
  { method, url }: { readonly method: string; readonly url: string },
  { installationId, store, now, sleep, creationPaceMs }: RequestRules,
): Promise<void> {
  if (!creating.has(`${method} ${url}`)) return;
  const key = `pace/${installationId}`;
  for (;;) {
    const next = await store.get(key);
    const turnAt = Math.max(now().getTime(), next === undefined ? 0 : z.number().parse(next));
    const waitMs = turnAt - now().getTime();
    if (waitMs > longestWaitMs)
      throw new RetryLater(`installation ${installationId} creates content at its pace`, new Date(turnAt));
    if (await store.compareAndSet(key, next, turnAt + creationPaceMs, { expiresInMs: longestWaitMs * 4 })) {
      if (waitMs > 0) await sleep(waitMs);
      return;
    }
  }
}
