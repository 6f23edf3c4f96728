import type { Advisory } from "../findings/advisory.ts";
import { clocksOf, graverSince } from "./clocks.ts";
import type { Coverage } from "./coverage.ts";
import { acceptedBy, judgeCoverage } from "./coverage.ts";
import { followDecision } from "./follow-decision.ts";
import { mergeEntries } from "./merge-entries.ts";
import { isOther, newsBetween } from "./news.ts";
import { isLessThan, joinObserved, observe } from "./observed.ts";
import type { Observed } from "./observed.ts";
import type { Outcome } from "./outcome.ts";
import { inOrder } from "./outcome.ts";
import { lookAgain, notBefore } from "./own-entry.ts";
import { findReminder, settleReminded } from "./reminder.ts";
import { standingAt } from "./standing.ts";
import type { Subject } from "./subject.ts";
import type { TriageEntry } from "./triage-entry.ts";
import type { TriageEvent } from "./triage-plan.ts";
import type { TriageScene } from "./triage-scene.ts";
import type { TriageState } from "./triage-state.ts";
import type { Turn } from "./turn.ts";
import { isBack, turnOf } from "./turn.ts";

type Going = Extract<Turn, { readonly state: "goes" }>;

/** What becomes of an advisory that the scan has met. */
export function planMet(subject: Subject, found: Advisory, scene: TriageScene): Outcome {
  const { before, issue } = subject;
  const { scan, policy, now } = scene;
  const known = isBack(subject) ? undefined : before;
  const isPart = !scan.isComplete && known !== undefined && isLessThan(found, known);
  const coverage = judgeCoverage(found, { before: known, isPart }, policy, now);
  const turn = turnOf(subject, coverage, now);
  const isInDoubt = coverage.state === "unknown" || isPart;
  if (turn.state === "waits") {
    return { ...stays(subject), found, isHeldBack: true, keepsText: isPart };
  }

  const seen = isPart ? joinObserved(known, observe(found)) : observe(found);
  const told: TriageEvent[] = [...turn.events];
  if (subject.from !== undefined) told.push({ kind: "renamed", from: subject.from });
  if (issue !== undefined && known !== undefined && isOther(known, seen)) {
    told.push({ kind: "update", news: newsBetween(known, seen) });
  }
  const fresh = beginState(subject, seen, { turn, coverage }, scene);
  const followed = followDecision({ ...fresh, coverage }, scene);
  told.push(...followed.events);
  // What is proposed is decided about in an issue, also where the ignore that stands needs none.
  const isNeeded = issue === undefined && !turn.isOpen && followed.events.some(({ kind }) => isProposal(kind));
  if (isNeeded) told.push({ kind: "open" });
  const isOpen = turn.isOpen || isNeeded;
  const { proposal, proposedFor } = followed;
  const decided: TriageState = { ...fresh, proposal, proposedFor, entries: mergeEntries(followed.entries) };
  // Its clocks run on where nothing covered it before the file broke: one bad line must not silence all of them.
  const isUncovered = coverage.state !== "unknown" || (coverage.why === "unreadable" && known?.accepted === null);
  const isReminded = isOpen && isUncovered;
  const { next, reminder } = isReminded ? remind(decided, scene) : { next: decided, reminder: undefined };
  // An issue that is opened, or written anew, says itself what is due.
  if (reminder !== undefined && issue?.isOpen === true && known !== undefined) told.push(reminder);
  return {
    subject,
    found,
    next,
    ...hear(told, subject, isOpen),
    isOpen,
    closeAs: undefined,
    isHeldBack: isInDoubt,
    keepsText: isPart,
  };
}

/** An issue that stays as it is, besides what people decided. */
export function stays({ issue, before, entries, ...rest }: Subject): Outcome {
  return {
    subject: { issue, before, entries, ...rest },
    found: undefined,
    next: before && { ...before, entries: mergeEntries(entries) },
    events: [],
    quietEvents: [],
    isOpen: issue?.isOpen === true,
    closeAs: undefined,
    isHeldBack: false,
    keepsText: false,
  };
}

function beginState(
  subject: Subject,
  seen: Observed,
  { turn, coverage }: { readonly turn: Going; readonly coverage: Coverage },
  { policy, pullRequests, now }: TriageScene,
): TriageState {
  const { before, issue } = subject;
  const isOver = turn.forgets || turn.events.some(({ kind }) => kind === "uncovered" && isHonoured(subject));
  const isAgain = turn.clocks === "again";
  const firstSeenAt = isAgain ? now : (issue?.openedAt ?? now);
  const isNew = before === undefined || isAgain;
  const seenAt = notBefore(subject.entries, now);
  const entries = mergeEntries(isOver ? lookAgain(subject.entries, now) : subject.entries);
  return {
    firstSeenAt: isNew ? firstSeenAt.toISOString() : before.firstSeenAt,
    graver: isNew ? undefined : graverSince(before, { ...seen, entries }, policy.sla, now),
    presence: "present",
    ...seen,
    accepted: acceptedBy(coverage, isBack(subject) ? null : (before?.accepted ?? null), policy, seenAt),
    reminded: isNew ? null : before.reminded,
    closedByPeopleAt: turn.closedByPeopleAt,
    proposal: isOver ? null : (before?.proposal ?? null),
    proposedFor: isOver ? null : (before?.proposedFor ?? null),
    entries,
  };

  /** Whether the ignore that is over is the end of what was decided. One that is asked for anew meanwhile is not. */
  function isHonoured({ entries: said }: Subject): boolean {
    const stance = standingAt(said, { kind: seen.kind, at: new Date(0) });
    if (stance?.kind !== "accept-risk" && stance?.kind !== "not-affected") return false;
    const isKnown = before?.entries.some(({ id }: TriageEntry) => id === stance.id) === true;
    const isPending =
      before?.proposedFor === stance.id && before.proposal !== null && pullRequests.get(before.proposal) === "open";
    return isKnown && !isPending;
  }
}

function remind(
  state: TriageState,
  { policy, now }: TriageScene,
): { readonly next: TriageState; readonly reminder: TriageEvent | undefined } {
  const clocks = clocksOf(state, policy.sla, now);
  const reminded = settleReminded(state.reminded, clocks, now);
  const reminder = findReminder(clocks, reminded, now);
  if (reminder === undefined) return { next: { ...state, reminded }, reminder };
  const { of, what } = reminder;
  return { next: { ...state, reminded: { of, what, at: now.toISOString() } }, reminder };
}

/** What is told on the issue, and what to nobody: there is none, or it is closed and stays so. */
function hear(
  told: readonly TriageEvent[],
  { issue }: Subject,
  isOpen: boolean,
): Pick<Outcome, "events" | "quietEvents"> {
  const isSilent = ({ kind }: TriageEvent) =>
    !isProposal(kind) && (!isOpen || (issue === undefined && kind !== "open"));
  const events = inOrder(told);
  return { events: events.filter((event) => !isSilent(event)), quietEvents: events.filter(isSilent) };
}

function isProposal(kind: TriageEvent["kind"]): boolean {
  return kind === "propose-ignore" || kind === "propose-removal";
}
