import { z } from "zod";
import { forgetMergeGroup } from "../../github/heads/merge-groups.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";

const ForgetMergeGroup = z.object({ ...at, headSha: z.string() });

/** The merge queue threw a commit away, or merged it. */
export const forgetMergeGroupJob = defineJob({
  name: "forget-merge-group",
  payload: ForgetMergeGroup,
  process: ({ repositoryId, headSha }: z.infer<typeof ForgetMergeGroup>, { store }: Deps) =>
    forgetMergeGroup(store, repositoryId, headSha),
});
