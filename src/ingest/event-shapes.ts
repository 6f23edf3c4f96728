import { z } from "zod";

// The event name is not covered by the signature, so each shape also tells its event from every other one: a captured
// review, sent again as `pull_request`, has no top-level number and is refused.

const Id = z.int().positive();
const Sha = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const App = z.object({ id: Id });

/** What every delivery we need carries. Repository webhooks (not the App's) come without an installation. */
export const Delivered = z.object({
  installation: z.object({ id: Id }).nullish(),
  repository: z.object({ id: Id, name: z.string().min(1), owner: z.object({ login: z.string().min(1) }) }),
});
export type Delivered = z.infer<typeof Delivered>;

export const PullRequestDelivery = Delivered.extend({
  action: z.string(),
  number: Id,
  pull_request: z.object({ head: z.object({ sha: Sha }), base: z.object({ ref: z.string() }) }),
  changes: z
    .object({ title: z.unknown().optional(), body: z.unknown().optional(), base: z.unknown().optional() })
    .optional(),
});
export type PullRequestDelivery = z.infer<typeof PullRequestDelivery>;

export const IssueCommentDelivery = Delivered.extend({
  action: z.string(),
  issue: z.object({ number: Id, pull_request: z.object({}).nullish() }),
  comment: z.object({
    id: Id,
    body: z.string().nullish(),
    created_at: z.iso.datetime({ offset: true }),
    // GitHub sends null once the account is deleted.
    user: z.object({ id: Id, login: z.string(), type: z.string().optional() }).nullish(),
    performed_via_github_app: App.nullish(),
  }),
});
export type IssueCommentDelivery = z.infer<typeof IssueCommentDelivery>;

export const CheckRunDelivery = Delivered.extend({
  action: z.string(),
  check_run: z.object({ head_sha: Sha, name: z.string(), app: App.nullish() }),
  // Another event that carries a check run; sent under this name it would pass for a report.
  deployment_status: z.never().optional(),
});
export type CheckRunDelivery = z.infer<typeof CheckRunDelivery>;

export const CheckSuiteDelivery = Delivered.extend({
  action: z.string(),
  check_suite: z.object({ head_sha: Sha, app: App.nullish() }),
});
export type CheckSuiteDelivery = z.infer<typeof CheckSuiteDelivery>;

export const StatusDelivery = Delivered.extend({
  sha: Sha,
  context: z.string(),
  state: z.string(),
});
export type StatusDelivery = z.infer<typeof StatusDelivery>;

export const ReleaseDelivery = Delivered.extend({
  action: z.string(),
  release: z.object({ id: Id }),
});
export type ReleaseDelivery = z.infer<typeof ReleaseDelivery>;
