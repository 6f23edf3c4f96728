import type { IncomingMessage } from "node:http";
import type { Refusal } from "./refusal.ts";

export interface DeliveryHeaders {
  readonly state: "complete";
  readonly event: string;
  readonly deliveryId: string;
  /** As received, `sha256=…`; not yet verified. */
  readonly signature: string;
}

const jsonType = /^application\/json\s*(?:;|$)/i;
const eventNamePattern = /^\w{1,64}$/;
const deliveryIdPattern = /^[0-9A-Za-z-]{1,64}$/;
const hookIdPattern = /^\d{1,20}$/;

/**
 * Of the headers GitHub documents for a delivery, four are required: X-GitHub-Event, X-GitHub-Delivery,
 * X-Hub-Signature-256 and X-GitHub-Hook-ID. The user agent is not looked at, as relays replace it.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers
 */
export function readDeliveryHeaders(request: IncomingMessage): DeliveryHeaders | ({ state: "refused" } & Refusal) {
  if (request.method !== "POST") {
    return refuse(405, "Deliveries come as POST.", { allow: "POST" });
  }
  if (!jsonType.test(request.headers["content-type"] ?? "")) {
    return refuse(415, "Set the webhook's content type to application/json in the App's settings.");
  }
  const event = header(request, "x-github-event");
  if (event === undefined) return refuse(400, "The header X-GitHub-Event is missing.");
  if (!eventNamePattern.test(event)) return refuse(400, "The header X-GitHub-Event is not an event name.");
  const deliveryId = header(request, "x-github-delivery");
  if (deliveryId === undefined) return refuse(400, "The header X-GitHub-Delivery is missing.");
  if (!deliveryIdPattern.test(deliveryId)) return refuse(400, "The header X-GitHub-Delivery is not a delivery GUID.");
  const hookId = header(request, "x-github-hook-id");
  if (hookId === undefined) return refuse(400, "The header X-GitHub-Hook-ID is missing.");
  if (!hookIdPattern.test(hookId)) return refuse(400, "The header X-GitHub-Hook-ID is not a number.");
  const signature = header(request, "x-hub-signature-256");
  if (signature !== undefined) return { state: "complete", event, deliveryId, signature };
  if (header(request, "x-hub-signature") !== undefined) {
    return refuse(401, "Only a SHA-1 signature was sent. X-Hub-Signature-256 is required.");
  }
  return refuse(401, "The delivery is not signed. Set a webhook secret in the App's settings and in WEBHOOK_SECRET.");
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

function refuse(status: Refusal["status"], error: string, headers: Refusal["headers"] = {}) {
  // The body has not been read. Closing spares us reading it only to throw it away.
  return { state: "refused", status, error, headers: { connection: "close", ...headers } } as const;
}
