import { UnrecoverableError } from "bullmq";
import type { Store } from "../store/store.ts";

const maxCrashes = 3;
const rememberedMs = 24 * 60 * 60_000;

type RunSuspect = (jobId: string, work: () => Promise<void>) => Promise<void>;

/**
 * A job whose process died while the job was active is a suspect. BullMQ counts how often a job stalled, but everything
 * that was active next to a deadly job stalls with it and would be buried with it. So suspects run one at a time and
 * their starts are counted here: the deadly one is quarantined after 3 crashes, the others get their turn.
 */
export function createSuspects(store: Store): RunSuspect {
  let lane: Promise<void> = Promise.resolve();

  return async (jobId, work) => {
    const turn = lane;
    const { promise: done, resolve: leave } = Promise.withResolvers<void>();
    lane = done;
    await turn;
    try {
      const key = `crash.${jobId}`;
      const starts = await store.get(key);
      // The crash that made it a suspect is not among the starts.
      const crashes = 1 + (typeof starts === "number" ? starts : 0);
      if (crashes >= maxCrashes) {
        throw new UnrecoverableError(
          `Its process died ${crashes} times while it ran. It is set aside; see what it works on before you retry it.`,
        );
      }
      await store.put(key, crashes, { expiresInMs: rememberedMs });
      try {
        await work();
      } finally {
        await store.delete(key);
      }
    } finally {
      leave();
    }
  };
}
