import type { Refusal } from "./refusal.ts";

export type ParsedBody =
  | { readonly state: "parsed"; readonly payload: object }
  | ({ readonly state: "refused" } & Refusal);

/** A signed body as a JSON object. A byte order mark is dropped; broken UTF-8 becomes U+FFFD, as facts are re-read anyway. */
export function parseBody(body: Buffer): ParsedBody {
  let payload: unknown;
  try {
    payload = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return { state: "refused", status: 400, error: "The body is not complete, valid JSON." };
  }
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    return { state: "refused", status: 400, error: "The body is JSON, but not an object as every GitHub payload is." };
  }
  return { state: "parsed", payload };
}
