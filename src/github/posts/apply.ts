import type { Logger } from "pino";
import type { Effect } from "../../policy/effect.ts";
import { effectDigest, effectKey, plan } from "../../policy/plan.ts";
import type { Store } from "../../store/store.ts";
import { checkRunPlace } from "./check-run.ts";
import { unlessGone } from "../client/gone.ts";
import { managedCommentPlace, replyPlace } from "./managed-comment.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { ensurePlace, findReceipt, type Place } from "./receipt.ts";

interface ApplyDeps {
  readonly octokit: Octokit;
  readonly store: Store;
  readonly appId: number;
  readonly log: Logger;
  readonly dryRun: boolean;
  /** Asked before every write; throws when a newer look has begun. */
  readonly requireTurn?: () => Promise<void>;
}

/**
 * Plans against what is posted and performs the difference, in order. Every effect is an idempotent ensure, so a job
 * that died halfway is simply run again. In a dry run the plan is logged and nothing is written.
 */
export async function applyEffects(
  desired: readonly Effect[],
  at: RepositoryRef & { readonly hasComments?: boolean },
  deps: ApplyDeps,
): Promise<void> {
  const posted = new Map<string, string>();
  for (const effect of desired) {
    const key = effectKey(effect, at.repositoryId);
    const receipt = await findReceipt(deps.store, key);
    if (receipt?.state === "sent") posted.set(key, receipt.digest);
  }
  for (const effect of plan(desired, posted, at.repositoryId)) {
    if (deps.dryRun) deps.log.info({ effect }, "dry run: would write");
    else await applyEffect(effect, at, deps);
  }
}

async function applyEffect(
  effect: Effect,
  at: RepositoryRef & { readonly hasComments?: boolean },
  { octokit, store, appId, log, requireTurn }: ApplyDeps,
): Promise<void> {
  await requireTurn?.();
  const key = effectKey(effect, at.repositoryId);
  // Only the summary may have been posted by a predecessor whose store is lost; the rest is tied to one new event.
  const mayExist = effect.kind === "managed-comment" && at.hasComments === true;
  await ensurePlace(store, { key, digest: effectDigest(effect), mayExist }, placeOf(effect, at, octokit, appId));
  log.info({ kind: effect.kind, key }, "wrote to GitHub");
}

function placeOf(effect: Effect, at: RepositoryRef, octokit: Octokit, appId: number): Place {
  const { owner, repo } = at;
  switch (effect.kind) {
    case "check-run":
      return checkRunPlace(effect, at, octokit, appId);
    case "managed-comment":
      return managedCommentPlace(effect, at, octokit, appId);
    case "reply":
      return replyPlace(effect, at, octokit, appId);
    case "reaction":
      return idempotent(async () => {
        // GitHub answers 200 with the same reaction when it is there already.
        const { commentId: comment_id, content } = effect;
        // A comment that was deleted meanwhile needs no sign.
        await unlessGone(octokit.rest.reactions.createForIssueComment({ owner, repo, comment_id, content }));
        return comment_id;
      });
    case "retitle":
      return idempotent(async () => {
        await octokit.rest.pulls.update({ owner, repo, pull_number: effect.number, title: effect.title });
        return effect.number;
      });
  }
}

/** A place where writing twice leaves the same as writing once, so nothing needs to be found. */
function idempotent(write: () => Promise<number>): Place {
  return { find: () => Promise.resolve(undefined), create: write, update: async () => (await write(), true) };
}
