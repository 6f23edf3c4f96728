import type { Redis } from "ioredis";
import { appVariables } from "../gatehouse-process.ts";
import { findCpuMs } from "../process-figures.ts";
import { type Contender, settleAccount } from "./contenders.ts";
import type { LoadOrders, LoadResult } from "./generator.ts";
import type { LoadGenerator } from "./load.ts";

/** What one contender did with the load. */
export interface Turn extends LoadResult {
  /** Processor time per accepted delivery of the server and of Redis; undefined where it cannot be read. */
  readonly serverCpuUs: number | undefined;
  readonly redisCpuUs: number | undefined;
}

/** Loads one contender, checks that everything it accepted is stored, and leaves an empty Redis behind. */
export async function takeTurn(
  contender: Contender,
  load: Omit<LoadOrders, "port" | "secret">,
  { generator, redis }: { readonly generator: LoadGenerator; readonly redis: Redis },
): Promise<Turn> {
  const redisPid = Number(/^process_id:(\d+)/m.exec(await redis.info("server"))?.[1]);
  const { url, pid } = contender.server;
  const orders = { ...load, port: Number(new URL(url).port), secret: appVariables.WEBHOOK_SECRET };
  const before = { server: await findCpuMs(pid), redis: await findCpuMs(redisPid) };
  const result = await generator.run(orders);
  const after = { server: await findCpuMs(pid), redis: await findCpuMs(redisPid) };
  await settleAccount(redis, contender, result.accepted);
  return {
    ...result,
    serverCpuUs: perDeliveryUs(before.server, after.server, result),
    redisCpuUs: perDeliveryUs(before.redis, after.redis, result),
  };
}

function perDeliveryUs(beforeMs: number | undefined, afterMs: number | undefined, { accepted }: LoadResult) {
  return beforeMs === undefined || afterMs === undefined ? undefined : ((afterMs - beforeMs) * 1000) / accepted;
}
