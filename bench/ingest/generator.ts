import { quantile } from "../quantile.ts";
import { type LoadConnection, openConnection } from "./connection.ts";
import { createDeliveryBuffers } from "./delivery.ts";

export interface LoadOrders {
  readonly port: number;
  readonly secret: string;
  readonly connections: number;
  readonly forMs: number;
  /** At most this many deliveries, however fast the server is. */
  readonly atMost: number;
  /** Deliveries a second; undefined: each connection sends as soon as it has its answer. */
  readonly perSecond: number | undefined;
  /** Number of the first delivery; no two deliveries of a run share theirs. */
  readonly firstSequence: number;
}

export interface LoadResult {
  readonly accepted: number;
  /** Answers other than 200. */
  readonly refused: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

// The generator is a process of its own, and stays one for the whole run, so that its code is warm in every round.
process.on("message", (orders: LoadOrders) => {
  void load(orders).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});

async function load({ port, secret, forMs, atMost, perSecond, firstSequence, ...orders }: LoadOrders) {
  const connections = await Promise.all(Array.from({ length: orders.connections }, () => openConnection(port)));
  const newBuffer = createDeliveryBuffers(secret);
  const latencies: number[] = [];
  let sent = 0;
  let refused = 0;
  const startedAt = performance.now();
  await Promise.all(connections.map(work));
  const tookMs = performance.now() - startedAt;
  for (const connection of connections) connection.close();
  const accepted = latencies.length - refused;
  const result: LoadResult = {
    accepted,
    refused,
    perSecond: accepted / (tookMs / 1000),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
  return result;

  async function work(connection: LoadConnection): Promise<void> {
    const delivery = newBuffer();
    while (sent < atMost) {
      const turn = sent;
      sent += 1;
      const dueAt = perSecond === undefined ? performance.now() : startedAt + (turn * 1000) / perSecond;
      if (dueAt - startedAt >= forMs) return;
      delivery.renew(firstSequence + turn);
      // What is overdue counts from when it was due: a slow answer must not hide that others had to wait.
      const isEarly = await waitUntil(dueAt);
      const countsFrom = isEarly ? performance.now() : dueAt;
      const status = await connection.send(delivery.bytes);
      latencies.push(performance.now() - countsFrom);
      if (status !== 200) refused += 1;
    }
  }
}

async function waitUntil(at: number): Promise<boolean> {
  const waitMs = at - performance.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  return waitMs > 0;
}
