import type { JobRequest } from "../queue/job.ts";
import type { CheckRunDelivery, CheckSuiteDelivery, StatusDelivery } from "./event-shapes.ts";
import { type Asked, type Context, idPerDelivery } from "./routed.ts";

export function routeCheckRun({ action, check_run: run }: CheckRunDelivery, context: Context): Asked {
  const isOwn = run.app?.id === context.appId;
  switch (action) {
    // A run that begins again takes back what its predecessor showed.
    case "created":
    case "completed":
      if (isOwn) return "own-report";
      return evaluateHead(run.head_sha, { name: run.name, appId: run.app?.id ?? null }, context);
    case "rerequested":
      return isOwn ? rerun(run.head_sha, context) : "other-app";
    case "requested_action":
      return isOwn ? evaluateHead(run.head_sha, null, context) : "other-app";
    default:
      return "action-not-needed";
  }
}

export function routeCheckSuite({ action, check_suite: suite }: CheckSuiteDelivery, context: Context): Asked {
  if (action !== "rerequested") return "action-not-needed";
  return suite.app?.id === context.appId ? rerun(suite.head_sha, context) : "other-app";
}

export function routeStatus({ sha, context: name }: StatusDelivery, context: Context): Asked {
  // A commit status names no App.
  return evaluateHead(sha, { name, appId: null }, context);
}

/** GitHub shows all checks of ours there as queued from then on, until we write one of them. */
function rerun(headSha: string, context: Context): JobRequest {
  return evaluateHead(headSha, null, context, { isRerun: true });
}

function evaluateHead(
  headSha: string,
  reported: { readonly name: string; readonly appId: number | null } | null,
  context: Context,
  more: { readonly isRerun?: true } = {},
): JobRequest {
  return {
    job: "evaluate-head",
    payload: { ...context.at, headSha, reported, ...more },
    id: idPerDelivery("evaluate-head", context),
  };
}
