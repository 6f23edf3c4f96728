import type { Outcome } from "./outcome.ts";
import { dueOf } from "./outcome.ts";
import { planMet } from "./plan-met.ts";
import { planUnmet } from "./plan-unmet.ts";
import { nameSubjects } from "./subject.ts";
import type { Advisory } from "../findings/advisory.ts";
import type { QuietAdvisory, TriageBefore, TriageChange, TriagePlan, TriagePolicy, TriageScan } from "./triage-plan.ts";
import { maxOpenedPerRun, maxRows } from "./triage-plan.ts";

// A later scan meets the others again; only when they were met first is forgotten.
const mostQuiet = 2000;

/** What a scan calls for. The same scan again, after all of it was done, calls for nothing. */
export function planTriage(before: TriageBefore, scan: TriageScan, policy: TriagePolicy, now: Date): TriagePlan {
  const scene = { scan, policy, pullRequests: before.pullRequests, now };
  const { met, unmet } = nameSubjects(before, scan.found);
  const outcomes = [
    ...met.map(({ subject, found }) => planMet(subject, found, scene)),
    ...unmet.map(({ subject, into }) => planUnmet(subject, into, scene)),
  ];
  const { changed, waiting } = divide(outcomes, scan.found);
  const isWaiting = new Set(waiting);
  return {
    changes: changed.flatMap((outcome) => toChange(outcome, policy, now)),
    quiet: outcomes.flatMap((outcome) => toQuiet(outcome, isWaiting)).slice(0, mostQuiet),
    quietEvents: outcomes.flatMap(({ subject, quietEvents }) =>
      quietEvents.map((event) => ({ advisory: subject.advisory, event })),
    ),
    postponed: waiting.flatMap(({ found }) => (found === undefined ? [] : [found])),
    heldBack: outcomes.filter(({ isHeldBack }) => isHeldBack).map(({ subject }) => subject.advisory),
  };
}

/** Which of them change on GitHub in this run, and which wait for their issue. */
function divide(
  outcomes: readonly Outcome[],
  found: readonly Advisory[],
): { readonly changed: readonly Outcome[]; readonly waiting: readonly Outcome[] } {
  const rows = found.reduce((sum, advisory) => sum + advisory.rows.length, 0);
  let room = rows > maxRows ? 0 : maxOpenedPerRun;
  const changed: Outcome[] = [];
  const waiting: Outcome[] = [];
  for (const outcome of outcomes) {
    if (outcome.subject.issue !== undefined) changed.push(outcome);
    else if (!outcome.isOpen) continue;
    else if (room === 0) waiting.push(outcome);
    else {
      room -= 1;
      changed.push(outcome);
    }
  }
  return { changed, waiting };
}

function toChange(outcome: Outcome, policy: TriagePolicy, now: Date): readonly TriageChange[] {
  const { subject, found, next, events, isOpen, closeAs, keepsText } = outcome;
  // A closed issue without a note, about something that is not there: nothing is known, and nothing is asked.
  if (next === undefined) return [];
  const { advisory, issue } = subject;
  return [
    {
      advisory,
      number: issue?.number,
      events,
      found,
      ...(keepsText ? { keepsText } : {}),
      next,
      isOpen,
      closeAs,
      due: dueOf(next, policy, now),
    },
  ];
}

function toQuiet(outcome: Outcome, isWaiting: ReadonlySet<Outcome>): readonly QuietAdvisory[] {
  const { subject, next, isOpen } = outcome;
  if (subject.issue !== undefined || next === undefined) return [];
  return isOpen && !isWaiting.has(outcome) ? [] : [{ advisory: subject.advisory, state: next }];
}
