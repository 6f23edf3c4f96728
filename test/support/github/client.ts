import { GatehouseOctokit } from "../../../src/github/client/octokit.ts";
import type { Octokit } from "../../../src/github/client/octokit.ts";

interface Credentials {
  readonly apiUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly installationId: number;
}

const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The App's own client, with the real App authentication, for one installation. */
export function installationClient({ apiUrl, appId, privateKey, installationId }: Credentials): Octokit {
  return new GatehouseOctokit({ baseUrl: apiUrl, auth: { appId, privateKey, installationId }, log: quiet });
}

/** Authenticated as the App itself. */
export function appClient({ apiUrl, appId, privateKey }: Credentials): Octokit {
  return new GatehouseOctokit({ baseUrl: apiUrl, auth: { appId, privateKey }, log: quiet });
}

function ignore(): void {
  // Octokit would print every failed request; the tests assert them.
}
