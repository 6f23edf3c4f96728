import { z } from "zod";
import { doubtReceipt, findReceipt } from "../../github/posts/receipt.ts";
import { summaryKey } from "../../policy/plan.ts";
import { defineJob } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { lookRequest } from "../subjects.ts";
import { noteDeletedSummary } from "./summary-deletion.ts";
import { noteChangedTitleComment } from "./title-comment.ts";

const RestoreComment = z.object({
  ...at,
  number: z.number().int().positive(),
  commentId: z.number(),
  isDeleted: z.boolean(),
  isByBot: z.boolean(),
});
type RestoreComment = z.infer<typeof RestoreComment>;

/**
 * Somebody edited or deleted a comment of ours. Those that say how things stand are put right, which are the summary and
 * the one about the title; what else we said decides nothing.
 */
export const restoreCommentJob = defineJob({
  name: "restore-comment",
  payload: RestoreComment,
  process: async (payload: RestoreComment, { store, enqueue, log }: Deps) => {
    const { commentId, number, isDeleted, isByBot } = payload;
    const mustLook =
      (await noteChangedSummary(payload, store)) || (await noteChangedTitleComment(store, payload, payload));
    if (!mustLook) return;
    log.info({ commentId, isDeleted }, "somebody else changed a comment of ours");
    // Two bots that put a comment right at once would never end; against a bot we wait for the next event.
    if (!isByBot) await enqueue([lookRequest(payload, number)]);
  },
});

async function noteChangedSummary(payload: RestoreComment, store: Store): Promise<boolean> {
  const receipt = await findReceipt(store, summaryKey(payload));
  if (receipt === undefined || receipt.state === "sending" || receipt.id !== payload.commentId) return false;
  if (payload.isDeleted) await noteDeletedSummary(store, payload);
  else await doubtReceipt(store, summaryKey(payload));
  return true;
}
