import { z } from "zod";
import { doubtReceipt, findReceipt } from "../../github/posts/receipt.ts";
import { summaryKey } from "../../policy/plan.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { lookRequest } from "../subjects.ts";
import { noteDeletedSummary } from "./summary-deletion.ts";

const RestoreSummary = z.object({
  ...at,
  number: z.number().int().positive(),
  commentId: z.number(),
  isDeleted: z.boolean(),
  isByBot: z.boolean(),
});
type RestoreSummary = z.infer<typeof RestoreSummary>;

/** Somebody edited or deleted a comment of ours. The summary is put right; what else we said decides nothing. */
export const restoreSummaryJob = defineJob({
  name: "restore-summary",
  payload: RestoreSummary,
  process: async (payload: RestoreSummary, { store, enqueue, log }: Deps) => {
    const { commentId, number, isDeleted, isByBot } = payload;
    const receipt = await findReceipt(store, summaryKey(payload));
    if (receipt === undefined || receipt.state === "sending" || receipt.id !== commentId) return;
    log.info({ commentId, isDeleted }, "somebody else changed the summary");
    if (isDeleted) await noteDeletedSummary(store, payload);
    else await doubtReceipt(store, summaryKey(payload));
    // Two bots that put a comment right at once would never end; against a bot we wait for the next event.
    if (!isByBot) await enqueue([lookRequest(payload, number)]);
  },
});
