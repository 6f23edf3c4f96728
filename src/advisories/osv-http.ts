import { RetryLater } from "../queue/job.ts";
import { SourceSilent } from "./source.ts";

/** What the client of the OSV API is built with. */
export interface OsvOptions {
  /** Without a slash at the end, for example `https://api.osv.dev`. */
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly delay: (milliseconds: number) => Promise<void>;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
  /** The server gives up after 35 s itself. */
  readonly requestTimeoutMs: number;
  /** For everything one `query` does. */
  readonly stepTimeoutMs: number;
}

export type OsvResponse =
  | { readonly state: "ok"; readonly body: unknown }
  | { readonly state: "rejected" }
  | { readonly state: "absent" };

export interface OsvRequest {
  readonly path: string;
  /** A POST when present. */
  readonly body?: unknown;
}

const attempts = 4;
// Twice what the server sends over HTTP/1.1.
const mostBytes = 64 * 1024 * 1024;

/**
 * Sends until it is answered, at most 4 times: server errors, broken connections and broken JSON are tried again. Throws
 * `SourceSilent` after that, and `RetryLater` at once when the server asks to wait.
 */
export async function sendToOsv(request: OsvRequest, options: OsvOptions, step: AbortSignal): Promise<OsvResponse> {
  let cause: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await options.delay(1000 * 2 ** (attempt - 1) * (0.5 + options.random() / 2));
    if (step.aborted) throw new SourceSilent(`${options.baseUrl} took too long for one scan`, { cause });
    try {
      return await sendOnce(request, options, step);
    } catch (error) {
      if (error instanceof RetryLater) throw error;
      cause = error;
    }
  }
  throw new SourceSilent(`${options.baseUrl} did not answer ${request.path} in ${attempts} attempts`, { cause });
}

async function sendOnce({ path, body }: OsvRequest, options: OsvOptions, step: AbortSignal): Promise<OsvResponse> {
  const response = await options.fetch(`${options.baseUrl}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "user-agent": options.userAgent, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "error",
    signal: AbortSignal.any([step, AbortSignal.timeout(options.requestTimeoutMs)]),
  });
  // Read in every case: an unread body keeps its connection busy.
  const text = await readText(response);
  switch (response.status) {
    case 200:
      return { state: "ok", body: JSON.parse(text) };
    case 400:
      return { state: "rejected" };
    case 404:
      return { state: "absent" };
    case 429:
      throw new RetryLater(
        `the source of advisories ${options.baseUrl} asks to wait`,
        retryAt(response.headers.get("retry-after"), options.now()),
      );
    default:
      throw new Error(`${path} answered ${response.status}`);
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (bytes > mostBytes) throw new Error(`the answer has more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

// A job that is put back does not count as failed, so no answer may make it come back at once, or never.
const [shortestWaitMs, longestWaitMs] = [1000, 3_600_000];

/** `Retry-After` is seconds or a date, taken for 1 s to 1 h; without a readable one, a minute. */
function retryAt(header: string | null, now: Date): Date {
  const text = header?.trim() ?? "";
  const askedMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  const waitMs = Number.isNaN(askedMs) ? 60_000 : Math.min(Math.max(askedMs, shortestWaitMs), longestWaitMs);
  return new Date(now.getTime() + waitMs);
}
