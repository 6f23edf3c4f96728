import type { AdvisoryRecord } from "../policy/advisory/records/record.ts";

/** A package version to ask about. Ecosystem names are OSV's and case-sensitive: `crates.io`, `npm`, `PyPI`, `Go`. */
export interface PackageQuery {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

export interface AdvisoryAnswer {
  /** Every record that may concern the packages, each once, and their native twins. Nothing is decided yet. */
  readonly records: readonly AdvisoryRecord[];
  /** The ids the source itself calls affected for each query, in their order; none where it only keeps records. */
  readonly named: readonly (readonly string[])[];
  /** Queries of which the source could not say everything. */
  readonly unanswered: readonly Unanswered[];
  readonly from: AnswerOrigin;
}

/** Which source answered, and how old its data is. */
export interface AnswerOrigin {
  readonly source: string;
  /** When the data was exported; undefined for a source that answers from the present. */
  readonly asOf: Date | undefined;
  /** Too old, or not whole enough, to prove that something is gone. What it finds counts all the same. */
  readonly isStale: boolean;
}

export interface Unanswered {
  readonly query: PackageQuery;
  /** `refused`: the source does not understand the query. `unreadable-record`: an advisory it named is not readable. */
  readonly why: "refused" | "unreadable-record" | "unanswered";
}

/** Where advisories come from. */
export interface AdvisorySource {
  /** Who answers normally. An answer `from` another one is that of a fallback. */
  readonly name: string;
  /**
   * Asks about all packages at once. Throws `RetryLater` when the source asks to wait, and `SourceSilent` when it does
   * not answer within its own limits: an answer is complete, or says what is missing.
   */
  query(packages: readonly PackageQuery[]): Promise<AdvisoryAnswer>;
  /**
   * Records by their id, also withdrawn ones. `unknown`: the source has no such record; an id that is missing in the
   * answer could not be looked up, or stands for a record that cannot be read. Throws as `query` does.
   */
  lookUp(ids: readonly string[]): Promise<ReadonlyMap<string, AdvisoryRecord | "unknown">>;
}

/** No source answered within its limits: nothing may be concluded, and nothing was found. */
export class SourceSilent extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SourceSilent";
  }
}
