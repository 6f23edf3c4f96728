import { z } from "zod";
import type { Store } from "../../store/store.ts";

/** False once somebody has begun a newer look. */
export type Turn = () => Promise<boolean>;

// A look takes seconds; a day is far beyond any freeze of a machine.
const rememberedMs = 24 * 3600 * 1000;

/**
 * Taken before the facts are read. A worker that was frozen after it judged, or whose lock was lost, must not write an
 * old verdict over a newer one: whoever took a turn later has seen more.
 */
export async function takeTurn(store: Store, place: string): Promise<Turn> {
  const key = `turn/${place}`;
  for (;;) {
    const last = await store.get(key);
    const mine = (last === undefined ? 0 : z.number().parse(last)) + 1;
    if (!(await store.compareAndSet(key, last, mine, { expiresInMs: rememberedMs }))) continue;
    return async () => (await store.get(key)) === mine;
  }
}
