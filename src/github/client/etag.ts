import { createHash } from "node:crypto";
import { RequestError } from "@octokit/request-error";
import type { EndpointDefaults, OctokitResponse } from "@octokit/types";
import { z } from "zod";
import type { Json } from "../../store/store.ts";
import type { Octokit } from "./octokit.ts";
import type { RequestRules } from "./request-rules.ts";

const Cached = z.object({ etag: z.string(), link: z.string().optional(), data: z.json() });

// Answers hold text of private repositories, so they are not kept longer than a busy pull request needs them.
const rememberedMs = 3 * 24 * 3600 * 1000;
const sizeLimit = 256 * 1024;

/** Asks with the ETag of the last answer; a 304 costs nothing of the rate limit and gives the remembered answer. */
export async function withEtag(
  octokit: Octokit,
  options: EndpointDefaults & { readonly url: string },
  { installationId, store }: RequestRules,
  send: () => Promise<OctokitResponse<unknown>>,
): Promise<OctokitResponse<unknown>> {
  if (options.method !== "GET") return send();
  const { url } = octokit.request.endpoint(options);
  const key = `etag/${installationId}/${createHash("sha256").update(url).digest("hex")}`;
  const stored = await store.get(key);
  if (stored === undefined) return remember(await send());
  const cached = Cached.parse(stored);
  options.headers["if-none-match"] = cached.etag;
  try {
    return await remember(await send());
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 304) throw error;
    const headers = { ...error.response?.headers, ...(cached.link === undefined ? {} : { link: cached.link }) };
    return { status: 200, url, headers, data: cached.data };
  }

  async function remember(response: OctokitResponse<unknown>): Promise<OctokitResponse<unknown>> {
    const { etag, link } = response.headers;
    const text = etag === undefined ? undefined : JSON.stringify(response.data);
    if (etag !== undefined && text !== undefined && text.length <= sizeLimit) {
      // The data came out of a JSON body, so it is JSON.
      const value: Json = { etag, ...(link === undefined ? {} : { link }), data: response.data as Json };
      await store.put(key, value, { expiresInMs: rememberedMs });
    }
    return response;
  }
}
