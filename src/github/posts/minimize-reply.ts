import type { Logger } from "pino";
import type { MinimizeEffect } from "../../policy/effect.ts";
import { replyKey } from "../../policy/plan.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findReceipt } from "./receipt.ts";

// Hiding a comment is the one thing that REST cannot do.
const mutation = `mutation ($id: ID!) {
  minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } }
}`;

/** Never throws: a refusal that stays in sight is no reason to run a command again. */
export async function minimizeReply(
  { source }: MinimizeEffect,
  { owner, repo }: RepositoryRef,
  { octokit, store, log }: { readonly octokit: Octokit; readonly store: Store; readonly log: Logger },
): Promise<void> {
  try {
    const receipt = await findReceipt(store, replyKey(source));
    if (receipt?.state !== "sent") return;
    const { data } = await octokit.rest.issues.getComment({ owner, repo, comment_id: receipt.id });
    await octokit.graphql(mutation, { id: data.node_id });
  } catch (error) {
    log.warn({ err: error, source }, "an earlier refusal could not be folded away");
  }
}
