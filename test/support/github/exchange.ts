import type { AppSeed } from "./seed.ts";

/** Who asks. A token that nobody issued never gets this far: it is answered with 401. */
export type Identity =
  | { readonly kind: "app"; readonly app: AppSeed }
  | { readonly kind: "installation"; readonly app: AppSeed; readonly permissions: Readonly<Record<string, string>> }
  /** `login` is the key of `Accounts`. `via`: the App that acts in the person's name, with their consent. */
  | { readonly kind: "user"; readonly login: string; readonly via?: AppSeed }
  | { readonly kind: "anonymous" };

export interface ApiRequest {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
  readonly identity: Identity;
  readonly body: unknown;
}

/** No `body` means an empty answer; a Buffer is written as it is. */
export interface ApiReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A request whose path was recognised. `forward` asks emulate. */
export interface Call extends ApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly forward: () => Promise<ApiReply>;
}

/** Answers by route, e.g. "GET /repos/{owner}/{repo}/pulls/{pull_number}", where emulate has none or a wrong one. */
export type Extras = Readonly<Record<string, (call: Call) => Promise<ApiReply>>>;

/** Sends a webhook. `sender` is a key of `Accounts`. */
export type Emit = (event: string, payload: Readonly<Record<string, unknown>>, sender: string) => Promise<void>;

export function ok(body: unknown, status = 200): ApiReply {
  return { status, body };
}

export function refuse(status: number, message: string, errors?: readonly unknown[]): ApiReply {
  const documentation = { documentation_url: "https://docs.github.com/rest", status: String(status) };
  return { status, body: { message, ...(errors ? { errors } : {}), ...documentation } };
}

/** The account that acts, by its key in `Accounts`; Apps act as their bot. */
export function loginOf(identity: Identity): string {
  if (identity.kind === "user") return identity.login;
  return identity.kind === "anonymous" ? "ghost" : `${identity.app.slug}[bot]`;
}

/** An App needs one of the permissions; people may do everything here. */
export function mayWrite(identity: Identity, ...permissions: readonly string[]): boolean {
  if (identity.kind === "user") return true;
  return identity.kind === "installation" && permissions.some((name) => identity.permissions[name] === "write");
}

/** What is private may only be read with the permission; what is public may be read by every App. */
export function mayRead(identity: Identity, isPrivate: boolean, permission: string): boolean {
  return (
    !isPrivate || identity.kind === "user" || (identity.kind === "installation" && permission in identity.permissions)
  );
}

export const notAccessible = refuse(403, "Resource not accessible by integration");
export const notFound = refuse(404, "Not Found");

/** One page of a list the way GitHub cuts it: 30 by default, 100 at most, with a Link header. */
export function page<T>(call: ApiRequest, url: string, items: readonly T[], wrap?: (slice: readonly T[]) => unknown) {
  const size = Math.min(100, Math.max(1, Number(call.query.get("per_page") ?? 30) || 30));
  const current = Math.max(1, Number(call.query.get("page") ?? 1) || 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (target: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(target));
    query.set("per_page", String(size));
    return `<${url}${call.path}?${query.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(current > 1 ? [link(current - 1, "prev"), link(1, "first")] : []),
    ...(current < last ? [link(current + 1, "next"), link(last, "last")] : []),
  ];
  const slice = items.slice((current - 1) * size, current * size);
  const headers = links.length > 0 ? { headers: { link: links.join(", ") } } : {};
  return { status: 200, body: wrap ? wrap(slice) : slice, ...headers };
}
