import type { ServerResponse } from "node:http";
import type { Logger } from "pino";
import { webhookPath } from "./paths.ts";
import { answerJson, type RequestHandler } from "./answer.ts";
import { listen, type Listening, type ListenOptions } from "./listen.ts";

/** A probe that waits longer than this counts as failed. */
export const defaultReadyWithinMs = 2000;

export interface ServerOptions extends ListenOptions {
  /** The door for GitHub; a worker has none. */
  readonly webhooks: RequestHandler | undefined;
  /** Resolves when queue and store answer. */
  readonly checkReady: () => Promise<void>;
  readonly version: string;
  readonly readyWithinMs?: number;
}

export interface RunningServer extends Listening {
  /** From here on `/ready` says no, so that a load balancer looks elsewhere; everything else still works. */
  beginStopping(): void;
}

/** Serves the webhook door and the probes. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  let isStopping = false;

  async function handle(...[request, response]: Parameters<RequestHandler>): Promise<void> {
    const path = (request.url ?? "/").split("?", 1)[0];
    if (path === webhookPath && options.webhooks) return options.webhooks(request, response);
    const isKnown = path === "/" || path === "/live" || path === "/ready";
    if (!isKnown) return answerJson(response, 404, { error: "There is nothing here." }, { connection: "close" });
    if (request.method !== "GET" && request.method !== "HEAD") {
      return answerJson(response, 405, { error: "Only GET." }, { allow: "GET, HEAD", connection: "close" });
    }
    switch (path) {
      case "/live":
        return answerJson(response, 200, { live: true });
      case "/ready":
        return answerReady(response, isStopping, options);
      case "/":
        return answerJson(response, 200, describe(options));
    }
  }

  const listening = await listen(handle, options);
  return {
    ...listening,
    beginStopping() {
      isStopping = true;
    },
    close(graceMs) {
      isStopping = true;
      return listening.close(graceMs);
    },
  };
}

function describe({ version, webhooks }: ServerOptions): Readonly<Record<string, unknown>> {
  return {
    name: "Gatehouse",
    version,
    about: "A self-hosted GitHub App that gates pull requests and releases on evidence and named approvers.",
    links: { live: "/live", ready: "/ready", ...(webhooks && { webhooks: webhookPath }) },
  };
}

async function answerReady(
  response: ServerResponse,
  isStopping: boolean,
  { checkReady, readyWithinMs = defaultReadyWithinMs, log }: ServerOptions,
): Promise<void> {
  if (isStopping) return answerJson(response, 503, { ready: false, because: "stopping" });
  const isReady = await answersWithin(checkReady, readyWithinMs, log);
  if (!isReady) return answerJson(response, 503, { ready: false, because: "the queue or the store does not answer" });
  answerJson(response, 200, { ready: true });
}

async function answersWithin(check: () => Promise<void>, limitMs: number, log: Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const answer = check().then(
    () => true,
    (error: unknown) => {
      log.warn({ err: error }, "readiness check failed");
      return false;
    },
  );
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
