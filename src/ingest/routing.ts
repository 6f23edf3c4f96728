import type { z } from "zod";
import type { JobRequest } from "../queue/job.ts";
import {
  CheckRunDelivery,
  CheckSuiteDelivery,
  type Delivered,
  IssueCommentDelivery,
  PullRequestDelivery,
  ReleaseDelivery,
  StatusDelivery,
} from "./event-shapes.ts";
import { mayHoldCommand } from "./may-hold-command.ts";

/** One signed delivery. `event` and `id` come from headers, which the signature does not cover. */
export interface Delivery {
  readonly event: string;
  readonly id: string;
  readonly payload: unknown;
  readonly receivedAt: Date;
}

type IgnoredBecause =
  | "event-not-needed"
  | "action-not-needed"
  | "no-installation"
  | "not-a-pull-request"
  | "no-command"
  | "own-comment"
  | "own-report"
  | "other-app";

export type Routing =
  | { readonly state: "jobs"; readonly jobs: readonly JobRequest[] }
  | { readonly state: "ignored"; readonly because: IgnoredBecause }
  /** The body is not what the event name says. */
  | { readonly state: "mismatch"; readonly problem: string };

interface Context {
  readonly deliveryId: string;
  readonly receivedAt: Date;
  readonly appId: number;
  readonly at: {
    readonly installationId: number;
    readonly owner: string;
    readonly repo: string;
    readonly repositoryId: number;
  };
}

type Route = (delivery: Delivery, appId: number) => Routing;

// A Map, because the event name is a stranger's text and `routes["__proto__"]` finds something in an object.
const routes: ReadonlyMap<string, Route> = new Map([
  ["check_run", routeAs(CheckRunDelivery, routeCheckRun)],
  ["check_suite", routeAs(CheckSuiteDelivery, routeCheckSuite)],
  ["issue_comment", routeAs(IssueCommentDelivery, routeIssueComment)],
  ["pull_request", routeAs(PullRequestDelivery, routePullRequest)],
  ["release", routeAs(ReleaseDelivery, routeRelease)],
  ["status", routeAs(StatusDelivery, routeStatus)],
]);

/** The events the App subscribes to; `app.yml` lists the same. */
export const subscribedEvents: readonly string[] = [...routes.keys()];

/** What to do about a delivery to the App `appId`: zero or more small jobs that look at the subject again. Never throws. */
export function route(delivery: Delivery, appId: number): Routing {
  return routes.get(delivery.event)?.(delivery, appId) ?? { state: "ignored", because: "event-not-needed" };
}

function routeAs<Body extends Delivered>(
  shape: z.ZodType<Body>,
  toJob: (body: Body, context: Context) => JobRequest | IgnoredBecause,
): Route {
  return ({ id, payload, receivedAt, event }, appId) => {
    const parsed = shape.safeParse(payload);
    if (!parsed.success) return { state: "mismatch", problem: describeMismatch(event, parsed.error) };
    const { installation, repository } = parsed.data;
    if (!installation) return { state: "ignored", because: "no-installation" };
    const at = {
      installationId: installation.id,
      owner: repository.owner.login,
      repo: repository.name,
      repositoryId: repository.id,
    };
    const job = toJob(parsed.data, { deliveryId: id, receivedAt, appId, at });
    return typeof job === "string" ? { state: "ignored", because: job } : { state: "jobs", jobs: [job] };
  };
}

function describeMismatch(event: string, error: z.ZodError): string {
  const where = error.issues[0]?.path.join(".") ?? "";
  return `The body does not look like ${event}: ${where === "" ? "it" : where} is missing or of the wrong kind.`;
}

function routePullRequest(body: PullRequestDelivery, context: Context): JobRequest | IgnoredBecause {
  if (!changesTheGate(body)) return "action-not-needed";
  if (movesHeadOrBase(body)) return recordMovement(body, context);
  const { at } = context;
  // A redelivery by hand should look again, so only the subject deduplicates: looking twice writes nothing.
  return {
    job: "evaluate-pull-request",
    payload: { ...at, number: body.number },
    subject: `pull-request-${at.repositoryId}-${body.number}`,
  };
}

/** Does not coalesce, because a comment is held against every movement. It asks for the look itself. */
function recordMovement({ number, pull_request: pull }: PullRequestDelivery, context: Context): JobRequest {
  const { at, receivedAt } = context;
  const movement = { headSha: pull.head.sha, baseBranch: pull.base.ref, seenAt: receivedAt.toISOString() };
  return { job: "record-movement", payload: { ...at, number, ...movement } };
}

/** After it, what a comment was written about may be something else. */
function movesHeadOrBase({ action, changes }: PullRequestDelivery): boolean {
  return action === "opened" || action === "reopened" || action === "synchronize" || changes?.base !== undefined;
}

function changesTheGate({ action, changes }: PullRequestDelivery): boolean {
  switch (action) {
    case "opened":
    case "reopened":
    case "synchronize":
    case "ready_for_review":
    case "converted_to_draft":
      return true;
    case "edited":
      return changes?.title !== undefined || changes?.body !== undefined || changes?.base !== undefined;
    default:
      return false;
  }
}

function routeIssueComment({ action, issue, comment }: IssueCommentDelivery, { at, appId }: Context) {
  if (action !== "created") return "action-not-needed";
  if (!issue.pull_request) return "not-a-pull-request";
  const viaAppId = comment.performed_via_github_app?.id ?? null;
  if (viaAppId === appId) return "own-comment";
  const text = comment.body ?? "";
  if (!mayHoldCommand(text)) return "no-command";
  const author = comment.user
    ? { id: comment.user.id, login: comment.user.login, isBot: comment.user.type === "Bot" }
    : null;
  return {
    job: "run-command",
    payload: {
      ...at,
      number: issue.number,
      comment: { id: comment.id, body: text, createdAt: comment.created_at, author, viaAppId },
    },
    id: `comment-${comment.id}`,
  };
}

function routeCheckRun({ action, check_run: run }: CheckRunDelivery, context: Context): JobRequest | IgnoredBecause {
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

function routeCheckSuite({ action, check_suite: suite }: CheckSuiteDelivery, context: Context) {
  if (action !== "rerequested") return "action-not-needed";
  return suite.app?.id === context.appId ? evaluateHead(suite.head_sha, null, context) : "other-app";
}

function routeStatus({ sha, context: name }: StatusDelivery, context: Context): JobRequest {
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
    id: `evaluate-head-${context.deliveryId.replaceAll(/[^0-9A-Za-z-]/g, "-")}`,
  };
}

function routeRelease({ action, release }: ReleaseDelivery, { at }: Context): JobRequest | IgnoredBecause {
  switch (action) {
    case "published":
    case "unpublished":
    case "created":
    case "edited":
    case "deleted":
    case "prereleased":
    case "released":
      return {
        job: "announce-release",
        payload: { ...at, releaseId: release.id },
        subject: `release-${at.repositoryId}-${release.id}`,
      };
    default:
      return "action-not-needed";
  }
}
