import { z } from "zod";
import { recordMovement } from "../github/facts/current-state.ts";
import { defineJob } from "../queue/job.ts";
import type { Deps } from "./deps.ts";

const Payload = z.object({
  repositoryId: z.number().int().positive(),
  number: z.number().int().positive(),
  headSha: z.string(),
  baseBranch: z.string(),
  /** When the delivery came in. */
  seenAt: z.iso.datetime(),
});

/**
 * Notes that a pull request got another head or base. A job of its own, because looks coalesce and wait while GitHub
 * asks us to: a comment must be held against every movement, also against those that were over when we looked.
 */
export const recordMovementJob = defineJob({
  name: "record-movement",
  payload: Payload,
  process: ({ repositoryId, number, ...movement }: z.infer<typeof Payload>, { store }: Deps) =>
    recordMovement(store, { repositoryId, number }, movement),
});
