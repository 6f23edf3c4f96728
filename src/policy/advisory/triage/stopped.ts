import type { AdvisoryKind } from "../records/rating.ts";
import { endOfStance, standingAt } from "./standing.ts";
import type { TriageEntry } from "./triage-entry.ts";

/** How long the clocks have stood still between two times, by what was decided. */
export interface Stopped {
  /** A decision of any kind stood. */
  readonly decideMs: number;
  /** It was deferred, or said not to concern us. A fix that is announced, or a risk that is only proposed, stops nothing. */
  readonly fixMs: number;
  /** When the clocks went on last, because a decision had come to its end. */
  readonly resumedAt: Date | undefined;
}

export function stoppedBetween(
  entries: readonly TriageEntry[],
  { kind, from, to }: { readonly kind: AdvisoryKind; readonly from: Date; readonly to: Date },
): Stopped {
  const times = entries.map(({ at }) => Date.parse(at)).filter((time) => time > from.getTime() && time <= to.getTime());
  const bounds = [from.getTime(), ...new Set(times.toSorted((left, right) => left - right)), to.getTime()];
  let decideMs = 0;
  let fixMs = 0;
  let resumedAt: Date | undefined;
  for (const [index, start] of bounds.slice(0, -1).entries()) {
    const next = bounds[index + 1] ?? start;
    const said = entries.filter(({ at }) => Date.parse(at) <= start);
    const stance = standingAt(said, { kind, at: new Date(start) });
    if (stance === undefined) continue;
    const end = endOfStance(stance)?.getTime() ?? Infinity;
    const stopped = Math.min(next, end) - start;
    decideMs += stopped;
    if (stance.kind === "defer" || stance.kind === "not-affected") fixMs += stopped;
    if (end <= next) resumedAt = new Date(end);
  }
  return { decideMs, fixMs, resumedAt };
}
