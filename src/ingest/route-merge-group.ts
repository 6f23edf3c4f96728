import type { MergeGroupDelivery } from "./event-shapes.ts";
import type { Asked, Context } from "./routed.ts";

/** The merge queue asks about a commit that it made. Its required checks must be answered there, or it waits for ever. */
export function routeMergeGroup({ action, merge_group: group }: MergeGroupDelivery, { at }: Context): Asked {
  const headSha = group.head_sha;
  if (action === "destroyed") return { job: "forget-merge-group", payload: { ...at, headSha } };
  if (action !== "checks_requested") return "action-not-needed";
  return {
    job: "evaluate-merge-group",
    payload: {
      ...at,
      headSha,
      headRef: group.head_ref,
      baseSha: group.base_sha,
      baseBranch: group.base_ref.replace(/^refs\/heads\//, ""),
    },
    subject: `merge-group-${at.repositoryId}-${headSha}`,
  };
}
