import type { z } from "zod";
import {
  CheckRunDelivery,
  CheckSuiteDelivery,
  type Delivered,
  DependabotAlertDelivery,
  IssueCommentDelivery,
  IssuesDelivery,
  LabelDelivery,
  MembershipDelivery,
  MergeGroupDelivery,
  MilestoneDelivery,
  type OrganizationDelivered,
  OrganizationDelivery,
  PullRequestDelivery,
  PushDelivery,
  ReleaseDelivery,
  ReviewCommentDelivery,
  ReviewDelivery,
  ReviewThreadDelivery,
  SecurityAdvisoryDelivery,
  StatusDelivery,
  TeamDelivery,
  WorkflowRunDelivery,
} from "./event-shapes.ts";
import { routeDependabotAlert, routeSecurityAdvisory } from "./route-advisory.ts";
import { routeIssueComment } from "./route-comment.ts";
import { routeIssues, routeLabel, routeMilestone } from "./route-issues.ts";
import { routeMergeGroup } from "./route-merge-group.ts";
import { routePullRequest } from "./route-pull-request.ts";
import { routePush } from "./route-push.ts";
import { routeRelease } from "./route-release.ts";
import { routeCheckRun, routeCheckSuite, routeStatus } from "./route-report.ts";
import { routeReview } from "./route-review.ts";
import { routeReviewComment, routeReviewThread } from "./route-review-thread.ts";
import { routeWorkflowRun } from "./route-workflow-run.ts";
import type { Asked, Context, Delivery, Routing } from "./routed.ts";

type Route = (delivery: Delivery, appId: number) => Routing;

// A Map, because the event name is a stranger's text and `routes["__proto__"]` finds something in an object.
const routes: ReadonlyMap<string, Route> = new Map([
  ["check_run", routeAs(CheckRunDelivery, routeCheckRun)],
  ["check_suite", routeAs(CheckSuiteDelivery, routeCheckSuite)],
  ["dependabot_alert", routeAs(DependabotAlertDelivery, routeDependabotAlert)],
  ["issue_comment", routeAs(IssueCommentDelivery, routeIssueComment)],
  ["issues", routeAs(IssuesDelivery, routeIssues)],
  ["label", routeAs(LabelDelivery, routeLabel)],
  ["membership", routePeopleAs(MembershipDelivery)],
  ["merge_group", routeAs(MergeGroupDelivery, routeMergeGroup)],
  ["milestone", routeAs(MilestoneDelivery, routeMilestone)],
  ["organization", routePeopleAs(OrganizationDelivery)],
  ["pull_request", routeAs(PullRequestDelivery, routePullRequest)],
  ["pull_request_review", routeAs(ReviewDelivery, routeReview)],
  ["pull_request_review_comment", routeAs(ReviewCommentDelivery, routeReviewComment)],
  ["pull_request_review_thread", routeAs(ReviewThreadDelivery, routeReviewThread)],
  ["push", routeAs(PushDelivery, routePush)],
  ["release", routeAs(ReleaseDelivery, routeRelease)],
  ["security_advisory", routeWorldAs(SecurityAdvisoryDelivery, routeSecurityAdvisory)],
  ["status", routeAs(StatusDelivery, routeStatus)],
  ["team", routePeopleAs(TeamDelivery)],
  ["workflow_run", routeAs(WorkflowRunDelivery, routeWorkflowRun)],
]);

/** The events the App subscribes to; `app.yml` lists the same. */
export const subscribedEvents: readonly string[] = [...routes.keys()];

/** What to do about a delivery to the App `appId`: zero or more small jobs that look at the subject again. Never throws. */
export function route(delivery: Delivery, appId: number): Routing {
  return routes.get(delivery.event)?.(delivery, appId) ?? { state: "ignored", because: "event-not-needed" };
}

function routeAs<Body extends Delivered>(
  shape: z.ZodType<Body>,
  toJobs: (body: Body, context: Context) => Asked,
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
    return routingOf(toJobs(parsed.data, { deliveryId: id, receivedAt, appId, at }));
  };
}

/** What is told to the App itself, and concerns whichever repository it concerns. */
function routeWorldAs<Body>(shape: z.ZodType<Body>, toJobs: (body: Body) => Asked): Route {
  return ({ payload, event }) => {
    const parsed = shape.safeParse(payload);
    if (!parsed.success) return { state: "mismatch", problem: describeMismatch(event, parsed.error) };
    return routingOf(toJobs(parsed.data));
  };
}

/** Whoever joins or leaves a team or an organisation may gain or lose the right to sign, in any of its repositories. */
function routePeopleAs<Body extends OrganizationDelivered>(shape: z.ZodType<Body>): Route {
  return ({ payload, event }) => {
    const parsed = shape.safeParse(payload);
    if (!parsed.success) return { state: "mismatch", problem: describeMismatch(event, parsed.error) };
    const { installation, organization, action } = parsed.data;
    if (!installation) return { state: "ignored", because: "no-installation" };
    // Nobody is a member before the invitation is accepted, and that comes as an event of its own.
    if (action === "member_invited") return { state: "ignored", because: "action-not-needed" };
    const payloadOfJob = { installationId: installation.id, org: organization.login };
    const subject = `people-${installation.id}`;
    return { state: "jobs", jobs: [{ job: "forget-people", payload: payloadOfJob, subject }] };
  };
}

function routingOf(asked: Asked): Routing {
  if (typeof asked === "string") return { state: "ignored", because: asked };
  return { state: "jobs", jobs: "job" in asked ? [asked] : asked };
}

function describeMismatch(event: string, error: z.ZodError): string {
  const where = error.issues[0]?.path.join(".") ?? "";
  return `The body does not look like ${event}: ${where === "" ? "it" : where} is missing or of the wrong kind.`;
}
