import type { OutgoingHttpHeaders } from "node:http";

/** Why a delivery is not taken, in words for the "Recent deliveries" page of the App's settings. */
export interface Refusal {
  readonly status: 400 | 401 | 405 | 413 | 415 | 503;
  readonly error: string;
  readonly headers?: OutgoingHttpHeaders;
}
