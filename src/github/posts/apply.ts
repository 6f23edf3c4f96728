import type { Logger } from "pino";
import type { Effect, LabelEffect, TagEffect } from "../../policy/effect.ts";
import { effectDigest, effectKey, plan } from "../../policy/plan.ts";
import type { Store } from "../../store/store.ts";
import { checkRunPlace } from "./check-run.ts";
import { unlessGone } from "../client/gone.ts";
import { managedCommentPlace, noticePlace, replyPlace } from "./managed-comment.ts";
import { minimizeReply } from "./minimize-reply.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { ensurePlace, findReceipt, type Place } from "./receipt.ts";
import { ensureTag } from "./tag.ts";
import { requestReview } from "./request-review.ts";
import { titlePlace } from "./title-place.ts";

interface ApplyDeps {
  readonly octokit: Octokit;
  readonly store: Store;
  readonly appId: number;
  readonly log: Logger;
  readonly dryRun: boolean;
  /** Asked before every write; throws when a newer look has begun. */
  readonly requireTurn?: () => Promise<void>;
}

type Target = RepositoryRef & { readonly hasComments?: boolean };

/**
 * Plans against what is posted and performs the difference, in order. Every effect is an idempotent ensure, so a job
 * that died halfway is simply run again. In a dry run the plan is logged and nothing is written.
 */
export async function applyEffects(desired: readonly Effect[], at: Target, deps: ApplyDeps): Promise<void> {
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

async function applyEffect(effect: Effect, at: Target, deps: ApplyDeps): Promise<void> {
  await deps.requireTurn?.();
  const key = effectKey(effect, at.repositoryId);
  if (effect.kind === "label") {
    await setLabel(effect, at, deps.octokit);
  } else if (effect.kind === "tag") {
    await ensureTag(effect, at, deps.octokit);
  } else {
    // A predecessor whose store is lost may have posted the summary, and notices, which follow from how things stand. The
    // rest is tied to one new event.
    const stands = effect.kind === "managed-comment" || effect.kind === "notice";
    const mayExist = stands && at.hasComments === true;
    const says = effect.kind === "check-run" ? (effect.conclusion ?? effect.status) : undefined;
    const content = { key, digest: effectDigest(effect), says, mayExist };
    await ensurePlace(deps.store, content, placeOf(effect, at, deps));
  }
  deps.log.info({ kind: effect.kind, key }, "wrote to GitHub");
}

/** Without a receipt: the plan knows that GitHub shows something else, and both requests may be repeated. */
async function setLabel({ number, label, isSet }: LabelEffect, { owner, repo }: Target, octokit: Octokit) {
  const issue = { owner, repo, issue_number: number };
  if (isSet) await octokit.rest.issues.addLabels({ ...issue, labels: [label] });
  else await unlessGone(octokit.rest.issues.removeLabel({ ...issue, name: label }));
}

function placeOf(effect: Exclude<Effect, LabelEffect | TagEffect>, at: Target, deps: ApplyDeps): Place {
  const { octokit, appId } = deps;
  const { owner, repo } = at;
  switch (effect.kind) {
    case "check-run":
      return checkRunPlace(effect, at, octokit, appId);
    case "managed-comment":
      return managedCommentPlace(effect, at, octokit, appId);
    case "reply":
      return replyPlace(effect, at, octokit, appId);
    case "reaction":
      return idempotent(effect.commentId, async () => {
        // GitHub answers 200 with the same reaction when it is there already.
        const { commentId: comment_id, content } = effect;
        // A comment that was deleted meanwhile needs no sign.
        await unlessGone(octokit.rest.reactions.createForIssueComment({ owner, repo, comment_id, content }));
      });
    case "retitle":
      return titlePlace(effect, at, octokit);
    case "review-request":
      return idempotent(effect.person.id, () => requestReview(effect, at, octokit));
    case "notice":
      return noticePlace(effect, at, octokit, appId);
    case "minimize":
      return idempotent(effect.source.id, () => minimizeReply(effect, at, deps));
  }
}

/** A place where writing twice leaves the same as writing once, so nothing needs to be found. */
function idempotent(id: number, write: () => Promise<void>): Place {
  const change = async () => (await write(), true);
  return { find: () => Promise.resolve(undefined), create: async () => (await write(), id), update: change };
}
