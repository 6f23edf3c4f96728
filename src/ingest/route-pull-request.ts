import type { JobRequest } from "../queue/job.ts";
import { type PullRequestDelivery, ToldSettings } from "./event-shapes.ts";
import { type Asked, type Context, idPerDelivery, lookAtPullRequest, noteChange } from "./routed.ts";

export function routePullRequest(body: PullRequestDelivery, context: Context): Asked {
  const { action, changes, number } = body;
  switch (action) {
    case "opened":
    case "reopened":
    case "synchronize":
      return recordMovement(body, context);
    case "edited":
      if (changes?.base !== undefined) return recordMovement(body, context);
      if (changes?.title !== undefined) return lookAtPullRequest(context, number);
      return changes?.body === undefined ? "action-not-needed" : noteChange({ about: "body", number }, context);
    case "ready_for_review":
    case "converted_to_draft":
      return lookAtPullRequest(context, number);
    case "closed":
      return [leaveHead(body, context), ...afterMerge(body, context)];
    case "labeled":
    case "unlabeled":
      return [...recordLabel(body, context), noteChange({ about: "labels", number }, context)];
    default:
      return "action-not-needed";
  }
}

/** Does not coalesce, because a comment is held against every movement. It asks for the look itself. */
function recordMovement(body: PullRequestDelivery, context: Context): JobRequest {
  const { number, before, pull_request: pull } = body;
  const { at, receivedAt } = context;
  const movement = { headSha: pull.head.sha, baseBranch: pull.base.ref, seenAt: receivedAt.toISOString() };
  const moment = pull.updated_at === undefined ? {} : { changedAt: pull.updated_at };
  const left = before === undefined ? {} : { before };
  return {
    job: "record-movement",
    payload: { ...at, number, ...movement, ...moment, ...left, ...mergeSettings(body) },
  };
}

/** GitHub tells them in two places, and for some events in neither. */
function mergeSettings({ repository, pull_request: { base } }: PullRequestDelivery): { readonly settings?: object } {
  const places: readonly ToldSettings[] = [repository, base.repo ?? {}];
  const told = places.flatMap((place) =>
    settingKeys.flatMap((key) => (place[key] === undefined ? [] : [[key, place[key]] as const])),
  );
  return told.length === 0 ? {} : { settings: Object.fromEntries(told) };
}

const settingKeys = ToldSettings.keyof().options;

/** Its checks are no longer the worst of those that share its head. */
function leaveHead({ number, pull_request: { head } }: PullRequestDelivery, context: Context): JobRequest {
  return {
    job: "evaluate-head",
    payload: { ...context.at, headSha: head.sha, reported: null, left: number },
    id: idPerDelivery("evaluate-head", context),
  };
}

/** What was merged is taken along, because somebody may change the title before the jobs run. */
function afterMerge({ number, pull_request: pull }: PullRequestDelivery, context: Context): readonly JobRequest[] {
  const { base, head, merged, title } = pull;
  if (merged !== true || title === undefined) return [];
  const was = { ...context.at, number, baseBranch: base.ref, title };
  return [
    { job: "tag-merge", payload: { ...was, headSha: head.sha }, id: idPerDelivery("tag-merge", context) },
    { job: "report-drift", payload: was, id: idPerDelivery("report-drift", context) },
  ];
}

/** Whether the label holds is known to the job only. Labels that bots set, ours among them, hold nothing. */
function recordLabel(body: PullRequestDelivery, { at }: Context): readonly JobRequest[] {
  const { action, number, pull_request: pull, label, sender } = body;
  if (label === undefined || pull.updated_at === undefined) return [];
  const isSet = action === "labeled";
  if (isSet && (!sender || sender.type === "Bot")) return [];
  const by = sender ? { id: sender.id, login: sender.login } : null;
  const moment = { baseBranch: pull.base.ref, changedAt: pull.updated_at };
  return [{ job: "record-label", payload: { ...at, number, ...moment, label: label.name, isSet, by } }];
}
