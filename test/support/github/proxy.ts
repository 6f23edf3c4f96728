import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./api.ts";
import { refuse } from "./exchange.ts";
import { isQuery } from "./extras/graphql.ts";
import type { ApiReply, ApiRequest, Identity } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import { refuseOversize } from "./limits.ts";
import type { Description } from "./openapi.ts";
import type { RequestLog, Violations } from "./request-log.ts";
import type { FindRoute } from "./router.ts";

export interface ProxyParts {
  readonly answer: Answer;
  readonly identify: (authorization: string | undefined) => Identity | undefined;
  readonly findRoute: FindRoute;
  readonly description: Description;
  readonly requests: RequestLog;
  readonly violations: Violations;
  readonly faults: Faults;
  /** The App under test. Requests of people and of other Apps are not counted, disturbed or validated. */
  readonly appId: number;
}

/** The HTTP side: who asks, is it allowed by GitHub's description, what goes wrong on the way, ETags, limits, the record. */
export function buildProxy(parts: ProxyParts): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  const used = new Map<string, number>();

  return async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", "http://local");
    const authorization = incoming.headers.authorization;
    const identity = parts.identify(authorization);
    const request: ApiRequest = {
      method: incoming.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      authorization,
      accept: incoming.headers.accept,
      identity: identity ?? { kind: "anonymous" },
      body: await readBody(incoming),
    };
    const isOurs = identity === undefined || identity.kind === "anonymous" || appIdOf(identity) === parts.appId;
    const route = parts.findRoute(request.method, request.path)?.route ?? "unknown";
    const work = async () => (identity === undefined ? refuse(401, "Bad credentials") : judge(request, route, isOurs));
    const outcome = isOurs
      ? await parts.faults.run(route, request.path, work)
      : ({ send: "reply", reply: await work() } as const);

    let status: number | undefined;
    if (outcome.send === "reply" || outcome.send === "truncated") {
      const limit = countAgainstLimit(authorization ?? "anonymous");
      status = write(incoming, outgoing, outcome.reply, {
        headers: limit.headers,
        truncated: outcome.send === "truncated",
      });
      if (status === 304) limit.giveBack();
    } else if (outcome.send === "nothing") {
      outgoing.socket?.destroy();
    }
    if (isOurs) parts.requests.add({ ...entryOf(request, route), status });
  };

  async function judge(request: ApiRequest, route: string, isOurs: boolean): Promise<ApiReply> {
    // GraphQL has a schema of its own, and its one route judges what it is asked.
    if (isOurs && route !== "POST /graphql" && !refuseOversize(route, request.body)) {
      const problems =
        route === "unknown" ? [`GitHub has no ${request.method} ${request.path}`] : problemsOf(request, route);
      for (const problem of problems) parts.violations.add(problem);
      if (problems.length > 0) return refuse(422, `Against GitHub's description: ${problems.join("; ")}`, problems);
    }
    return parts.answer(request);
  }

  function problemsOf({ query, body }: ApiRequest, route: string) {
    return parts.description.problems(route, query, body);
  }

  /** A 304 costs nothing, as on GitHub. */
  function countAgainstLimit(who: string) {
    const count = (used.get(who) ?? 0) + 1;
    used.set(who, count);
    const resetAt = Math.floor(Date.now() / 3_600_000 + 1) * 3600;
    return {
      giveBack: () => used.set(who, count - 1),
      headers: {
        "x-ratelimit-limit": "5000",
        "x-ratelimit-remaining": String(Math.max(0, 5000 - count)),
        "x-ratelimit-used": String(count),
        "x-ratelimit-reset": String(resetAt),
        "x-ratelimit-resource": "core",
      },
    };
  }
}

function appIdOf(identity: Identity): number | undefined {
  return identity.kind === "app" || identity.kind === "installation" ? identity.app.id : undefined;
}

function entryOf({ method, path, query, body }: ApiRequest, route: string) {
  const isToken = route.endsWith("/access_tokens");
  const isRead = method === "GET" || (route === "POST /graphql" && isQuery(body));
  const kind = isToken ? "token" : isRead ? "read" : "write";
  return { method, route, path, query: Object.fromEntries(query), body, kind } as const;
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function write(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  reply: ApiReply,
  { headers, truncated }: { readonly headers: Readonly<Record<string, string>>; readonly truncated: boolean },
): number {
  const text = Buffer.isBuffer(reply.body) ? reply.body : reply.body === undefined ? "" : JSON.stringify(reply.body);
  const etag = `W/"${createHash("sha256").update(text).digest("hex")}"`;
  const isFresh = incoming.method === "GET" && reply.status === 200 && isKnown(incoming.headers["if-none-match"], etag);
  const type = Buffer.isBuffer(reply.body) ? "application/octet-stream" : "application/json; charset=utf-8";
  outgoing.writeHead(isFresh ? 304 : reply.status, {
    "content-type": type,
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": randomUUID(),
    ...(incoming.method === "GET" && reply.status === 200 ? { etag, "cache-control": "private, max-age=60" } : {}),
    ...headers,
    ...reply.headers,
    ...(truncated ? { "content-length": String(Buffer.byteLength(text)) } : {}),
  });
  if (truncated) {
    outgoing.write(text.slice(0, Math.floor(text.length / 2)), () => outgoing.destroy());
  } else outgoing.end(isFresh ? "" : text);
  return isFresh ? 304 : reply.status;
}

/** The client may send several tags, and weak ones count as equal. */
function isKnown(header: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header !== undefined && header.split(",").some((tag) => bare(tag) === bare(etag));
}
