import type { Facts } from "../../facts.ts";

// GitHub queues the runs of a push within seconds, on bad days within minutes.
const startsWithinMs = 5 * 60_000;

/** Until when a run for the commit that is judged may still begin; undefined once that is over. */
export function mayBeginUntil({ now, headSince }: Pick<Facts, "now" | "headSince">): Date | undefined {
  const until = new Date(headSince.getTime() + startsWithinMs);
  return now < until ? until : undefined;
}
