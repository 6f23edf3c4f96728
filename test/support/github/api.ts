import type { Accounts } from "./accounts.ts";
import { notFound } from "./exchange.ts";
import type { ApiReply, ApiRequest, Call, Extras } from "./exchange.ts";
import { refuseOversize } from "./limits.ts";
import type { FindRoute } from "./router.ts";
import type { Upstream } from "./upstream.ts";

/** Runs around a change: looks before, lets it happen, tells the world. */
export type Hooks = Readonly<Record<string, (call: Call, act: () => Promise<ApiReply>) => Promise<ApiReply>>>;

export interface ApiParts {
  readonly findRoute: FindRoute;
  readonly upstream: Upstream;
  readonly extras: Extras;
  readonly hooks: Hooks;
  readonly accounts: Accounts;
  readonly dress: (value: unknown) => unknown;
}

export type Answer = (request: ApiRequest) => Promise<ApiReply>;

/** GitHub's REST API as one function: our own answers first, then emulate's, dressed, with webhooks for changes. */
export function buildApi({ findRoute, upstream, extras, hooks, accounts, dress }: ApiParts): Answer {
  return async (asked) => {
    const match = findRoute(asked.method, asked.path);
    const named = byKey(asked, match?.params ?? {}, accounts);
    if (named === undefined) return notFound;
    const { request, params } = named;
    const call: Call = { ...request, params, forward: () => upstream.send(request) };
    const tooLarge = match && refuseOversize(match.route, request.body);
    if (tooLarge) return tooLarge;
    const extra = match && extras[match.route];
    const act = () => (extra ? extra(call) : call.forward());
    const hook = match && hooks[match.route];
    const reply = await (hook ? hook(call, act) : act());
    // emulate answers 403 to Apps without access; GitHub does not tell strangers that a private thing exists.
    if (reply.status === 403 && request.identity.kind === "anonymous") return notFound;
    return reply.body === undefined ? reply : { ...reply, body: dress(reply.body) };
  };
}

/** The request with the key of whoever has the login in its path today; undefined when nobody has it. */
function byKey(request: ApiRequest, params: Call["params"], accounts: Accounts) {
  const { username } = params;
  if (username === undefined) return { request, params };
  const key = accounts.findKey(username);
  if (key === undefined) return undefined;
  const segments = request.path.split("/");
  const at = segments.findLastIndex((segment) => decodeURIComponent(segment) === username);
  const path = segments.with(at, encodeURIComponent(key)).join("/");
  return { request: { ...request, path }, params: { ...params, username: key } };
}
