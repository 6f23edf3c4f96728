import { z } from "zod";
import type { Store } from "../../store/store.ts";

export interface Turn {
  /** Throws when somebody has begun to look at the same head since. */
  readonly require: () => Promise<void>;
}

// A look takes seconds; a day is far beyond any freeze of a machine.
const rememberedMs = 24 * 3600 * 1000;

/**
 * Taken before the facts are read. A worker that was frozen after it judged, or whose lock was lost, must not write an
 * old verdict over a newer one: whoever took a turn later has seen more, and writes instead.
 */
export async function takeTurn(
  store: Store,
  { repositoryId, headSha }: { readonly repositoryId: number; readonly headSha: string },
): Promise<Turn> {
  const key = `turn/${repositoryId}/${headSha}`;
  for (;;) {
    const last = await store.get(key);
    const mine = (last === undefined ? 0 : z.number().parse(last)) + 1;
    if (!(await store.compareAndSet(key, last, mine, { expiresInMs: rememberedMs }))) continue;
    return {
      require: async () => {
        if ((await store.get(key)) !== mine) throw new Error(`a newer look at ${headSha} has begun`);
      },
    };
  }
}
