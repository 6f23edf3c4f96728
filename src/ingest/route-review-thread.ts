import type { ReviewCommentDelivery, ReviewThreadDelivery } from "./event-shapes.ts";
import { type Asked, type Context, noteChange } from "./routed.ts";

export function routeReviewThread({ action, pull_request: { number } }: ReviewThreadDelivery, context: Context): Asked {
  if (action !== "resolved" && action !== "unresolved") return "action-not-needed";
  return noteChange({ about: "threads", number }, context);
}

/** A thread goes with its last comment. One that is added comes as a review as well. */
export function routeReviewComment({ action, pull_request: pull }: ReviewCommentDelivery, context: Context): Asked {
  if (action !== "deleted") return "action-not-needed";
  return noteChange({ about: "threads", number: pull.number }, context);
}
