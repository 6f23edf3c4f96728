import type { Octokit } from "./client/octokit.ts";

/** The App on GitHub: who we are, and an authenticated client per installation. */
export interface GitHub {
  readonly appId: number;
  /** Authenticated as the App: installations, deliveries. */
  app(): Promise<Octokit>;
  /** Authenticated for one installation; tokens are cached until shortly before they expire. */
  installation(installationId: number): Promise<Octokit>;
}
