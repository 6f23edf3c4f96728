import type { AreaState } from "./area/area.ts";

/** What GitHub says of one pull request at one moment. Every slice is complete, or says that it is not. */
export interface Facts {
  readonly pullRequest: PullRequest;
  readonly files: FileList;
  readonly checks: CheckList;
  /** Documents at the head, by path. */
  readonly documents: ReadonlyMap<string, RepositoryDocument>;
  readonly areas: readonly AreaState[];
}

/** The slices that a gate may ask for; the pull request itself is always there. */
export type FactName = Exclude<keyof Facts, "pullRequest">;

export interface Person {
  readonly id: number;
  readonly login: string;
}

export interface PullRequest {
  readonly number: number;
  readonly title: string;
  /** Undefined for a deleted account. */
  readonly author: Person | undefined;
  readonly isOpen: boolean;
  readonly isDraft: boolean;
  readonly headSha: string;
  readonly baseBranch: string;
  readonly changedFiles: number;
  readonly comments: number;
}

export interface ChangedFile {
  readonly path: string;
  /** Where it was before a rename; it belongs to both places. */
  readonly previousPath: string | undefined;
  readonly status: string;
  /** Undefined for binary, mode-only and very large changes. */
  readonly patch: string | undefined;
  readonly blobSha: string;
}

export interface FileList {
  readonly files: readonly ChangedFile[];
  /** False when GitHub listed fewer files than the pull request has (its limit is 3,000). */
  readonly isComplete: boolean;
}

export interface ReportedCheck {
  readonly id: number;
  readonly name: string;
  /** Undefined for commit statuses, which carry no App. */
  readonly appSlug: string | undefined;
  /** `queued`, `in_progress`, `completed`, … */
  readonly status: string;
  /** Only when completed: `success`, `failure`, `neutral`, `skipped`, `cancelled`, … */
  readonly conclusion: string | undefined;
}

export interface CheckList {
  /** Newest run per App and name; our own are left out, or the gate would wait for itself. */
  readonly checks: readonly ReportedCheck[];
}

export type RepositoryDocument =
  | { readonly state: "found"; readonly text: string }
  | { readonly state: "absent" }
  | { readonly state: "too-large"; readonly bytes: number; readonly limit: number };
