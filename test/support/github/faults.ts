import { setTimeout as wait } from "node:timers/promises";
import { refuse } from "./exchange.ts";
import type { ApiReply } from "./exchange.ts";

type FaultKind =
  /** Answered instead of doing the work. */
  | { readonly kind: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The work is done, then this is answered: the 502 after the commit. */
  | { readonly kind: "status-after"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: "drop" }
  | { readonly kind: "drop-after" }
  | { readonly kind: "delay"; readonly delayMs: number }
  /** Never answered; the connection stays open until the client or `close()` ends it. */
  | { readonly kind: "hang" }
  | { readonly kind: "secondary-limit"; readonly retryAfterSeconds?: number }
  | { readonly kind: "primary-limit"; readonly resetAt: Date }
  | { readonly kind: "unauthorized" }
  /** Done and answered with 200, but the body breaks off in the middle. */
  | { readonly kind: "truncated" };

export type Fault = FaultKind & {
  readonly method?: string;
  /** With or without the method: "POST /repos/{owner}/{repo}/check-runs" or "/repos/{owner}/{repo}/check-runs". */
  readonly route?: string;
  readonly times?: number;
};

export interface UsedFault {
  readonly fault: Fault;
  readonly route: string;
  readonly path: string;
}

export type Outcome =
  | { readonly send: "reply"; readonly reply: ApiReply }
  | { readonly send: "truncated"; readonly reply: ApiReply }
  | { readonly send: "nothing" }
  | { readonly send: "hang" };

const tokenRoute = "POST /app/installations/{installation_id}/access_tokens";

/** Faults wait for a matching request of the App. Token requests are hit only by a fault that names their route. */
export class Faults {
  readonly #waiting: { readonly fault: Fault; left: number }[] = [];
  readonly #used: UsedFault[] = [];

  next(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }
  clear(): void {
    this.#waiting.length = 0;
  }
  get used(): readonly UsedFault[] {
    return [...this.#used];
  }
  /** Faults that no request has met yet. */
  get pending(): readonly Fault[] {
    return this.#waiting.map(({ fault }) => fault);
  }

  /** Does the work, or not, as the first matching fault wants it. */
  async run(route: string, path: string, work: () => Promise<ApiReply>): Promise<Outcome> {
    const index = this.#waiting.findIndex(({ fault }) => matches(fault, route));
    const waiting = this.#waiting[index];
    if (!waiting) return { send: "reply", reply: await work() };
    waiting.left -= 1;
    if (waiting.left === 0) this.#waiting.splice(index, 1);
    this.#used.push({ fault: waiting.fault, route, path });
    return apply(waiting.fault, work);
  }
}

function matches({ method, route: wanted }: Fault, route: string): boolean {
  if (wanted === undefined && route === tokenRoute) return false;
  if (method !== undefined && !route.startsWith(`${method} `)) return false;
  return wanted === undefined || wanted === route || route.endsWith(` ${wanted}`);
}

async function apply(fault: FaultKind, work: () => Promise<ApiReply>): Promise<Outcome> {
  switch (fault.kind) {
    case "status":
      return answer(fault.status, `Injected fault ${fault.status}`, fault.headers);
    case "status-after":
      await work();
      return answer(fault.status, `Injected fault ${fault.status} after the work`, fault.headers);
    case "drop":
      return { send: "nothing" };
    case "drop-after":
      await work();
      return { send: "nothing" };
    case "delay":
      await wait(fault.delayMs);
      return { send: "reply", reply: await work() };
    case "hang":
      return { send: "hang" };
    case "secondary-limit":
      return answer(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.", {
        "retry-after": String(fault.retryAfterSeconds ?? 60),
      });
    case "primary-limit":
      return answer(403, "API rate limit exceeded for installation.", {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Math.ceil(fault.resetAt.getTime() / 1000)),
      });
    case "unauthorized":
      return answer(401, "Bad credentials");
    case "truncated":
      break;
  }
  return { send: "truncated", reply: await work() };
}

function answer(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Outcome {
  return { send: "reply", reply: { ...refuse(status, message), headers } };
}
