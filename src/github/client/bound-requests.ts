import type { OctokitResponse } from "@octokit/types";
import type { ProbotOctokit } from "probot";

// Octokit itself never gives up: fetch would wait 300 s for headers.
const timeoutMs = 10_000;

/** One option of ours among those of every Octokit. */
interface Bounds {
  readonly baseUrl?: string | undefined;
  /** Instead of 10 s. */
  readonly requestTimeoutMs?: number;
}

/** Octokit plugin: no request outlives its time, tokens and answers in pieces included, and none is half an answer. */
export function boundRequests({ hook }: Pick<ProbotOctokit, "hook">, { requestTimeoutMs = timeoutMs }: Bounds): void {
  hook.wrap("request", async (request, options) => {
    // In place: what a hook hands on is not what the next one gets, all see this one object.
    options.request = { ...options.request, signal: AbortSignal.timeout(requestTimeoutMs) };
    return requireWhole(await request(options));
  });
}

/** When the connection breaks inside the body, Octokit gives success and a text: an empty list that is none. */
function requireWhole<Data>(response: OctokitResponse<Data>): OctokitResponse<Data> {
  const isJson = response.status !== 204 && response.headers["content-type"]?.includes("json") === true;
  if (!isJson || typeof response.data !== "string") return response;
  throw new Error(`the answer of ${response.url} broke off`);
}
