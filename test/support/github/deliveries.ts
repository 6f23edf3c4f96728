import { createHmac, randomUUID } from "node:crypto";

export interface Delivery {
  /** Changes with every attempt, the guid does not. */
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly redelivery: boolean;
  readonly deliveredAt: string;
  /** What the receiver answered; 502 when nobody was there, 504 when it took too long. */
  readonly status: number;
  /** Text of the receiver's answer. */
  readonly body: string;
  readonly durationMs: number;
}

type Which = (delivery: Pick<Delivery, "event" | "action" | "payload">) => boolean;

export interface DeliveryOptions {
  readonly webhookSecret: string;
  readonly appId: number;
  /** Events the App subscribed to; others are not sent. */
  readonly events: readonly string[];
  /** GitHub gives up after 10 s. */
  readonly timeoutMs: number;
}

/** Sends webhooks to the App and remembers each attempt. The order of arrival is not promised, as on GitHub. */
export class Deliveries {
  readonly #options: DeliveryOptions;
  readonly #records: Delivery[] = [];
  readonly #inFlight = new Set<Promise<Delivery>>();
  #url: string | undefined;
  #lost: { readonly which: Which; left: number }[] = [];
  #nextId = 900_000_000_001;

  constructor(options: DeliveryOptions, url: string | undefined) {
    this.#options = options;
    this.#url = url;
  }

  deliverTo(url: string): void {
    this.#url = url;
  }
  /** The next `count` deliveries fail as if the App were down; all of them when left out. Nothing is tried again. */
  lose(count = Infinity, which: Which = () => true): void {
    this.#lost.push({ which, left: count });
  }
  /** The App is up again. */
  loseNoMore(): void {
    this.#lost = [];
  }
  /** Every attempt so far, oldest first. */
  all(): readonly Delivery[] {
    return [...this.#records];
  }

  send(event: string, payload: Readonly<Record<string, unknown>>): void {
    // Not awaited: an attempt never rejects, and `settled()` waits for it.
    if (this.#options.events.includes(event)) void this.#start(randomUUID(), event, payload, false);
  }

  /** Delivers the same event again, all attempts at once, and resolves when they are answered. */
  async redeliver(guid: string, times = 1): Promise<readonly Delivery[]> {
    const original = this.#records.find((record) => record.guid === guid);
    if (!original) throw new Error(`there is no delivery ${guid}`);
    return Promise.all(Array.from({ length: times }, () => this.#start(guid, original.event, original.payload, true)));
  }

  /** Resolves when no delivery is in flight, also counting those that the answered ones caused. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight);
  }

  #start(guid: string, event: string, payload: Readonly<Record<string, unknown>>, redelivery: boolean) {
    const attempt = this.#attempt(guid, event, payload, redelivery).then((delivery) => {
      this.#records.push(delivery);
      this.#inFlight.delete(attempt);
      return delivery;
    });
    this.#inFlight.add(attempt);
    return attempt;
  }

  async #attempt(
    guid: string,
    event: string,
    payload: Readonly<Record<string, unknown>>,
    redelivery: boolean,
  ): Promise<Delivery> {
    const started = Date.now();
    const id = this.#nextId++;
    const action = typeof payload["action"] === "string" ? payload["action"] : null;
    const loss = this.#lost.find(({ which, left }) => left > 0 && which({ event, action, payload }));
    if (loss) loss.left -= 1;
    const answer = loss || this.#url === undefined ? unreachable : await this.#post(this.#url, guid, event, payload);
    const deliveredAt = new Date(started).toISOString();
    return { id, guid, event, action, payload, redelivery, deliveredAt, durationMs: Date.now() - started, ...answer };
  }

  async #post(url: string, guid: string, event: string, payload: Readonly<Record<string, unknown>>) {
    const text = JSON.stringify(payload);
    const { webhookSecret, appId, timeoutMs } = this.#options;
    const sign = (algorithm: string) => createHmac(algorithm, webhookSecret).update(text).digest("hex");
    try {
      const response = await fetch(url, {
        method: "POST",
        body: text,
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: "*/*",
          "content-type": "application/json",
          "user-agent": "GitHub-Hookshot/1a2b3c4",
          "x-github-delivery": guid,
          "x-github-event": event,
          "x-github-hook-id": "480000001",
          "x-github-hook-installation-target-id": String(appId),
          "x-github-hook-installation-target-type": "integration",
          "x-hub-signature": `sha1=${sign("sha1")}`,
          "x-hub-signature-256": `sha256=${sign("sha256")}`,
        },
      });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      if (error instanceof Error && error.name === "TimeoutError") return { status: 504, body: "timed out" };
      // The App is away: that is a failed delivery on GitHub's list, not our failure.
      return unreachable;
    }
  }
}

const unreachable = { status: 502, body: "failed to connect to host" };
