import { Redis } from "ioredis";
import { startRedis } from "../../test/support/redis.ts";
import { type Contender, startContenders, stopAll } from "./contenders.ts";
import { startLoadGenerator } from "./load.ts";
import { renderIngest, type Results } from "./render-ingest.ts";
import { takeTurn, type Turn } from "./turn.ts";

const connections = 32;
const pacedPerSecond = 200;
// Far above what fits into a turn; it only bounds what a turn can put into Redis.
const deliveriesPerTurn = 200_000;

/** Deliveries accepted a second, against two yardsticks that take turns with Gatehouse on the same Redis. */
export async function benchIngest(isQuick: boolean): Promise<string> {
  const { rounds, turnMs } = isQuick ? { rounds: 3, turnMs: 1_000 } : { rounds: 5, turnMs: 3_000 };
  // Redis rewrites its file between the turns, and not in the middle of one.
  const server = await startRedis({ "auto-aof-rewrite-percentage": "0" });
  const redis = new Redis(server.url);
  const generator = startLoadGenerator();
  let contenders: readonly Contender[] = [];
  let firstSequence = 0;
  try {
    contenders = await startContenders(server.url);
    await play(1, { forMs: turnMs });
    const full = await play(rounds, { forMs: turnMs });
    const paced = await play(rounds, { forMs: turnMs / 2, perSecond: pacedPerSecond });
    return renderIngest({ full, paced, connections, pacedPerSecond });
  } finally {
    await generator.stop();
    await stopAll(contenders);
    redis.disconnect();
    await server.close();
  }

  /** Everybody takes a turn in each round, always in the same order. */
  async function play(times: number, load: { readonly forMs: number; readonly perSecond?: number }): Promise<Results> {
    const results = new Map(contenders.map(({ name }) => [name, [] as Turn[]]));
    for (let round = 0; round < times; round += 1) {
      for (const contender of contenders) {
        const orders = { perSecond: undefined, ...load, connections, atMost: deliveriesPerTurn, firstSequence };
        firstSequence += deliveriesPerTurn;
        results.get(contender.name)?.push(await takeTurn(contender, orders, { generator, redis }));
      }
    }
    return results;
  }
}
