import { z } from "zod";
import { hasHadConfig } from "../../github/facts/config-source.ts";
import { readLedger } from "../../github/ledger/ledger.ts";
import { keepObjections } from "../../github/ledger/objections.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { lookRequest } from "../subjects.ts";

const RecordObjection = z.object({
  ...at,
  number: z.number().int().positive(),
  reviewId: z.number().int().positive(),
  submittedAt: z.iso.datetime({ offset: true }),
  author: z.object({ id: z.number(), login: z.string() }),
});
type RecordObjection = z.infer<typeof RecordObjection>;

/**
 * Somebody asked for changes. A job of its own, because looks coalesce: a review that is dismissed before the next one
 * would have taken nothing back.
 */
export const recordObjectionJob = defineJob({
  name: "record-objection",
  payload: RecordObjection,
  process: async (payload: RecordObjection, { store, enqueue, dryRun }: Deps) => {
    const { number, repositoryId, reviewId, submittedAt, author: actor } = payload;
    // Where Gatehouse was never used nobody has signed anything.
    if (!dryRun && (await hasHadConfig(store, repositoryId))) {
      const source = { kind: "review", id: reviewId } as const;
      const refusal = { actor, source, at: new Date(submittedAt).toISOString() };
      await keepObjections(store, payload, await readLedger(store, repositoryId, number), [refusal]);
    }
    await enqueue([lookRequest(payload, number)]);
  },
});
