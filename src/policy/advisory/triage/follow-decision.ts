import type { Coverage } from "./coverage.ts";
import type { EntryOf, Stance } from "./decision.ts";
import { takeBack } from "./own-entry.ts";
import { findRevoked } from "./revoked.ts";
import { endOfStance, standingAt } from "./standing.ts";
import type { TriageEntry } from "./triage-entry.ts";
import type { TriageEvent, TriagePolicy } from "./triage-plan.ts";
import type { TriageScene } from "./triage-scene.ts";
import type { TriageState } from "./triage-state.ts";

/** What a plan for one advisory has found out so far. */
interface Undecided extends Readonly<Pick<TriageState, "kind" | "accepted" | "proposal" | "proposedFor">> {
  readonly entries: readonly TriageEntry[];
  readonly coverage: Coverage;
}

export interface Followed extends Pick<Undecided, "entries" | "proposal" | "proposedFor"> {
  readonly events: readonly TriageEvent[];
}

/**
 * What follows from what was decided: an ignore is proposed until one covers it, its removal where a person asked to look
 * at it again, and a decision that rests on a pull request ends with it. Where one is taken back, the one before it speaks,
 * so this goes on until one stands.
 */
export function followDecision(from: Undecided, scene: TriageScene): Followed {
  const events: TriageEvent[] = [];
  let now = from;
  // Each round takes at least one back.
  for (let round = 0; round <= from.entries.length; round += 1) {
    const step = stepOf(now, scene);
    if (step === undefined) break;
    events.push(...step.events);
    now = { ...now, ...step };
    if (!step.goesOn) break;
  }
  const { entries, proposal, proposedFor } = now;
  return { entries, proposal, proposedFor: proposedFor ?? null, events };
}

interface FollowStep extends Partial<Pick<Undecided, "entries" | "proposal" | "proposedFor">> {
  readonly events: readonly TriageEvent[];
  /** Whether something was taken back. */
  readonly goesOn: boolean;
}

function stepOf(now: Undecided, scene: TriageScene): FollowStep | undefined {
  const stance = standingAt(now.entries, { kind: now.kind, at: scene.now });
  switch (stance?.kind) {
    case undefined:
    case "defer":
      return stepOfRemoval(now, scene);
    case "fixed-by":
      return stepOfFix(now, stance, scene) ?? stepOfRemoval(now, scene);
    case "accept-risk":
    case "not-affected":
      return stepOfProposal(now, stance, scene);
  }
}

function stepOfFix(
  { kind, entries }: Undecided,
  { pullRequest }: EntryOf<"fixed-by">,
  { pullRequests, scan, now }: TriageScene,
): FollowStep | undefined {
  const state = pullRequests.get(pullRequest);
  const isProved = state === "merged" && scan.isComplete;
  if (state !== "closed" && !isProved) return undefined;
  const event: TriageEvent = { kind: isProved ? "still-locked" : "decision-undone", pullRequest };
  const isMeant = (stance: Stance) => stance.kind === "fixed-by" && stance.pullRequest === pullRequest;
  return { events: [event], entries: takeBack(entries, { on: pullRequest, kind, isMeant }, now), goesOn: true };
}

function stepOfProposal(
  { kind, entries, proposal, proposedFor, coverage }: Undecided,
  stance: EntryOf<"accept-risk"> | EntryOf<"not-affected">,
  { pullRequests, policy, now }: TriageScene,
): FollowStep | undefined {
  const state = proposal === null ? undefined : pullRequests.get(proposal);
  const over = { proposal: null, proposedFor: null, goesOn: true };
  if (proposal !== null && proposedFor === stance.id) {
    const isMeant = ({ kind: said }: Stance) => said === "accept-risk" || said === "not-affected";
    // An ignore that came another way makes it superfluous, and so refuses nothing.
    if (state === "closed" && isEnough(coverage, stance)) return { ...over, events: [] };
    const taken = () => takeBack(entries, { on: proposal, kind, isMeant }, now);
    if (state === "closed") {
      return { ...over, events: [{ kind: "decision-undone", pullRequest: proposal }], entries: taken() };
    }
    // Merged, and somebody has taken the ignore out of it: nobody refused the decision, and nothing came of it.
    if (state === "merged" && coverage.state === "uncovered") return { ...over, events: [], entries: taken() };
    return undefined;
  }
  if (isInDoubt(coverage, policy) || isEnough(coverage, stance)) return undefined;
  const isOfRemoval = entries.some((entry) => entry.kind === "reopen" && entry.id === proposedFor);
  const isOpen = state === "open" && !isOfRemoval;
  return {
    events: [{ kind: "propose-ignore" }],
    proposal: isOpen ? proposal : null,
    proposedFor: stance.id,
    goesOn: false,
  };
}

/** Asked for once: where it is closed without a merge, the answer is no. */
function stepOfRemoval(
  { entries, accepted, coverage, proposal, proposedFor }: Undecided,
  { policy }: TriageScene,
): FollowStep | undefined {
  if (coverage.state !== "covered" || isInDoubt(coverage, policy)) return undefined;
  const asked = findRevoked({ entries, accepted });
  if (asked === undefined || (proposal !== null && proposedFor === asked.id)) return undefined;
  return { events: [{ kind: "propose-removal" }], proposal: null, proposedFor: asked.id, goesOn: false };
}

/** What cannot be read cannot be edited either, and may say something else. */
function isInDoubt({ state }: Coverage, { unreadable }: TriagePolicy): boolean {
  return state === "unknown" || unreadable.length > 0;
}

/** An ignore that ends before the decision does is renewed; one without an end lasts. */
function isEnough(coverage: Coverage, stance: Stance): boolean {
  if (coverage.state !== "covered") return false;
  const { until } = coverage.ignore;
  const wanted = endOfStance(stance);
  return until === undefined || wanted === undefined || wanted <= until;
}
