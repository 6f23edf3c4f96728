import { RequestError } from "@octokit/request-error";
import type { EndpointDefaults, OctokitResponse } from "@octokit/types";
import { RetryLater } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import { withEtag } from "./etag.ts";
import { noteHeadroom } from "./headroom.ts";
import type { InstallationTokens } from "./installation-tokens.ts";
import type { Octokit } from "./octokit.ts";
import { checkPause, pauseAfter } from "./pause.ts";
import { awaitTurn } from "./write-pace.ts";

export interface RequestRules {
  readonly installationId: number;
  readonly tokens: InstallationTokens;
  readonly store: Store;
  readonly now: () => Date;
  readonly creationPaceMs: number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/**
 * Our own limits on every request of an installation, shared by all processes through the store: a paused installation
 * is left alone, content is created at most once a second, and reads ask with their ETag. Options are changed in place:
 * what a hook hands on is not what the next one gets, all see the one object.
 */
export function addRequestRules(octokit: Octokit, rules: RequestRules): void {
  octokit.hook.wrap("request", async (request, options) => {
    await checkPause(rules);
    await awaitTurn(options, rules);
    try {
      const response = await withEtag(octokit, options, rules, () =>
        withToken(options, rules, async () => request(options)),
      );
      await noteHeadroom(response.headers, rules);
      return response;
    } catch (error) {
      const retryAt = await pauseAfter(error, rules);
      if (retryAt === undefined) throw error;
      throw new RetryLater(`GitHub asked installation ${rules.installationId} to wait`, retryAt, { cause: error });
    }
  });
}

/** A 401 was not carried out, so it is sent once more, with a new token: the old one may have been revoked. */
async function withToken(
  options: EndpointDefaults,
  { tokens, installationId }: RequestRules,
  send: () => Promise<OctokitResponse<unknown>>,
): Promise<OctokitResponse<unknown>> {
  const token = await tokens.get(installationId);
  options.headers.authorization = `token ${token}`;
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 401) throw error;
    tokens.drop(installationId, token);
    options.headers.authorization = `token ${await tokens.get(installationId)}`;
    return send();
  }
}
