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
