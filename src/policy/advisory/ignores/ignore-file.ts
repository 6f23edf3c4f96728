import type { RepositoryDocument } from "../../facts.ts";

/** The files with documented ignores of a commit, by path; those that were looked for and are not there are `absent`. */
export interface IgnoreFiles {
  readonly files: ReadonlyMap<string, IgnoreFile>;
  /** False where others may be there that nobody has looked at. */
  readonly isComplete: boolean;
}

/** A file with documented ignores. */
export type IgnoreFile =
  | Exclude<RepositoryDocument, { readonly state: "found" }>
  | {
      readonly state: "found";
      readonly text: string;
      /** When its lines were last changed; undefined where nobody asked. */
      readonly lineTimes: readonly LineTime[] | undefined;
    };

/** Lines in a row that one commit changed last, counted from 1. */
export interface LineTime {
  readonly startLine: number;
  readonly endLine: number;
  /** When the commit was made: its own word. */
  readonly at: Date;
}
