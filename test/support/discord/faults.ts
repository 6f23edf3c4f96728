import type { ServerResponse } from "node:http";

export type Fault =
  | { readonly kind: "drop-before-store" | "store-then-drop" | "stall-headers" | "stall-body" | "broken-json" }
  /** Answered with this status after the message was stored. */
  | { readonly kind: "store-then-status"; readonly status: number }
  /** Answered with this status, and Discord's code if one is given; nothing is stored. */
  | { readonly kind: "status"; readonly status: number; readonly code?: number }
  | {
      readonly kind: "rate-limit";
      /** `html` is the proxy in front of Discord, which knows nothing of buckets. */
      readonly scope: "user" | "shared" | "global" | "html";
      readonly retryAfterS: number;
    }
  | { readonly kind: "slow"; readonly ms: number }
  /** Held until the test lets go. */
  | { readonly kind: "hold"; readonly until: Promise<void> };

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What goes wrong with the next requests, one fault for one request of that method, in order. */
export class FaultScript {
  readonly #waiting: { readonly method: Method; readonly fault: Fault }[] = [];

  next(method: Method, ...faults: readonly Fault[]): void {
    for (const fault of faults) this.#waiting.push({ method, fault });
  }

  /** For the server: the fault of this request, if any. */
  take(method: string | undefined): Fault | undefined {
    const index = this.#waiting.findIndex((waiting) => waiting.method === method);
    return index === -1 ? undefined : this.#waiting.splice(index, 1)[0]?.fault;
  }

  /** Faults that no request has met: a test that scripted too much did not test what it says. */
  get left(): number {
    return this.#waiting.length;
  }
}

/** The whole answer of a fault that keeps Discord from looking at the request; false when it does look. */
export function answerInstead(fault: Fault | undefined, response: ServerResponse): boolean {
  switch (fault?.kind) {
    case "drop-before-store":
      response.destroy();
      return true;
    case "stall-headers":
      return true;
    case "status": {
      const code = fault.code === undefined ? {} : { code: fault.code };
      sendJson(response, fault.status, { message: `scripted ${fault.status}`, ...code });
      return true;
    }
    case "rate-limit":
      sendRateLimit(response, fault.scope, fault.retryAfterS);
      return true;
    case "store-then-drop":
    case "store-then-status":
    case "stall-body":
    case "broken-json":
    case "slow":
    case "hold":
    case undefined:
      return false;
  }
}

/** Answers after the request was carried out, in the way the fault asks for. */
export function answerWith(fault: Fault | undefined, response: ServerResponse, status: number, body: object): void {
  if (fault?.kind === "store-then-drop") response.destroy();
  else if (fault?.kind === "store-then-status") sendJson(response, fault.status, { message: "scripted", code: 0 });
  else if (fault?.kind === "stall-body") {
    response.writeHead(status, { "content-type": "application/json", "content-length": "1000" });
    response.write("{");
  } else if (fault?.kind === "broken-json") {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body).slice(0, -5));
  } else sendJson(response, status, body);
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  if (status === 204) response.writeHead(204).end();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export function sendRateLimit(
  response: ServerResponse,
  scope: "user" | "shared" | "global" | "html",
  retryAfterS: number,
): void {
  if (scope === "html") {
    response.writeHead(429, { "content-type": "text/html", "retry-after": String(retryAfterS) });
    response.end("<html><title>Error 1015</title>You are being rate limited</html>");
    return;
  }
  const isGlobal = scope === "global";
  response.writeHead(429, {
    "content-type": "application/json",
    "retry-after": String(Math.ceil(retryAfterS)),
    "x-ratelimit-scope": scope,
    ...(isGlobal
      ? { "x-ratelimit-global": "true" }
      : {
          "x-ratelimit-limit": "5",
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset-after": String(retryAfterS),
          "x-ratelimit-bucket": "b6a8c1d2e3f405162738495a6b7c8d9e",
        }),
  });
  response.end(JSON.stringify({ message: "You are being rate limited.", retry_after: retryAfterS, global: isGlobal }));
}
