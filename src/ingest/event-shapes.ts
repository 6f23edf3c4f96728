import { z } from "zod";

// The event name is not covered by the signature, so each shape also tells its event from every other one: a captured
// review, sent again as `pull_request`, has no top-level number and is refused.

const Id = z.int().positive();
const Sha = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const App = z.object({ id: Id });
const Moment = z.iso.datetime({ offset: true });

/** GitHub sends null once the account is deleted. */
const Account = z.object({ id: Id, login: z.string(), type: z.string().optional() }).nullish();
export type Account = z.infer<typeof Account>;

const Changes = z.object({ body: z.object({ from: z.string().nullish() }).optional() }).nullish();

/** What every delivery of a repository carries. Repository webhooks (not the App's) come without an installation. */
export const Delivered = z.object({
  installation: z.object({ id: Id }).nullish(),
  repository: z.object({ id: Id, name: z.string().min(1), owner: z.object({ login: z.string().min(1) }) }),
});
export type Delivered = z.infer<typeof Delivered>;

const Flag = z.boolean().optional().catch(undefined);
const Word = z.string().max(100).optional().catch(undefined);

/** How a repository merges, in GitHub's own keys. No delivery is refused for one of them. */
export const ToldSettings = z.object({
  allow_squash_merge: Flag,
  allow_merge_commit: Flag,
  allow_rebase_merge: Flag,
  squash_merge_commit_title: Word,
  squash_merge_commit_message: Word,
});
export type ToldSettings = z.infer<typeof ToldSettings>;

export const PullRequestDelivery = Delivered.extend({
  repository: Delivered.shape.repository.extend(ToldSettings.shape),
  action: z.string(),
  number: Id,
  /** The head before a push. */
  before: Sha.optional(),
  pull_request: z.object({
    head: z.object({ sha: Sha }),
    base: z.object({ ref: z.string(), repo: ToldSettings.nullish() }),
    updated_at: Moment.optional(),
    title: z.string().optional(),
    merged: z.boolean().nullish(),
  }),
  changes: z
    .object({ title: z.unknown().optional(), base: z.unknown().optional(), body: z.unknown().optional() })
    .optional(),
  label: z.object({ name: z.string() }).optional(),
  sender: Account,
});
export type PullRequestDelivery = z.infer<typeof PullRequestDelivery>;

export const IssueCommentDelivery = Delivered.extend({
  action: z.string(),
  issue: z.object({ number: Id, title: z.string().optional(), pull_request: z.object({}).nullish() }),
  comment: z.object({
    id: Id,
    body: z.string().nullish(),
    created_at: Moment,
    updated_at: Moment.optional(),
    user: Account,
    performed_via_github_app: App.nullish(),
  }),
  changes: Changes,
  sender: Account,
});
export type IssueCommentDelivery = z.infer<typeof IssueCommentDelivery>;

export const ReviewDelivery = Delivered.extend({
  action: z.string(),
  pull_request: z.object({ number: Id, title: z.string().optional() }),
  review: z.object({
    id: Id,
    state: z.string(),
    body: z.string().nullish(),
    commit_id: Sha.nullish(),
    submitted_at: Moment.nullish(),
    updated_at: Moment.nullish(),
    user: Account,
  }),
  changes: Changes,
  sender: Account,
  // Comments on lines, and threads of them, name the review that they belong to.
  comment: z.never().optional(),
  thread: z.never().optional(),
});
export type ReviewDelivery = z.infer<typeof ReviewDelivery>;

export const ReviewThreadDelivery = Delivered.extend({
  action: z.string(),
  pull_request: z.object({ number: Id }),
  thread: z.object({ comments: z.array(z.unknown()) }),
});
export type ReviewThreadDelivery = z.infer<typeof ReviewThreadDelivery>;

export const ReviewCommentDelivery = Delivered.extend({
  action: z.string(),
  pull_request: z.object({ number: Id }),
  comment: z.object({ id: Id }),
});
export type ReviewCommentDelivery = z.infer<typeof ReviewCommentDelivery>;

export const IssuesDelivery = Delivered.extend({
  action: z.string(),
  issue: z.object({ number: Id }),
  comment: z.never().optional(),
});
export type IssuesDelivery = z.infer<typeof IssuesDelivery>;

