import type { REST, RouteLike } from "discord.js";
import type { Failure } from "./discord-trouble.ts";

export interface DiscordRestOptions {
  readonly token: string;
  /** Base of the API without a version, e.g. `https://discord.com/api`. */
  readonly apiUrl: string | undefined;
  readonly now: () => Date;
  readonly timeoutMs: number;
}

interface DiscordCall {
  readonly method: "GET" | "POST" | "PATCH";
  readonly route: RouteLike;
  readonly body?: unknown;
  readonly query?: URLSearchParams;
  readonly signal: AbortSignal;
}

type Answer = { readonly state: "answered"; readonly data: unknown } | ({ readonly state: "failed" } & Failure);

/** One request, sent at most once; while Discord wants no call at all, none is made. */
export type CallDiscord = (call: DiscordCall) => Promise<Answer>;

export function createDiscordRest(options: DiscordRestOptions): CallDiscord {
  let rest: Promise<REST> | undefined;
  let stopped: { until: Date; failure: Failure } | undefined;

  return async function call({ method, route, ...request }) {
    if (stopped !== undefined && options.now() < stopped.until) return { state: "failed", ...stopped.failure };
    // Loading discord.js takes 0.2 s and 34 MiB: only a process that really posts pays for it.
    const { describeFailure } = await import("./discord-trouble.ts");
    rest ??= connect(options);
    try {
      const connection = await rest;
      return { state: "answered", data: await send(connection, method, route, request) };
    } catch (error) {
      const failure = describeFailure(error, options.now());
      if (failure.stopsAll && failure.trouble.state === "later") stopped = { until: failure.trouble.at, failure };
      // After a 401 discord.js forgets the token for the life of the instance, and a limit it keeps as long as it was told.
      if (failure.needsNewClient) rest = undefined;
      return { state: "failed", ...failure };
    }
  };
}

function send(
  rest: REST,
  method: DiscordCall["method"],
  route: RouteLike,
  request: Omit<DiscordCall, "method" | "route">,
): Promise<unknown> {
  switch (method) {
    case "GET":
      return rest.get(route, request);
    case "POST":
      return rest.post(route, request);
    case "PATCH":
      return rest.patch(route, request);
  }
}

async function connect({ token, apiUrl, timeoutMs }: DiscordRestOptions): Promise<REST> {
  const { REST: Rest } = await import("discord.js");
  return new Rest({
    // With its defaults it re-sends a POST up to three times, and sleeps inside the job for as long as a limit lasts.
    retries: 0,
    rejectOnRateLimit: () => true,
    timeout: timeoutMs,
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
  }).setToken(token);
}
