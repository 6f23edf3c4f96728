import type { Reason } from "./reason.ts";

/** What a pull request would make of the configuration. */
export type ProposedConfig =
  /** No gate asked. */
  | { readonly state: "unread" }
  | { readonly state: "unchanged" }
  | { readonly state: "removed" }
  | { readonly state: "invalid"; readonly problems: readonly ProposedProblem[] }
  | {
      readonly state: "valid";
      /** What would be different after the merge, the most important first; empty when nothing would. */
      readonly changes: readonly ConfigChange[];
      /** What the file says without effect, or without effect yet. */
      readonly notes: readonly ProposedNote[];
    };

/** One thing that would be different after the merge. */
export interface ConfigChange {
  /** Whether less is asked of pull requests then. What cannot be told is `perhaps`. */
  readonly asksLess: "yes" | "perhaps" | "no";
  readonly reason: Reason;
}

/** Lines and columns count from 1. */
export interface ProposedNote {
  readonly line: number;
  readonly column: number;
  readonly says: string;
}

export interface ProposedProblem extends ProposedNote {
  readonly fix: string;
}
