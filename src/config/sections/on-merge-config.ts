import { z } from "zod";

export const OnMergeConfig = z.strictObject({
  tag: z.string().min(1).max(200).meta({
    description: "Name of the tag that the merge commit gets. `<number>` is the pull request's number.",
  }),
  annotate: z
    .literal("summary")
    .optional()
    .meta({ description: "What the tag's message holds besides the title: the gates and how they stood." }),
});
export type OnMergeConfig = z.infer<typeof OnMergeConfig>;
