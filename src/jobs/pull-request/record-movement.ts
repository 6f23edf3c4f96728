import { z } from "zod";
import { recordMovement } from "../../github/heads/heads.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { lookRequest } from "../subjects.ts";

const Payload = z.object({
  ...at,
  number: z.number().int().positive(),
  headSha: z.string(),
  baseBranch: z.string(),
  /** When the delivery came in. */
  seenAt: z.iso.datetime(),
  /** GitHub's time of the movement, by which a delivery that comes again is known. */
  changedAt: z.string().optional(),
});

/**
 * Notes that a pull request got another head or base, and asks for a look. A job of its own, because looks coalesce and
 * wait while GitHub asks us to: a comment must be held against every movement, also against those that were over when
 * we looked.
 */
export const recordMovementJob = defineJob({
  name: "record-movement",
  payload: Payload,
  process: async (payload: z.infer<typeof Payload>, { store, enqueue }: Deps) => {
    const { headSha, baseBranch, seenAt, changedAt, ...where } = payload;
    await recordMovement(store, where, { headSha, baseBranch, seenAt, changedAt });
    await enqueue([lookRequest(where, where.number)]);
  },
});
