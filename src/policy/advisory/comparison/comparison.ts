import type { Reason } from "../../reason.ts";
import type { Advisory } from "../findings/advisory.ts";
import type { NotChecked, PrereleaseBoundary } from "../findings/finding.ts";

/** The advisories in the lockfiles of the head, held against those of the commit that it grew from. */
export type AdvisoryComparison =
  | ComparedAdvisories
  /** No lockfile that counts, no file that is read with one and no documented ignore changes, so nothing was asked. */
  | { readonly state: "untouched"; readonly unlisted: readonly string[] }
  /** The head could not be read, so nobody is blamed and nothing is passed. */
  | {
      readonly state: "unknown";
      readonly why: readonly Reason[];
      /** When it may be known although nothing happens. */
      readonly retryAt: Date | undefined;
      /** The configuration calls it a failure that no source answers. */
      readonly isFailure?: boolean;
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
  /** Lockfiles that cannot be read and that the pull request does not change; on both sides nothing is said of them. */
  readonly leftOut?: readonly Reason[];
  /** Who answered; left out where it is not worth a word. */
  readonly origin?: ComparedOrigin;
  /** The area that triages, by the configuration. */
  readonly triage?: string | undefined;
  /** Which open issue of ours is about which advisory. */
  readonly tracked?: ReadonlyMap<string, number>;
  /** Files with documented ignores that change; left out where not all changed files are known. */
  readonly changedPolicies?: readonly string[];
}

export interface ComparedOrigin {
  readonly source: string;
  /** When its data was exported; undefined where it answers from the present. */
  readonly asOf: Date | undefined;
  readonly isStale: boolean;
  /** It stands in for the one that answers otherwise. */
  readonly isFallback: boolean;
}

export type ComparedBase =
  | { readonly state: "read"; readonly sha: string }
  /** Then what is not met in the lockfiles that could be read there is neither old nor new. */
  | { readonly state: "unread"; readonly why: readonly Reason[] };

/** What follows from the two sides alone. */
export interface ComparedSides {
  /** Everything met at the head for sure, the most urgent first. */
  readonly standing: readonly StandingAdvisory[];
  /** Ids that are not at the base, not accepted at the head, and not sure either. They never stop anything. */
  readonly doubtful: { readonly module: readonly string[]; readonly disputed: readonly string[] };
  /** Ids that are at the base and for sure not at the head. */
  readonly resolved: readonly string[];
  /** At the head. */
  readonly notChecked: readonly NotChecked[];
  /** Those of them that are not at the base, and of which the source did not say everything. */
  readonly unanswered: readonly NotChecked[];
  /** Those of the head that are not at the base. */
  readonly boundaries: readonly PrereleaseBoundary[];
  /** Ids of documented ignores at the head that cover nothing in any lockfile; empty where that is not known. */
  readonly unusedIgnores: readonly string[];
}

/** An advisory of the head. */
export interface StandingAdvisory extends Advisory {
  /**
   * `introduced`: not at the base. `widened`: met in another package or lockfile too, or directly now. `moved`: not in the
   * same versions, or in a lockfile that itself moved. `unknown`: not met at the base, of which not everything could be read.
   */
  readonly change: "introduced" | "widened" | "moved" | "carried" | "unknown";
  /** Whether a lockfile has it in a version in which it did not have it before; not where it only lost one. */
  readonly hasNewVersion: boolean;
  /** Whether a documented ignore covers it: `added`, or lengthened, and `removed` by this pull request. */
  readonly cover: "none" | "documented" | "added" | "removed";
  /** When the ignore that covers it ends. */
  readonly coveredUntil: Date | undefined;
}
