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
    case "requested_action":
      return isOwn ? evaluateHead(run.head_sha, null, context) : "other-app";
    default:
      return "action-not-needed";
  }
}

export function routeCheckSuite({ action, check_suite: suite }: CheckSuiteDelivery, context: Context): Asked {
  if (action !== "rerequested") return "action-not-needed";
  return suite.app?.id === context.appId ? evaluateHead(suite.head_sha, null, context) : "other-app";
}

export function routeStatus({ sha, context: name }: StatusDelivery, context: Context): Asked {
  // A commit status names no App.
  return evaluateHead(sha, { name, appId: null }, context);
}

function evaluateHead(
  headSha: string,
  reported: { readonly name: string; readonly appId: number | null } | null,
  context: Context,
): JobRequest {
  return {
    job: "evaluate-head",
    payload: { ...context.at, headSha, reported },
    id: idPerDelivery("evaluate-head", context),
  };
}
