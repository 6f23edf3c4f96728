import type { IncomingMessage } from "node:http";
import type { Logger } from "pino";
import { answerJson, type RequestHandler } from "../http/answer.ts";
import type { Enqueue } from "../queue/job.ts";
import { type DeliveryHeaders, readDeliveryHeaders } from "./delivery-headers.ts";
import { createBodyBudget, readBody } from "../http/read-body.ts";
import { parseBody } from "./parse-body.ts";
import type { Refusal } from "./refusal.ts";
import { route } from "./routing.ts";
import { isSignedBy } from "./signature.ts";

/** GitHub never sends a larger payload. */
export const maxBodyBytes = 25 * 1024 * 1024;
const bytesInFlightLimit = 128 * 1024 * 1024;
/** GitHub waits 10 s. Below 3 s, so that a frozen queue is a recorded failure and not a hanging connection. */
export const defaultStoreWithinMs = 2500;

export interface WebhookDoorOptions {
  readonly appId: number;
  /** The current secret, then the previous one while it is being rotated. */
  readonly secrets: readonly string[];
  readonly enqueue: Enqueue;
  readonly now: () => Date;
  readonly log: Logger;
  readonly storeWithinMs?: number;
  readonly maxBodyBytesInFlight?: number;
}

type Outcome =
  | { readonly state: "accepted"; readonly jobs: number }
  | { readonly state: "ignored"; readonly because: string }
  | { readonly state: "aborted" }
  | ({ readonly state: "refused" } & Refusal);

/**
 * The only way in for GitHub. Refuses what is not a signed delivery, turns the rest into small jobs, stores them in one
 * call, and answers 2xx only then. A 503 does not mean that nothing was stored: the store may have been slow to say
 * so, and the ids and subjects of the jobs absorb the redelivery.
 */
export function createWebhookDoor(options: WebhookDoorOptions): RequestHandler {
  const { log, maxBodyBytesInFlight = bytesInFlightLimit } = options;
  const budget = createBodyBudget(maxBodyBytesInFlight);

  return async function answerDelivery(request, response) {
    const headers = readDeliveryHeaders(request);
    if (headers.state === "refused") return answer(headers);
    if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) return answer(tooLarge);
    const reading = await readBody(request, maxBodyBytes, budget);
    if (reading.state === "too-large") return answer(tooLarge);
    if (reading.state === "busy") return answer(busy);
    if (reading.state === "aborted") return answer(reading);
    try {
      answer(await receive(reading.body, headers, options));
    } finally {
      reading.release();
    }

    function answer(outcome: Outcome): void {
      const facts = { ...describeSender(request), outcome: outcome.state };
      switch (outcome.state) {
        case "accepted":
          log.debug({ ...facts, jobs: outcome.jobs }, "delivery accepted");
          return answerJson(response, 200, { accepted: outcome.jobs });
        case "ignored":
          log.debug({ ...facts, because: outcome.because }, "delivery needs nothing");
          return answerJson(response, 200, { ignored: outcome.because });
        case "aborted":
          return log.info(facts, "delivery broken off by the sender");
        case "refused":
          log.warn({ ...facts, status: outcome.status, problem: outcome.error }, "delivery refused");
          return answerJson(response, outcome.status, { error: outcome.error }, outcome.headers);
      }
    }
  };
}

const tooLarge: Outcome = {
  state: "refused",
  status: 413,
  error: "The body is larger than 25 MiB, which GitHub never sends.",
  headers: { connection: "close" },
};

const busy: Outcome = {
  state: "refused",
  status: 503,
  error: "Too many bodies are being received at once. Deliver again.",
  headers: { connection: "close", "retry-after": "5" },
};

async function receive(
  body: Buffer,
  { event, deliveryId, signature }: DeliveryHeaders,
  { secrets, appId, enqueue, now, log, storeWithinMs = defaultStoreWithinMs }: WebhookDoorOptions,
): Promise<Outcome> {
  if (!isSignedBy(body, signature, secrets)) {
    return {
      state: "refused",
      status: 401,
      error: "The signature does not match. Compare WEBHOOK_SECRET with the webhook secret in the App's settings.",
    };
  }
  const parsed = parseBody(body);
  if (parsed.state === "refused") return parsed;
  const routing = route({ event, id: deliveryId, payload: parsed.payload, receivedAt: now() }, appId);
  if (routing.state === "ignored") return routing;
  if (routing.state === "mismatch") return { state: "refused", status: 400, error: routing.problem };
  try {
    await within(storeWithinMs, enqueue(routing.jobs));
  } catch (error) {
    log.error({ event, delivery: deliveryId, err: error }, "jobs of a delivery could not be stored");
    return {
      state: "refused",
      status: 503,
      error: "The queue did not store the delivery in time. GitHub records the failure; deliver it again.",
      headers: { "retry-after": "60" },
    };
  }
  return { state: "accepted", jobs: routing.jobs.length };
}

async function within<Value>(limitMs: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function describeSender({ headers, socket }: IncomingMessage) {
  return {
    event: beginningOf(headers["x-github-event"]),
    delivery: beginningOf(headers["x-github-delivery"]),
    from: socket.remoteAddress,
  };
}

/** Anybody can send a header, unsigned and of many kilobytes; no real one is as long as what is kept of it. */
function beginningOf(header: string | string[] | undefined): string | undefined {
  return header?.toString().slice(0, 100);
}
