import type { Octokit } from "../../github/client/octokit.ts";

/**
 * Refuses every request that could change something, whoever makes it. Asking for a token of an installation changes
 * nothing that anybody sees. Options are read after all others have seen them.
 */
export function readOnly<Client extends Pick<Octokit, "hook">>(client: Client): Client {
  client.hook.before("request", ({ method, url, ...options }) => {
    if (method === "GET" || url === "/app/installations/{installation_id}/access_tokens") return;
    // GitHub Enterprise has another address for it.
    if (url.endsWith("/graphql") && isQuery(options["query"])) return;
    throw new Error(`${method} ${url} would write to GitHub; the command line only reads`);
  });
  return client;
}

function isQuery(text: unknown): boolean {
  return typeof text === "string" && /^\s*(?:query\b|\{)/.test(text) && !/\b(?:mutation|subscription)\b/.test(text);
}
