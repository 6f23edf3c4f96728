/** The fields of GitHub's objects that the local GitHub itself reads. At run time they carry all the others too. */

export interface Account {
  readonly login: string;
  readonly id: number;
  readonly node_id: string;
  readonly type: string;
}

export interface Repository {
  readonly id: number;
  readonly node_id: string;
  readonly name: string;
  readonly full_name: string;
  readonly private: boolean;
  readonly url: string;
  readonly html_url: string;
  readonly owner: Account;
  readonly default_branch: string;
}

export interface Commit {
  readonly sha: string;
  readonly html_url: string;
  readonly commit: {
    readonly message: string;
    readonly tree: { readonly sha: string };
    readonly author: { readonly name: string; readonly email: string; readonly date: string };
  };
  readonly author: Account | null;
  readonly parents: readonly { readonly sha: string }[];
}

export interface ChangedFile {
  readonly sha: string;
  readonly filename: string;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly additions: number;
  readonly deletions: number;
  readonly changes: number;
  readonly previous_filename?: string;
  readonly patch?: string;
  readonly contents_url?: string;
}

export interface Comparison {
  readonly total_commits: number;
  readonly commits: readonly Commit[];
  readonly files: readonly ChangedFile[];
}

export interface PullSide {
  readonly ref: string;
  readonly sha: string;
  readonly label: string;
  readonly user: Account;
  readonly repo: Repository & { readonly fork: boolean };
}

export interface Pull {
  readonly id: number;
  readonly number: number;
  readonly url: string;
  readonly html_url: string;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly draft: boolean;
  readonly merged: boolean;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly closed_at: string | null;
  readonly user: Account;
  readonly milestone?: { readonly number: number } | null;
  readonly labels: readonly Label[];
  readonly requested_reviewers: readonly Account[];
  readonly requested_teams: readonly Team[];
  readonly statuses_url: string;
  readonly active_lock_reason?: null;
  readonly head: PullSide;
  readonly base: PullSide;
  readonly changed_files: number;
  readonly additions: number;
  readonly deletions: number;
  readonly commits: number;
  readonly comments: number;
}

export interface Team {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly user: Account;
  readonly labels: readonly Label[];
  readonly comments: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly html_url: string;
  readonly milestone?: { readonly number: number } | null;
  readonly pull_request?: unknown;
}

export interface Review {
  readonly id: number;
  readonly node_id: string;
  readonly user: Account | null;
  readonly body: string;
  readonly state: string;
  readonly commit_id: string;
  readonly submitted_at: string;
}

export interface Comment {
  readonly id: number;
  readonly node_id: string;
  readonly body: string;
  /** Null when the account was deleted. */
  readonly user: Account | null;
  readonly html_url: string;
  readonly issue_url: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly performed_via_github_app: { readonly id: number; readonly slug: string } | null;
}

export interface Release {
  readonly id: number;
  readonly tag_name: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly html_url: string;
  readonly created_at: string;
  readonly published_at: string | null;
  readonly author: Account;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly head_sha: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly external_id: string;
  readonly details_url: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly output: {
    readonly title: string | null;
    readonly summary: string | null;
    readonly text: string | null;
    readonly annotations_count: number;
  };
  readonly app: { readonly id: number; readonly slug: string };
  readonly check_suite: { readonly id: number };
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly annotation_level: string;
  readonly title: string | null;
  readonly message: string;
}

export interface Reaction {
  readonly id: number;
  readonly content: string;
  readonly user: Account;
  readonly created_at: string;
}
