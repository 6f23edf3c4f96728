import type { Advisory } from "../findings/advisory.ts";
import { clocksOf } from "./clocks.ts";
import type { Subject } from "./subject.ts";
import type { TriageChange, TriageEvent, TriagePolicy } from "./triage-plan.ts";
import type { TriageState } from "./triage-state.ts";

/** What becomes of one advisory, before the plan looks at all of them together. */
export interface Outcome {
  readonly subject: Subject;
  readonly found: Advisory | undefined;
  /** Undefined where there is nothing to remember. */
  readonly next: TriageState | undefined;
  /** Told on the issue. */
  readonly events: readonly TriageEvent[];
  /** Told to nobody. */
  readonly quietEvents: readonly TriageEvent[];
  readonly isOpen: boolean;
  readonly closeAs: TriageChange["closeAs"];
  readonly isHeldBack: boolean;
  readonly keepsText: boolean;
}

const order: readonly TriageEvent["kind"][] = [
  "open",
  "ignored-from-the-start",
  "close",
  "unproved",
  "withdrawn",
  "reopen",
  "still-affected",
  "reopen-asked",
  "update",
  "renamed",
  "mark-ignored",
  "uncovered",
  "remind",
  "propose-ignore",
  "propose-removal",
  "decision-undone",
  "still-locked",
];

export function inOrder(events: readonly TriageEvent[]): readonly TriageEvent[] {
  return events.toSorted((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind));
}

export function dueOf(state: TriageState, { sla }: TriagePolicy, now: Date): TriageChange["due"] {
  const { running } = clocksOf(state, sla, now);
  const dueAt = (of: "decide" | "fix") => running.find((clock) => clock.of === of)?.dueAt;
  return { decide: dueAt("decide"), fix: dueAt("fix") };
}
