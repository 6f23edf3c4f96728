import type { Reason } from "../reason.ts";
import type { Advisory } from "./advisory.ts";
import type { NotChecked } from "./finding.ts";

/** The advisories in the lockfiles of the head, held against those of the commit that it grew from. */
export type AdvisoryComparison =
  | ComparedAdvisories
  /** No lockfile and no documented ignore changes, so nothing was asked. */
  | { readonly state: "untouched"; readonly lockfiles: readonly string[]; readonly unlisted: readonly string[] }
  /** The head could not be read, so nobody is blamed and nothing is passed. */
  | {
      readonly state: "unknown";
      readonly why: readonly Reason[];
      /** When it may be known although nothing happens. */
      readonly retryAt: Date | undefined;
    }
  /** No gate asked. */
  | { readonly state: "unread" };

export interface ComparedAdvisories extends ComparedSides {
  readonly state: "compared";
  readonly base: ComparedBase;
  /** Package versions of the head that were looked up. */
  readonly checked: number;
  /** Changed lockfiles that the configuration does not name. */
  readonly unlisted: readonly string[];
  /** Files with documented ignores that could not be read: their ignores count as absent. */
  readonly unreadIgnores: readonly Reason[];
}

export type ComparedBase =
  | { readonly state: "read"; readonly sha: string }
  /** Then everything of the head is neither old nor new. */
  | { readonly state: "unread"; readonly why: readonly Reason[] };

/** What follows from the two sides alone. */
export interface ComparedSides {
  /** Everything met at the head, the most urgent first. */
  readonly standing: readonly StandingAdvisory[];
  /** Ids that are at the base and not at the head. */
  readonly resolved: readonly string[];
  /** At the head. */
  readonly notChecked: readonly NotChecked[];
  /** Those of them that are not at the base, and of which the source did not say everything. */
  readonly unanswered: readonly NotChecked[];
  /** Ids of documented ignores at the head that cover nothing in any lockfile. */
  readonly unusedIgnores: readonly string[];
}

/** An advisory of the head. */
export interface StandingAdvisory extends Advisory {
  /**
   * `introduced`: not at the base. `widened`: met in another package or lockfile too, or directly now. `moved`: the same in
   * another version. `unknown`: the base could not be read.
   */
  readonly change: "introduced" | "widened" | "moved" | "carried" | "unknown";
  /** Whether a documented ignore covers it: `added` and `removed` by this pull request. */
  readonly cover: "none" | "documented" | "added" | "removed";
  /** When the ignore that covers it ends. */
  readonly coveredUntil: Date | undefined;
}
