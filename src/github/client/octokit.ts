import { ProbotOctokit } from "probot";
import { boundRequests } from "./bound-requests.ts";

/**
 * Probot's Octokit without its retries and its throttling. Its retry re-sends a POST after a 502 that came after the
 * commit (4 identical comments), its throttling cuts writes to 0.4 a second and waits in memory, per process. Here a
 * failed request fails; the job is put back and reconciles. Waiting is `write-pace.ts`, shared through the store.
 */
export const GatehouseOctokit = ProbotOctokit.plugin(boundRequests).defaults((options: object) => ({
  ...options,
  // Last, because Probot hands every instance throttle options of its own, which would turn it on again.
  throttle: { enabled: false },
  retry: { enabled: false },
}));

export type Octokit = InstanceType<typeof GatehouseOctokit>;

/** Where a repository is, and the id it keeps when it is renamed or transferred. */
export interface RepositoryRef {
  readonly owner: string;
  readonly repo: string;
  readonly repositoryId: number;
}
