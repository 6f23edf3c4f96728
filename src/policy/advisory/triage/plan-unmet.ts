import type { Outcome } from "./outcome.ts";
import { stays } from "./plan-met.ts";
import { mergeEntries } from "./merge-entries.ts";
import type { Subject } from "./subject.ts";
import type { TriageEvent } from "./triage-plan.ts";
import type { TriageScene } from "./triage-scene.ts";
import type { TriageState } from "./triage-state.ts";
import { unprovedPlaces, unscannedLockfiles } from "./unproved.ts";

/** What becomes of an advisory that the scan has not met. `into`: another one that names it now. */
export function planUnmet(subject: Subject, into: string | undefined, { scan, now }: TriageScene): Outcome {
  const { issue, before, entries } = subject;
  const wasMet = before === undefined ? issue?.isOpen === true : before.presence === "present";
  // Also one that is gone, and that a person has opened again: they know why.
  if (!wasMet) return stays(subject);
  if (!scan.isComplete) return { ...stays(subject), isHeldBack: issue?.isOpen === true };

  const isWithdrawn = scan.withdrawn.has(subject.advisory);
  const unproved = before === undefined || isWithdrawn || into !== undefined ? [] : unprovedPlaces(before, scan);
  if (unproved.length > 0) return holdsBack(subject, { kind: "unproved", places: unproved });
  const next: TriageState = {
    ...(before ?? unknownState(now)),
    presence: isWithdrawn ? "withdrawn" : "gone",
    unproved: undefined,
    accepted: null,
    reminded: null,
    closedByPeopleAt: [],
    proposal: null,
    proposedFor: null,
    entries: mergeEntries(entries),
  };
  const unscanned = before === undefined ? [] : unscannedLockfiles(before, scan);
  const event = eventOf({ isWithdrawn, into, unscanned });
  const isProved = event.kind === "close" && event.into === undefined && event.unscanned === undefined;
  const isTold = issue !== undefined && (issue.isOpen || before?.accepted === null);
  return {
    ...stays(subject),
    next,
    events: isTold ? [event] : [],
    quietEvents: isTold ? [] : [event],
    isOpen: false,
    closeAs: issue?.isOpen === true ? (isProved ? "completed" : "not_planned") : undefined,
  };
}

/** It stays as it is, and that is told once: whoever knows better may close it. */
function holdsBack(subject: Subject, event: TriageEvent): Outcome {
  const stayed = stays(subject);
  if (subject.issue?.isOpen !== true || stayed.next === undefined) return stayed;
  const events = subject.before?.unproved === true ? [] : [event];
  return { ...stayed, next: { ...stayed.next, unproved: true }, events, isHeldBack: true };
}

function eventOf({
  isWithdrawn,
  into,
  unscanned,
}: {
  readonly isWithdrawn: boolean;
  readonly into: string | undefined;
  readonly unscanned: readonly string[];
}): TriageEvent {
  if (isWithdrawn) return { kind: "withdrawn" };
  if (into !== undefined) return { kind: "close", into };
  return unscanned.length > 0 ? { kind: "close", unscanned } : { kind: "close" };
}

/** Of an issue that lost its note, and whose advisory nobody meets any more. */
function unknownState(now: Date): TriageState {
  return {
    firstSeenAt: now.toISOString(),
    presence: "gone",
    kind: "vulnerability",
    rating: "unknown",
    aliases: [],
    places: [],
    fix: null,
    accepted: null,
    reminded: null,
    closedByPeopleAt: [],
    proposal: null,
    proposedFor: null,
    entries: [],
  };
}
