import { createHmac } from "node:crypto";
import { connect } from "node:net";
import { createRequire } from "node:module";
import { pino } from "pino";
import { type ConnectionLimits, listen } from "../../src/http/listen.ts";
import { createWebhookDoor, type WebhookDoorOptions } from "../../src/ingest/webhook-door.ts";
import { webhookPath } from "../../src/http/paths.ts";
import type { JobRequest } from "../../src/queue/job.ts";

export const currentSecret = "the-current-secret";
export const previousSecret = "the-previous-secret";
export const APP_ID = 4242;
export const guid = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

export function sign(body: string | Uint8Array, secret = currentSecret): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** The headers GitHub sends with a delivery. */
export function deliveryHeaders(event: string, signature: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/044aadd",
    "x-github-event": event,
    "x-github-delivery": guid,
    "x-github-hook-id": "292430182",
    "x-hub-signature-256": signature,
  };
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

/** The real door behind a real server. `stored` holds what was enqueued, one entry per call. */
export async function openDoor(overrides: Partial<WebhookDoorOptions> = {}, limits: Partial<ConnectionLimits> = {}) {
  const stored: (readonly JobRequest[])[] = [];
  const lines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => lines.push(line) });
  const door = createWebhookDoor({
    appId: APP_ID,
    secrets: [currentSecret, previousSecret],
    enqueue: async (requests) => void stored.push(requests),
    now: () => new Date("2026-11-20T09:00:00Z"),
    log,
    ...overrides,
  });
  const server = await listen(door, { host: "127.0.0.1", port: 0, log, limits });

  async function send(
    body: string | Uint8Array,
    headers: Record<string, string | undefined>,
    method = "POST",
  ): Promise<Answer> {
    const given = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    // Each pair has a name and a value, which the type of flatMap does not show.
    const pairs = given as [string, string][];
    const init = method === "POST" ? { method, body: Buffer.from(body) } : { method };
    const response = await fetch(server.url + webhookPath, { ...init, headers: pairs });
    return { status: response.status, body: await response.text(), headers: response.headers };
  }

  return {
    port: server.port,
    stored,
    lines,
    send,
    /** A correctly signed delivery. */
    deliver: (event: string, body: string | Uint8Array) => send(body, deliveryHeaders(event, sign(body))),
    close: () => server.close(0),
  };
}

/** Writes the parts to a socket as they are and returns all that comes back until the server closes. */
export function sendRaw(port: number, parts: readonly (string | Uint8Array)[], then?: "end"): Promise<string> {
  return new Promise((resolve) => {
    let received = "";
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => (received += text));
    // A server that refuses a body while it is still being sent may reset the connection.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(received));
    socket.on("end", () => socket.end());
    for (const part of parts) socket.write(part);
    if (then === "end") socket.end();
  });
}

/** GitHub's own examples: event, action and payload. */
export function readExamples(): { event: string; action: string | undefined; payload: Record<string, unknown> }[] {
  // Plain JSON behind a CommonJS entry; its shape is what the package documents.
  const definitions = createRequire(import.meta.url)("@octokit/webhooks-examples") as {
    name: string;
    examples: (Record<string, unknown> & { action?: string })[];
  }[];
  return definitions.flatMap(({ name, examples }) =>
    examples.map((payload) => ({ event: name, action: payload.action, payload })),
  );
}
