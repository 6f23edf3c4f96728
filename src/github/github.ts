import type { Octokit } from "./client/octokit.ts";

/** The App on GitHub: who we are, and an authenticated client per installation. */
export interface GitHub {
  readonly appId: number;
  /** Authenticated as the App: installations, deliveries. */
  app(): Promise<Octokit>;
  /** Authenticated for one installation; tokens are cached until shortly before they expire. */
  installation(installationId: number): Promise<Octokit>;
  /**
   * 32 hexadecimal digits that only the App can make of a text: HMAC-SHA256, its key derived from the App's private key.
   * The same on every machine and after a loss of the store; others once the private key was exchanged.
   */
  readonly seal: (text: string) => string;
}
