import type { JobRequest } from "../queue/job.ts";

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

/** What one event asks for. */
export type Asked = JobRequest | readonly JobRequest[] | IgnoredBecause;

/** What a route knows besides the body. */
export interface Context {
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

/** A redelivery by hand should look again, so only the subject deduplicates: looking twice writes nothing. */
export function lookAtPullRequest({ at }: Context, number: number): JobRequest {
  return {
    job: "evaluate-pull-request",
    payload: { ...at, number },
    subject: `pull-request-${at.repositoryId}-${number}`,
  };
}

/** An id for a job that is done once per delivery. The delivery's own is a stranger's text. */
export function idPerDelivery(job: string, { deliveryId }: Context): string {
  return `${job}-${deliveryId.replaceAll(/[^0-9A-Za-z-]/g, "-")}`;
}
