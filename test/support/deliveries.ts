const repository = { id: 77, name: "platform", owner: { login: "acme" } };

export const headSha = "0a9ddbc0f1e2d3c4b5a697887766554433221100";

/** A payload of each event we route, with everything defaulted. */
export function aPullRequestDelivery(over: Record<string, unknown> = {}) {
  return {
    action: "opened",
    number: 12,
    pull_request: { number: 12, head: { sha: headSha, repo: null }, base: { ref: "main" }, user: null },
    installation: { id: 5 },
    repository: repository,
    ...over,
  };
}

export function aCommentDelivery(comment: Record<string, unknown> = {}, over: Record<string, unknown> = {}) {
  return {
    action: "created",
    issue: { number: 12, pull_request: { url: "https://api.github.com/repos/acme/platform/pulls/12" } },
    comment: {
      id: 900,
      body: "/signoff runtime",
      created_at: "2026-11-20T08:59:58Z",
      user: { id: 31, login: "ana", type: "User" },
      performed_via_github_app: null,
      ...comment,
    },
    installation: { id: 5 },
    repository: repository,
    ...over,
  };
}

/** The person who wrote a comment changes it, unless `over` names another sender. */
export function anEditDelivery(from: string, to: string, over: Record<string, unknown> = {}) {
  const sender = { id: 31, login: "ana", type: "User" };
  const comment = { body: to, updated_at: "2026-11-20T08:59:59Z" };
  return aCommentDelivery(comment, { action: "edited", changes: { body: { from } }, sender, ...over });
}

export function aReviewDelivery(review: Record<string, unknown> = {}, over: Record<string, unknown> = {}) {
  return {
    action: "submitted",
    pull_request: { number: 12 },
    review: {
      id: 700,
      state: "approved",
      body: "/signoff runtime",
      commit_id: headSha,
      submitted_at: "2026-11-20T08:59:58Z",
      user: { id: 31, login: "ana", type: "User" },
      ...review,
    },
    sender: { id: 31, login: "ana", type: "User" },
    installation: { id: 5 },
    repository: repository,
    ...over,
  };
}

export function aLabelDelivery(over: Record<string, unknown> = {}) {
  const pull = { head: { sha: headSha }, base: { ref: "main" }, updated_at: "2026-11-20T08:59:58Z" };
  const sender = { id: 44, login: "dan", type: "User" };
  return aPullRequestDelivery({ action: "labeled", pull_request: pull, label: { name: "hold" }, sender, ...over });
}

export function aMergeGroupDelivery(action = "checks_requested", group: Record<string, unknown> = {}) {
  const baseSha = "cc24338cc24338cc24338cc24338cc24338cc243";
  return {
    action,
    merge_group: {
      head_sha: headSha,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-12-${baseSha}`,
      base_sha: baseSha,
      base_ref: "refs/heads/main",
      ...group,
    },
    installation: { id: 5 },
    repository: repository,
  };
}

/** What is told of an organization names no repository. */
export function anOrganizationDelivery(body: Record<string, unknown>) {
  return { organization: { login: "acme", id: 9 }, installation: { id: 5 }, ...body };
}

export function aCheckRunDelivery(action: string, appId: number | null) {
  return {
    action,
    check_run: { head_sha: headSha, name: "ci / linux", app: appId === null ? null : { id: appId } },
    installation: { id: 5 },
    repository: repository,
  };
}

export function aCheckSuiteDelivery(action: string, appId: number) {
  return {
    action,
    check_suite: { head_sha: headSha, app: { id: appId } },
    installation: { id: 5 },
    repository: repository,
  };
}

export function aStatusDelivery() {
  return { sha: headSha, context: "ci/jenkins", state: "success", installation: { id: 5 }, repository: repository };
}

export function aReleaseDelivery(action: string) {
  return { action, release: { id: 81 }, installation: { id: 5 }, repository: repository };
}

export function anIssuesDelivery(action: string, number = 44) {
  return { action, issue: { number }, installation: { id: 5 }, repository: repository };
}

export function aLabelOfIssuesDelivery(action: string, over: Record<string, unknown> = {}) {
  return { action, label: { name: "P0" }, installation: { id: 5 }, repository: repository, ...over };
}

export function aMilestoneDelivery(action: string, over: Record<string, unknown> = {}) {
  return { action, milestone: { title: "v1" }, installation: { id: 5 }, repository: repository, ...over };
}

export function aRemarkDelivery(action: string) {
  const remark = { comment: { id: 800 }, pull_request: { number: 12 } };
  return { action, ...remark, installation: { id: 5 }, repository: repository };
}

export function aThreadDelivery(action: string) {
  const thread = { node_id: "PRRT_1", comments: [] };
  return { action, pull_request: { number: 12 }, thread, installation: { id: 5 }, repository: repository };
}

/** One commit that changes these files of the default branch. */
export function aPushDelivery(modified: readonly string[], over: Record<string, unknown> = {}) {
  return {
    ref: "refs/heads/main",
    created: false,
    deleted: false,
    forced: false,
    commits: [{ added: [], modified, removed: [] }],
    pusher: { name: "ana" },
    installation: { id: 5 },
    repository: { ...repository, default_branch: "main" },
    ...over,
  };
}

export function aWorkflowRunDelivery(action: string, run: Record<string, unknown> = {}) {
  const workflowRun = {
    head_sha: headSha,
    head_branch: "main",
    event: "schedule",
    path: ".github/workflows/nightly.yml",
    head_repository: { id: 77 },
    ...run,
  };
  return { action, workflow_run: workflowRun, workflow: null, installation: { id: 5 }, repository: repository };
}

export function aDependabotAlertDelivery(action: string, alert: Record<string, unknown> = {}) {
  const found = {
    number: 20,
    state: "open",
    dependency: { package: { ecosystem: "rust", name: "slate-codec" }, manifest_path: "Cargo.lock", scope: "runtime" },
    security_advisory: { ghsa_id: "GHSA-c2qf-rxjj-qqgw" },
    ...alert,
  };
  return { action, alert: found, installation: { id: 5 }, repository: repository };
}

/** GitHub tells it to the App: of packages such as `rust/slate-codec`, and of no repository or installation. */
export function aSecurityAdvisoryDelivery(
  action: string,
  packages: readonly string[],
  over: Record<string, unknown> = {},
) {
  const vulnerabilities = packages.map((each) => {
    const [ecosystem = "", ...name] = each.split("/");
    return { package: { ecosystem, name: name.join("/") }, severity: "high", vulnerable_version_range: "< 1" };
  });
  return { action, security_advisory: { ghsa_id: "GHSA-rf4j-j272-fj86", vulnerabilities, ...over } };
}
