import type { ApiReply, ApiRequest } from "./exchange.ts";

/** emulate, asked over HTTP: as whoever asked us, or as the owner for our own needs. */
export interface Upstream {
  send(request: ApiRequest): Promise<ApiReply>;
  /** As the owner of everything; throws unless the answer is 2xx. */
  get<T>(path: string): Promise<T>;
  write<T>(method: string, path: string, body: unknown): Promise<T>;
  find<T>(path: string): Promise<T | undefined>;
  /** Every page of a list. */
  all<T>(path: string): Promise<readonly T[]>;
}

export function connectUpstream(emulateUrl: string, publicUrl: string, ownerTokens: readonly string[]): Upstream {
  // emulate calls itself localhost, but listens on IPv4 only.
  const url = emulateUrl.replace("//localhost:", "//127.0.0.1:");
  let turn = 0;

  async function send(request: ApiRequest): Promise<ApiReply> {
    const { method, path, query, authorization, accept, body } = request;
    const search = query.size > 0 ? `?${query.toString()}` : "";
    const isFile = Buffer.isBuffer(body);
    const response = await fetch(`${url}${path}${search}`, {
      method,
      headers: {
        // emulate closes idle connections after 5 s, and a request that meets the closing is lost.
        connection: "close",
        ...(authorization === undefined ? {} : { authorization }),
        ...(accept === undefined ? {} : { accept }),
        ...(body === undefined ? {} : { "content-type": isFile ? "application/octet-stream" : "application/json" }),
      },
      ...(body === undefined ? {} : { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    // Links in the answer must lead to us, not around us.
    const text = isJson ? bytes.toString("utf8").replaceAll(emulateUrl, publicUrl) : "";
    const parsed: unknown = text === "" ? bytes : JSON.parse(text);
    const link = response.headers.get("link");
    return {
      status: response.status,
      ...(link === null ? {} : { headers: { link: link.replaceAll(url, publicUrl) } }),
      ...(bytes.length === 0 ? {} : { body: parsed }),
    };
  }

  async function asOwner(method: string, path: string, body?: unknown): Promise<ApiReply> {
    turn = (turn + 1) % ownerTokens.length;
    const [pathname = "", search = ""] = path.split("?");
    return send({
      method,
      path: pathname,
      query: new URLSearchParams(search),
      authorization: `token ${ownerTokens[turn]}`,
      accept: undefined,
      identity: { kind: "user", login: "admin" },
      body,
    });
  }

  async function write<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await asOwner(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    // emulate is pinned exactly; the shapes we ask for are those it answers, and the tests would show a difference.
    return reply.body as T;
  }

  async function find<T>(path: string): Promise<T | undefined> {
    const reply = await asOwner("GET", path);
    if (reply.status === 404) return undefined;
    if (reply.status >= 300) throw new Error(`GET ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    // As above.
    return reply.body as T;
  }

  async function all<T>(path: string): Promise<readonly T[]> {
    const items: T[] = [];
    for (let page = 1; ; page += 1) {
      const slice = await write<readonly T[]>(
        "GET",
        `${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`,
      );
      items.push(...slice);
      if (slice.length < 100) return items;
    }
  }

  return { send, write, find, all, get: (path) => write("GET", path) };
}
