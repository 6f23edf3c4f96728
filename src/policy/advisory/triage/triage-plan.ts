import type { Advisory } from "../findings/advisory.ts";
import type { NotChecked } from "../findings/finding.ts";
import type { Ignore } from "../ignores/ignore.ts";
import type { Sla } from "./sla.ts";
import type { TriageState } from "./triage-state.ts";
import type { TriageEntry } from "./triage-entry.ts";

/** An advisory issue of ours, as found on GitHub. */
export interface TriageIssue {
  readonly number: number;
  /** What the issue is keyed by: the first line of its body. */
  readonly advisory: string;
  /** Undefined when somebody removed or broke the note; then everything of it is written anew. */
  readonly state: TriageState | undefined;
  readonly isOpen: boolean;
  /** Where its note is lost, the clocks begin here. */
  readonly openedAt?: Date | undefined;
  /** Undefined while open, and where GitHub does not say. */
  readonly closed: { readonly at: Date; readonly byUs: boolean } | undefined;
  readonly labels: readonly string[];
  readonly title: string;
  readonly body: string;
}

/** An advisory that never got an issue: an ignore covered it from the start, or it waits for a later run. */
export interface QuietAdvisory {
  readonly advisory: string;
  readonly state: TriageState;
}

/** Everything that earlier scans and people left. */
export interface TriageBefore {
  readonly issues: readonly TriageIssue[];
  readonly quiet: readonly QuietAdvisory[];
  /** What was decided by commands, by advisory; the copy in an issue's state counts too. */
  readonly entries: ReadonlyMap<string, readonly TriageEntry[]>;
  /** Pull requests that decisions name, as far as they could be read. */
  readonly pullRequests: ReadonlyMap<number, "open" | "merged" | "closed">;
}

export interface TriageScan {
  /** False when a lockfile or an answer is missing, or the source is stale: what is not found proves nothing then. */
  readonly isComplete: boolean;
  /** The most urgent first; several rows each. */
  readonly found: readonly Advisory[];
  /** Ids that the source has withdrawn, of those that were met before. */
  readonly withdrawn: ReadonlySet<string>;
  /** What is locked and was not looked up: of that nobody can say that it is gone. */
  readonly notChecked: readonly NotChecked[];
  /** Lockfiles that are there and that the configuration leaves out. */
  readonly unscanned: ReadonlySet<string>;
  /** What the default branch is at. */
  readonly commit: CommitOnBranch;
}

export interface TriagePolicy {
  readonly ignores: readonly Ignore[];
  /** Names of policy files that cannot be read. What depends on what is ignored is held back then. */
  readonly unreadable: readonly string[];
  readonly sla: Sla;
}

export interface CommitOnBranch {
  readonly sha: string;
  /** The pull request that brought it; undefined where none did, or GitHub does not say. */
  readonly pullRequest: number | undefined;
}

/** What a scan has to tell about an advisory. In this order they are told. */
export type TriageEvent =
  /** Met for the first time, and no ignore covers it: its issue is opened. */
  | { readonly kind: "open" }
  /** Met for the first time, or again, and an ignore covers it: no issue. */
  | { readonly kind: "ignored-from-the-start"; readonly isBack: boolean }
  /**
   * Not met any more, and proved by a complete scan. `into`: another advisory, with an issue of its own, names it now.
   * `unscanned`: lockfiles that had it and are only left out now, which proves nothing of them.
   */
  | { readonly kind: "close"; readonly into?: string; readonly unscanned?: readonly string[] }
  /** Not met any more, and a package of the same name stands in the same lockfile, which nobody can look up. */
  | { readonly kind: "unproved"; readonly places: readonly NotChecked[] }
  | { readonly kind: "withdrawn" }
  /** Met again after it was gone. `isNoteLost`: or after it was closed by people; that is not known any more. */
  | { readonly kind: "reopen"; readonly isNoteLost: boolean }
  /** A person closed the issue, and the lockfile still has it. */
  | { readonly kind: "still-affected" }
  /** Somebody commented `/triage reopen`. */
  | { readonly kind: "reopen-asked"; readonly by: string }
  /** Where it is has changed. `news` are those changes that are worth a comment. */
  | { readonly kind: "update"; readonly news: readonly TriageNews[] }
  /** An id that goes before the one it had has come, such as RustSec's own: the same issue goes on under it. */
  | { readonly kind: "renamed"; readonly from: string }
  /** An ignore covers it now: the clocks stop, the issue stays open as a reminder. */
  | { readonly kind: "mark-ignored"; readonly ignore: Ignore }
  /** The ignore that covered it is over (`expired`), was removed, or stands and is not enough: a new place, or malicious. */
  | { readonly kind: "uncovered"; readonly because: "expired" | "removed" | "not-enough" }
  | {
      readonly kind: "remind";
      readonly of: "decide" | "fix";
      readonly what: "soon" | "due" | "weekly";
      readonly dueAt: Date;
    }
  /** An ignore is to be proposed by a pull request, or the one that proposes it is to be written anew. */
  | { readonly kind: "propose-ignore" }
  /** A person asked to look at an accepted risk again: that its ignores are removed is to be proposed. */
  | { readonly kind: "propose-removal" }
  /** The pull request of a decision was closed without a merge: the decision is taken back. */
  | { readonly kind: "decision-undone"; readonly pullRequest: number }
  /** The pull request that was said to fix it is merged, and it is still locked. */
  | { readonly kind: "still-locked"; readonly pullRequest: number };

export type TriageNews =
  | { readonly kind: "new-place"; readonly lockfile: string; readonly package: string }
  | { readonly kind: "fix-available"; readonly version: string }
  | { readonly kind: "rating-up"; readonly from: string; readonly to: string };

/** What becomes of one advisory. Nothing of it is written where no event, text or label changes. */
export interface TriageChange {
  /** Its id now. */
  readonly advisory: string;
  /** Undefined where there is none: one is opened where `events` has `open`, and none is needed otherwise. */
  readonly number: number | undefined;
  readonly events: readonly TriageEvent[];
  /** What it is now; undefined when this scan has not met it: it is gone, or the scan is not complete. */
  readonly found: Advisory | undefined;
  /** An incomplete scan has met less than the issue shows: only its note, labels and comments may change. */
  readonly keepsText?: boolean;
  /** For the note in the body. */
  readonly next: TriageState;
  /** What the issue must be, whatever the events. */
  readonly isOpen: boolean;
  /** Only where it is closed by this change. */
  readonly closeAs: "completed" | "not_planned" | undefined;
  /** When it must be decided and ended; undefined while the clocks stand still or where no rule says so. */
  readonly due: { readonly decide: Date | undefined; readonly fix: Date | undefined };
}

export interface TriagePlan {
  /** One per advisory that has an issue or gets one, the most urgent first; those without events are there to be compared with their text. */
  readonly changes: readonly TriageChange[];
  /** What to remember of those without an issue. */
  readonly quiet: readonly QuietAdvisory[];
  /** Events of those without an issue, or whose issue is closed and stays so: for the log and for tests, told to nobody. */
  readonly quietEvents: readonly { readonly advisory: string; readonly event: TriageEvent }[];
  /** More than one run may open: they stand in the one roll-up issue, and later runs open them. */
  readonly postponed: readonly Advisory[];
  /** Would be opened, updated or closed, but a policy file or the scan leaves in doubt whether that is right. */
  readonly heldBack: readonly string[];
}

/** A burst of new advisories (17 on one day is real) must not flood a repository. */
export const maxOpenedPerRun = 25;
/** Beyond so many places nothing is opened one by one; everything stands in the roll-up. */
export const maxRows = 1000;
