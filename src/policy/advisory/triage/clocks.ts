import type { Rating } from "../records/rating.ts";
import { foldTriage } from "./decision.ts";
import type { Sla, SlaWindow } from "./sla.ts";
import { windowOf } from "./sla.ts";
import { standingAt } from "./standing.ts";
import { stoppedBetween } from "./stopped.ts";
import type { TriageState } from "./triage-state.ts";

/** A clock that runs: what it asks for, by when, and how long it gave. */
export interface Clock {
  readonly of: "decide" | "fix";
  readonly dueAt: Date;
  readonly windowMs: number;
}

export interface Clocks {
  /** The one that ends first is first. */
  readonly running: readonly Clock[];
  /** When they went on last, because a decision had come to its end. */
  readonly resumedAt: Date | undefined;
}

/**
 * They begin at our first sight, and again when it comes back or an ignore ends; one whose time became shorter, then. Both stand still while an ignore covers
 * it, it is deferred, or it is said not to concern us; the first also while any other decision stands.
 */
export function clocksOf(state: TriageState, sla: Sla, now: Date): Clocks {
  if (state.presence !== "present" || state.accepted !== null) return { running: [], resumedAt: undefined };
  const { kind, entries } = state;
  const { decideMs, fixMs } = windowOf(kind, countedRating(state), sla);
  const from = new Date(state.firstSeenAt);
  const { resumedAt } = stoppedBetween(entries, { kind, from, to: now });
  const stance = standingAt(entries, { kind, at: now });
  const isFixStopped = stance?.kind === "defer" || stance?.kind === "not-affected";
  const running: Clock[] = [];
  if (decideMs !== undefined && stance === undefined) running.push(clock("decide", decideMs));
  if (fixMs !== undefined && !isFixStopped) running.push(clock("fix", fixMs));
  running.sort((left, right) => left.dueAt.getTime() - right.dueAt.getTime());
  return { running, resumedAt };

  function clock(of: Clock["of"], windowMs: number): Clock {
    const began = new Date(state.graver?.[of] ?? from);
    const stopped = stoppedBetween(entries, { kind, from: began, to: now });
    const stoppedMs = of === "decide" ? stopped.decideMs : stopped.fixMs;
    return { of, dueAt: new Date(began.getTime() + windowMs + stoppedMs), windowMs };
  }
}

/** Where less time is given than before, that counts from now: nobody is late for what nobody knew. */
export function graverSince(before: TriageState, next: Rated, sla: Sla, now: Date): TriageState["graver"] {
  const [old, present] = [before, next].map((rated) => windowOf(rated.kind, countedRating(rated), sla));
  const isShorter = (key: keyof SlaWindow) => (present?.[key] ?? Infinity) < (old?.[key] ?? Infinity);
  if (!isShorter("decideMs") && !isShorter("fixMs")) return before.graver;
  return {
    ...before.graver,
    ...(isShorter("decideMs") ? { decide: now.toISOString() } : {}),
    ...(isShorter("fixMs") ? { fix: now.toISOString() } : {}),
  };
}

type Rated = Pick<TriageState, "kind" | "rating" | "entries">;

/** A person's word goes before the record's; both are kept. */
function countedRating({ rating, entries }: Rated): Rating {
  return foldTriage(entries).severity?.rating ?? rating;
}
