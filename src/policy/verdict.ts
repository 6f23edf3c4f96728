import { type Reason, reasonText } from "./reason.ts";

/**
 * What can be said of one gate. `pending` resolves by itself, `waiting` needs a person, `no-data` cannot be told.
 * Under `require` anything but pass, waived and not-applicable blocks.
 */
export type VerdictState = "pass" | "fail" | "pending" | "waiting" | "no-data" | "waived" | "not-applicable";

/** In this order several verdicts are one, and are shown: what is worst decides, and comes first. */
const worstFirst: readonly VerdictState[] = [
  "fail",
  "no-data",
  "waiting",
  "pending",
  "waived",
  "pass",
  "not-applicable",
];

/** For sorting. */
export function byWorst(a: { readonly state: VerdictState }, b: { readonly state: VerdictState }): number {
  return worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state);
}

/** One measured line of an evidence document. */
export interface RowVerdict {
  readonly name: string;
  readonly state: "pass" | "fail" | "no-data";
  readonly reason: Reason;
  /** What was found, of what, and what is asked, as texts: for programs that read reports. */
  readonly actual?: string | undefined;
  readonly of?: string | undefined;
  readonly expected?: string | undefined;
}

/** A place in a file of the head that a reader is to look at. Lines count from 1. */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "failure" | "warning" | "notice";
  readonly reason: Reason;
}

/** What was found line by line, for whoever wants to see all of it. */
export interface VerdictTable {
  /** Our own words, as `columns` are. */
  readonly title: string;
  readonly columns: readonly string[];
  /** A text may be anybody's and is escaped; a reason stands for what can be done, or where nothing can, for what it says. */
  readonly rows: readonly (readonly (string | Reason)[])[];
}

export interface Verdict {
  readonly state: VerdictState;
  readonly reason: Reason;
  /** One reason per part that does not hold, in the order of the configuration. */
  readonly details?: readonly Reason[];
  readonly rows?: readonly RowVerdict[];
  /** What a reader must know before trusting the verdict; shown every time, also beside a pass. */
  readonly caveats?: readonly Reason[];
  /** What it rests on, such as when and for which commit something was measured. Takes nothing from the verdict. */
  readonly notes?: readonly Reason[];
  /** Shown in the check and not in the comment, which stays short. */
  readonly table?: VerdictTable;
  readonly annotations?: readonly Annotation[];
  /** When the verdict may change although nothing happens. */
  readonly changesAt?: Date;
  /** Text of a comment that asks somebody for a verdict on this head; posted once per head. */
  readonly asks?: string;
}

export type GateUse = "require" | "advise";

export interface GateReport {
  readonly gate: string;
  readonly kind: string;
  readonly use: GateUse;
  readonly verdict: Verdict;
  /** The local command that shows the problem, as the configuration names it. */
  readonly fix?: string | undefined;
}

/** Blocks where the gate is required. */
export function blocks(verdict: Verdict): boolean {
  return verdict.state !== "pass" && verdict.state !== "waived" && verdict.state !== "not-applicable";
}

export type CompositeState = "failure" | "action_required" | "in_progress" | "success";

/** What stops a merge besides the gates. */
export interface Stops {
  readonly holds: readonly unknown[];
  readonly concerns: readonly unknown[];
  readonly isWaitingDraft: boolean;
}

/** Never neutral or skipped: both satisfy branch protection. */
export function compositeState(gates: readonly GateReport[], stops: Stops): CompositeState {
  const blocking = gates
    .filter(({ use, verdict }) => use === "require" && blocks(verdict))
    .map(({ verdict }) => verdict);
  if (blocking.some(({ state }) => state === "fail")) return "failure";
  const isStopped = stops.holds.length > 0 || stops.concerns.length > 0;
  if (isStopped || blocking.some(needsAction)) return "action_required";
  return blocking.length > 0 || stops.isWaitingDraft ? "in_progress" : "success";
}

function needsAction({ state, reason, details = [] }: Verdict): boolean {
  return state === "no-data" || [reason, ...details].some(({ code }) => reasonText(code).needsAction === true);
}
