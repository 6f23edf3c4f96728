import type { IncomingMessage } from "node:http";

/** How many bytes of bodies may be in memory at once, over all requests. */
export interface BodyBudget {
  /** False when the bytes do not fit; then nothing was taken. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function createBodyBudget(maxBytes: number): BodyBudget {
  let usedBytes = 0;
  return {
    take(bytes) {
      if (usedBytes + bytes > maxBytes) return false;
      usedBytes += bytes;
      return true;
    },
    give(bytes) {
      usedBytes -= bytes;
    },
  };
}

export type BodyReading =
  /** `release` gives the bytes back to the budget: call it when the body is no longer needed. */
  | { readonly state: "read"; readonly body: Buffer; readonly release: () => void }
  | { readonly state: "too-large" }
  /** Other requests hold the whole budget. */
  | { readonly state: "busy" }
  /** The sender went away before the end. */
  | { readonly state: "aborted" };

/**
 * The raw bytes of a request. What counts is what has arrived, not what was announced: a header must not be able to
 * reserve memory. The caller has compared Content-Length with the limit; this is for bodies without one.
 */
export function readBody(request: IncomingMessage, maxBytes: number, budget: BodyBudget): Promise<BodyReading> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let receivedBytes = 0;

    function release(): void {
      budget.give(receivedBytes);
      receivedBytes = 0;
    }
    function giveUp(state: "too-large" | "busy" | "aborted"): void {
      request.off("data", take).off("end", finish).off("close", abort).pause();
      chunks.length = 0;
      release();
      resolve({ state });
    }
    function take(chunk: Buffer): void {
      if (receivedBytes + chunk.length > maxBytes) return giveUp("too-large");
      if (!budget.take(chunk.length)) return giveUp("busy");
      receivedBytes += chunk.length;
      chunks.push(chunk);
    }
    function finish(): void {
      request.off("close", abort);
      const [only] = chunks;
      resolve({ state: "read", body: only && chunks.length === 1 ? only : Buffer.concat(chunks), release });
    }
    function abort(): void {
      giveUp("aborted");
    }

    request.on("data", take).on("end", finish).on("close", abort);
    // Without a listener the error of a broken connection would end the process; `close` always follows it.
    request.on("error", () => undefined);
  });
}
