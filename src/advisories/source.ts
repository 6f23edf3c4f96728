import type { AdvisoryRecord } from "../policy/advisory/record.ts";

/** A package version to ask about. Ecosystem names are OSV's and case-sensitive: `crates.io`, `npm`, `PyPI`, `Go`. */
export interface PackageQuery {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

export interface AdvisoryAnswer {
  /** Every record that may concern the packages, each once, and their native twins. Nothing is decided yet. */
  readonly records: readonly AdvisoryRecord[];
  /** The ids the source names for each query, in the order of the queries. */
  readonly named: readonly (readonly string[])[];
  /** Queries of which the source could not say everything. */
  readonly unanswered: readonly Unanswered[];
}

export interface Unanswered {
  readonly query: PackageQuery;
  /** `refused`: the source does not understand the query. `unreadable-record`: an advisory it named is not readable. */
  readonly why: "refused" | "unreadable-record" | "unanswered";
}

/** Where advisories come from. */
export interface AdvisorySource {
  readonly name: string;
  /**
   * Asks about all packages at once. Throws `RetryLater` when the source asks to wait, and an error when it does not
   * answer within its own limits: an answer is complete, or says what is missing.
   */
  query(packages: readonly PackageQuery[]): Promise<AdvisoryAnswer>;
}