// An issue, a pull request or a discussion that gets a label or a milestone names it too.
const ofNothing = {
  issue: z.never().optional(),
  pull_request: z.never().optional(),
  discussion: z.never().optional(),
};

export const LabelDelivery = Delivered.extend({
  action: z.string(),
  label: z.object({ name: z.string() }),
  changes: z.object({ name: z.unknown().optional() }).optional(),
  ...ofNothing,
});
export type LabelDelivery = z.infer<typeof LabelDelivery>;

export const MilestoneDelivery = Delivered.extend({
  action: z.string(),
  milestone: z.object({ title: z.string() }),
  changes: z.object({ title: z.unknown().optional() }).optional(),
  ...ofNothing,
});
export type MilestoneDelivery = z.infer<typeof MilestoneDelivery>;

const Paths = z.array(z.string()).optional();

export const PushDelivery = Delivered.extend({
  repository: Delivered.shape.repository.extend({ default_branch: z.string() }),
  ref: z.string(),
  created: z.boolean(),
  deleted: z.boolean(),
  forced: z.boolean(),
  commits: z.array(z.object({ added: Paths, modified: Paths, removed: Paths })).nullish(),
  pusher: z.object({}),
});
export type PushDelivery = z.infer<typeof PushDelivery>;

export const WorkflowRunDelivery = Delivered.extend({
  action: z.string(),
  workflow_run: z.object({
    head_sha: Sha,
    /** Null where the run belongs to no branch. */
    head_branch: z.string().nullish(),
    event: z.string(),
    path: z.string().optional(),
    run_attempt: z.int().optional(),
    /** Null once a fork is deleted. */
    head_repository: z.object({ id: Id }).nullish(),
  }),
  // GitHub Enterprise Server tells the path of the file only here.
  workflow: z.object({ path: z.string() }).nullish(),
  // Deployments, their states and their reviews name the run that they belong to.
  deployment: z.never().optional(),
  environment: z.never().optional(),
});
export type WorkflowRunDelivery = z.infer<typeof WorkflowRunDelivery>;

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

export const MergeGroupDelivery = Delivered.extend({
  action: z.string(),
  merge_group: z.object({ head_sha: Sha, head_ref: z.string(), base_sha: Sha, base_ref: z.string() }),
});
export type MergeGroupDelivery = z.infer<typeof MergeGroupDelivery>;

export const ReleaseDelivery = Delivered.extend({
  action: z.string(),
  release: z.object({ id: Id }),
});
export type ReleaseDelivery = z.infer<typeof ReleaseDelivery>;

/** What is told about an organisation as a whole: it names no repository, or one that does not matter. */
export const OrganizationDelivered = z.object({
  action: z.string(),
  installation: z.object({ id: Id }).nullish(),
  organization: z.object({ login: z.string().min(1) }),
});
export type OrganizationDelivered = z.infer<typeof OrganizationDelivered>;

export const MembershipDelivery = OrganizationDelivered.extend({
  scope: z.string(),
  // Null for a deleted account.
  member: z.object({}).nullable(),
});

export const TeamDelivery = OrganizationDelivered.extend({
  team: z.object({ id: Id }),
  scope: z.never().optional(),
});

export const OrganizationDelivery = z.union([
  OrganizationDelivered.extend({ membership: z.object({}) }),
  OrganizationDelivered.extend({ invitation: z.object({}) }),
  OrganizationDelivered.extend({ changes: z.object({ login: z.object({}) }), repository: z.never().optional() }),
]);

export const DependabotAlertDelivery = Delivered.extend({
  action: z.string(),
  // Alerts of code and secret scanning name no dependency.
  alert: z.object({ dependency: z.object({}), security_advisory: z.object({ ghsa_id: z.string() }) }),
});
export type DependabotAlertDelivery = z.infer<typeof DependabotAlertDelivery>;

/** It comes to the App itself: about all of the world's packages, with neither a repository nor an installation. */
export const SecurityAdvisoryDelivery = z.object({
  action: z.string(),
  security_advisory: z.object({
    ghsa_id: z.string().regex(/^GHSA(?:-[0-9a-z]{4}){3}$/i),
    vulnerabilities: z.array(z.object({ package: z.object({ ecosystem: z.string(), name: z.string() }) })),
  }),
});
export type SecurityAdvisoryDelivery = z.infer<typeof SecurityAdvisoryDelivery>;
