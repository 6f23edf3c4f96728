import type { Config } from "../../config/schema.ts";
import { doubtReceipt, findReceipt } from "../../github/posts/receipt.ts";
import type { Effect } from "../../policy/effect.ts";
import { noticeKey } from "../../policy/plan.ts";
import { renderTitleComment, titleTopic } from "../../render/title/title-comment.ts";
import type { Store } from "../../store/store.ts";
import type { ShownTitle } from "./title-check.ts";

interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

const expiry = { expiresInMs: 180 * 24 * 3600 * 1000 };

/**
 * The comment that points out what is wrong with the title, where the configuration asks for one. Posted when the check
 * fails; from then on it is kept true, whatever the configuration says by then.
 */
export async function titleCommentEffects(
  title: ShownTitle | undefined,
  { title: { judging } }: Pick<Config, "title">,
  place: Place,
  store: Store,
): Promise<readonly Effect[]> {
  const isWanted = judging.comment === "on_failure" && title?.check.conclusion === "failure";
  if (!isWanted && (await findReceipt(store, noticeKey(titleTopic, place))) === undefined) return [];
  // Whoever deletes it has read it, and the check says the same.
  if ((await store.get(deletedKey(place))) !== undefined) return [];
  return [{ kind: "notice", number: place.number, topic: titleTopic, body: renderTitleComment(title) }];
}

/** Somebody changed a comment of ours. True where it is this one and a look has to put it right; deleted it stays away. */
export async function noteChangedTitleComment(
  store: Store,
  place: Place,
  { commentId, isDeleted }: { readonly commentId: number; readonly isDeleted: boolean },
): Promise<boolean> {
  const receipt = await findReceipt(store, noticeKey(titleTopic, place));
  if (receipt === undefined || receipt.state === "sending" || receipt.id !== commentId) return false;
  if (isDeleted) await store.put(deletedKey(place), true, expiry);
  else await doubtReceipt(store, noticeKey(titleTopic, place));
  return !isDeleted;
}

function deletedKey({ repositoryId, number }: Place): string {
  return `title-comment-deleted/${repositoryId}/${number}`;
}
