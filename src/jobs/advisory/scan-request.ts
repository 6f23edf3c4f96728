import type { JobRequest } from "../../queue/job.ts";
import type { RepositoryRef } from "../../github/client/octokit.ts";

interface Where extends RepositoryRef {
  readonly installationId: number;
}

/** A request to scan a repository's lockfiles. Of many only one is kept. */
export function scanRequest(where: Where, delayMs?: number): JobRequest {
  const delay = delayMs === undefined ? {} : { delayMs };
  return { job: "scan-advisories", payload: payloadOf(where), subject: `advisories-${where.repositoryId}`, ...delay };
}

/** The same, hours ahead, and under another subject: whoever asks at once must not be absorbed by it. */
export function laterScanRequest(where: Where, delayMs: number): JobRequest {
  return {
    job: "scan-advisories",
    payload: payloadOf(where),
    subject: `advisories-later-${where.repositoryId}`,
    delayMs,
  };
}

function payloadOf({ installationId, owner, repo, repositoryId }: Where) {
  return { installationId, owner, repo, repositoryId };
}
