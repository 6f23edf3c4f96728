import type { JobRequest } from "../queue/job.ts";
import type { PullRequestDelivery } from "./event-shapes.ts";
import { type Asked, type Context, idPerDelivery, lookAtPullRequest } from "./routed.ts";

export function routePullRequest(body: PullRequestDelivery, context: Context): Asked {
  const { action, changes, number } = body;
  switch (action) {
    case "opened":
    case "reopened":
    case "synchronize":
      return recordMovement(body, context);
    case "edited":
      if (changes?.base !== undefined) return recordMovement(body, context);
      // No gate reads the description.
      if (changes?.title === undefined) return "action-not-needed";
      return lookAtPullRequest(context, number);
    case "ready_for_review":
    case "converted_to_draft":
      return lookAtPullRequest(context, number);
    case "closed":
      return leaveHead(body, context);
    case "labeled":
    case "unlabeled":
      return recordLabel(body, context) ?? "action-not-needed";
    default:
      return "action-not-needed";
  }
}

/** Does not coalesce, because a comment is held against every movement. It asks for the look itself. */
function recordMovement({ number, before, pull_request: pull }: PullRequestDelivery, context: Context): JobRequest {
  const { at, receivedAt } = context;
  const movement = { headSha: pull.head.sha, baseBranch: pull.base.ref, seenAt: receivedAt.toISOString() };
  const moment = pull.updated_at === undefined ? {} : { changedAt: pull.updated_at };
  const left = before === undefined ? {} : { before };
  return { job: "record-movement", payload: { ...at, number, ...movement, ...moment, ...left } };
}

/** Its checks are no longer the worst of those that share its head. */
function leaveHead({ number, pull_request: { head } }: PullRequestDelivery, context: Context): JobRequest {
  return {
    job: "evaluate-head",
    payload: { ...context.at, headSha: head.sha, reported: null, left: number },
    id: idPerDelivery("evaluate-head", context),
  };
}

/** Whether the label means something is known to the job only. Labels that bots set, ours among them, hold nothing. */
function recordLabel(body: PullRequestDelivery, { at }: Context): JobRequest | undefined {
  const { action, number, pull_request: pull, label, sender } = body;
  if (label === undefined || pull.updated_at === undefined) return undefined;
  const isSet = action === "labeled";
  if (isSet && (!sender || sender.type === "Bot")) return undefined;
  const by = sender ? { id: sender.id, login: sender.login } : null;
  const moment = { baseBranch: pull.base.ref, changedAt: pull.updated_at };
  return { job: "record-label", payload: { ...at, number, ...moment, label: label.name, isSet, by } };
}
