import { createHash } from "node:crypto";
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
  | "no-branch"
  | "no-readable-package"
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

/** A request to scan a repository's lockfiles; the same as a job or the clock asks for. */
export function scanAdvisories({ at }: Context): JobRequest {
  return { job: "scan-advisories", payload: { ...at }, subject: `advisories-${at.repositoryId}` };
}

/** What changed, in GitHub's own words; the job `note-change` parses it. */
type Change =
  | { readonly about: "body" | "labels" | "threads"; readonly number: number }
  | { readonly about: "remarks"; readonly number: number; readonly by: string }
  | {
      readonly about: "artifacts";
      readonly workflow: string;
      readonly headSha: string;
      readonly branch: string | null;
    }
  | { readonly about: "issues" | "tags" }
  | { readonly about: "branch"; readonly branch: string }
  | { readonly about: "config"; readonly branch: string; readonly mayAppear: boolean };

/**
 * Something that no commit holds changed; the job knows who has read it. The same change told a thousand times is one
 * job: it asks the index and nothing else.
 */
export function noteChange(change: Change, { at }: Context): JobRequest {
  // Logins, branches and workflows may hold what a subject may not.
  const digest = createHash("sha256").update(JSON.stringify(change)).digest("hex").slice(0, 16);
  return { job: "note-change", payload: { ...at, change }, subject: `note-change-${at.repositoryId}-${digest}` };
}

/** An id for a job that is done once per delivery. The delivery's own is a stranger's text. */
export function idPerDelivery(job: string, { deliveryId }: Context): string {
  return `${job}-${deliveryId.replaceAll(/[^0-9A-Za-z-]/g, "-")}`;
}
