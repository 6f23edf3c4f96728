import { z } from "zod";
import type { PullRequest } from "../../policy/facts.ts";
import { checkKey } from "../../policy/plan.ts";
import { titleCheckName } from "../../render/check-runs.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { forgetReceipt } from "./receipt.ts";

const dayMs = 24 * 3600 * 1000;
// GitHub marks a run as stale that was not completed within 14 days. Looking every third day finds it in time.
const oldMs = 10 * dayMs;
const lookEveryMs = 3 * dayMs;

/**
 * Forgets our check at the head when it has been waiting for so long that GitHub will mark it as stale, or has: the next
 * look then makes a fresh one. Whether a change alone begins the 14 days anew is documented nowhere.
 */
export async function forgetOldCheck(
  { number, headSha }: Pick<PullRequest, "number" | "headSha">,
  { owner, repo, repositoryId }: RepositoryRef,
  sources: {
    readonly octokit: Octokit;
    readonly store: Store;
    readonly appId: number;
    readonly now: () => Date;
  },
): Promise<void> {
  const { octokit, store, appId, now } = sources;
  const lookedKey = `check-age/${repositoryId}/${number}`;
  const looked = await store.get(lookedKey);
  if (looked !== undefined && ageMs(z.string().parse(looked), now()) < lookEveryMs) return;
  if (looked !== undefined) {
    const { data } = await octokit.rest.checks.listForRef({ owner, repo, ref: headSha, app_id: appId });
    for (const { app, name, status, started_at: startedAt, conclusion } of data.check_runs) {
      // The title's is never left waiting. All others are the composite, whatever it was called.
      if (app?.id !== appId || name === titleCheckName) continue;
      const isOld = status !== "completed" && startedAt !== null && ageMs(startedAt, now()) > oldMs;
      const key = checkKey({ name, headSha }, repositoryId);
      if (isOld || conclusion === staleConclusion) await forgetReceipt(store, key);
    }
  }
  // A pull request that was just met has no old check.
  await store.put(lookedKey, now().toISOString(), { expiresInMs: 2 * oldMs });
}

// GitHub's own conclusion, which no App can give; its description of the answer leaves it out.
const staleConclusion: string = "stale";

function ageMs(then: string, now: Date): number {
  return now.getTime() - new Date(then).getTime();
}
