import { RequestError } from "@octokit/request-error";
import { expect, it } from "vitest";
import { findRefusal } from "../../../src/github/client/refusal.ts";
import { RetryLater } from "../../../src/queue/job.ts";

const now = new Date("2026-11-20T12:00:00Z");

function answered(status: number, headers: Readonly<Record<string, string>> = {}, message = "No") {
  const request = { method: "GET", url: "https://api.github.test/", headers: {} } as const;
  const response = { status, url: request.url, headers, data: {} };
  return new RequestError(message, status, { request, response });
}

function graphql(...types: readonly string[]) {
  const errors = types.map((type) => ({ type, message: "No" }));
  return Object.assign(new Error("No"), { name: "GraphqlResponseError", errors });
}

it.for([
  { name: "a permission that is missing", error: answered(403), status: 403 },
  { name: "something that is not there", error: answered(404), status: 404 },
  { name: "something that is switched off", error: answered(410), status: 410 },
  { name: "what was wrapped in words", error: new Error("could not read it", { cause: answered(403) }), status: 403 },
  { name: "GraphQL without the permission", error: graphql("FORBIDDEN"), status: 403 },
  { name: "GraphQL without the scope of a token", error: graphql("INSUFFICIENT_SCOPES"), status: 403 },
  { name: "GraphQL that failed elsewhere too", error: graphql("FORBIDDEN", "NOT_FOUND"), status: undefined },
  { name: "GraphQL that failed without a word", error: graphql(), status: undefined },
  { name: "a limit that names its end", error: answered(403, { "retry-after": "60" }), status: undefined },
  { name: "the limit of an hour", error: answered(403, { "x-ratelimit-remaining": "0" }), status: undefined },
  { name: "a limit in words", error: answered(403, {}, "You have exceeded a secondary rate limit"), status: undefined },
  { name: "the last request before a limit", error: answered(404, { "x-ratelimit-remaining": "0" }), status: 404 },
  { name: "a limit that we wait for", error: new RetryLater("wait", now, { cause: answered(403) }), status: undefined },
  { name: "a token that expired", error: answered(401), status: undefined },
  { name: "a server that is down", error: answered(503), status: undefined },
  { name: "a broken connection", error: new TypeError("fetch failed"), status: undefined },
  { name: "anything else", error: "no", status: undefined },
])("$name → $status", ({ error, status }) => {
  expect(findRefusal(error, now)).toBe(status);
});
