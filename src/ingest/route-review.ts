import type { JobRequest } from "../queue/job.ts";
import type { ReviewDelivery } from "./event-shapes.ts";
import { mayHoldCommand } from "./may-hold-command.ts";
import { authorOf, commandAndRemark, recordEdit } from "./route-comment.ts";
import { type Asked, type Context, lookAtPullRequest, noteChange } from "./routed.ts";

/** The state of a review is read with the pull request; only its commands are events. */
export function routeReview(body: ReviewDelivery, context: Context): Asked {
  switch (body.action) {
    case "submitted":
      return routeSubmitted(body, context);
    case "edited": {
      if (body.changes?.body === undefined) return "action-not-needed";
      return commandAndRemark(changeOf(body, "edited", context), remarkOf(body), context);
    }
    case "dismissed": {
      const look = lookAtPullRequest(context, body.pull_request.number);
      const taken = changeOf(body, "dismissed", context);
      return taken === undefined ? look : [taken, look];
    }
    default:
      return "action-not-needed";
  }
}

function routeSubmitted(body: ReviewDelivery, context: Context): Asked {
  const { pull_request: pull, review } = body;
  const run = runCommand(body, context);
  // Every remark on a line comes as such a review; mostly nobody waits for it.
  const isRemark = review.state.toLowerCase() === "commented";
  if (isRemark) return withThread(commandAndRemark(run, remarkOf(body), context), body, context);
  const look = recordObjection(body, context) ?? lookAtPullRequest(context, pull.number);
  return run === undefined ? look : [run, look];
}

/** A remark on a line begins a thread, of which GitHub tells in no other way that we listen to. */
function withThread(asked: Asked, { pull_request: { number } }: ReviewDelivery, context: Context): Asked {
  const thread = noteChange({ about: "threads", number }, context);
  if (typeof asked === "string") return thread;
  return "job" in asked ? [asked, thread] : [...asked, thread];
}

function remarkOf({ pull_request: { number }, review: { user: author } }: ReviewDelivery) {
  return { number, author };
}

/** Undefined for every other review, and for those of deleted accounts, which nobody knows the author of. */
function recordObjection({ pull_request: pull, review }: ReviewDelivery, { at }: Context): JobRequest | undefined {
  const { id, state, user, submitted_at: submittedAt } = review;
  if (state.toLowerCase() !== "changes_requested" || !user || !submittedAt) return undefined;
  const author = { id: user.id, login: user.login };
  const payload = { ...at, number: pull.number, reviewId: id, submittedAt, author };
  return { job: "record-objection", payload, id: `objection-${id}` };
}

function runCommand({ pull_request: pull, review }: ReviewDelivery, { at }: Context): JobRequest | undefined {
  const text = review.body ?? "";
  // A pending review has no time yet, and counts only once it is submitted.
  if (!mayHoldCommand(text) || !review.submitted_at) return undefined;
  const source = {
    kind: "review",
    id: review.id,
    body: text,
    at: review.submitted_at,
    title: pull.title,
    headSha: review.commit_id ?? null,
    author: authorOf(review.user),
    viaAppId: null,
  };
  return { job: "run-command", payload: { ...at, number: pull.number, source }, id: `review-${review.id}` };
}

function changeOf(body: ReviewDelivery, how: "edited" | "dismissed", context: Context): JobRequest | undefined {
  const { pull_request: pull, review, changes, sender } = body;
  const text = review.body ?? "";
  return recordEdit(
    {
      number: pull.number,
      source: { kind: "review", id: review.id },
      how,
      changedAt: review.updated_at ?? undefined,
      author: review.user,
      sender,
      before: how === "edited" ? (changes?.body?.from ?? null) : text,
      after: how === "edited" ? text : null,
    },
    context,
  );
}
