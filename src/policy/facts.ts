import type { AdvisoryComparison } from "./advisory/comparison/comparison.ts";
import type { IgnoreFiles } from "./advisory/ignores/ignore-file.ts";
import type { Area, AreaPeople, AreaState } from "./area/area.ts";
import type { ArtifactDocument } from "./evidence/artifact.ts";
import type { Heads } from "./heads.ts";
import type { IssueCount } from "./issue-query.ts";
import type { LedgerEntry } from "./ledger/entry.ts";
import type { ProposedConfig } from "./proposed-config.ts";
import type { Reason } from "./reason.ts";
import type { TagState } from "./tag.ts";
import type { Landing, MergeSettings } from "./title/landing/landing.ts";
import type { LatestVersion } from "./version/latest-version.ts";

/** What a gate may look at: what GitHub says of one pull request at one moment, and how its areas stand. */
export interface Facts {
  readonly pullRequest: PullRequest;
  /** When it is judged. */
  readonly now: Date;
  /**
   * When the commit that is judged was first heard of, the head or a commit of the merge queue: perhaps later than it
   * was made, never earlier.
   */
  readonly headSince: Date;
  readonly files: FileList;
  readonly checks: CheckList;
  /** Documents at the head, by path: those named, and changed ones that were asked for by glob. */
  readonly documents: ReadonlyMap<string, RepositoryDocument>;
  /** What workflow runs uploaded, by `artifactKey`. */
  readonly artifacts: ReadonlyMap<string, ArtifactDocument>;
  /** Undefined where nobody asked for them. */
  readonly threads: ThreadList | undefined;
  /** What the reviewers that gates name said, oldest first. */
  readonly remarks: readonly Remark[];
  /** By `issueQueryKey`. */
  readonly issues: ReadonlyMap<string, IssueCount>;
  /** By `tagKey`. */
  readonly tags: ReadonlyMap<string, TagState>;
  /** At the head: those that `advisories.ignores` names, and those of osv-scanner beside lockfiles. */
  readonly ignoreFiles: IgnoreFiles;
  readonly advisories: AdvisoryComparison;
  /** What of it becomes part of the base branch. */
  readonly landing: Landing;
  /** The version that the next one is counted from. */
  readonly latestVersion: LatestVersion;
  /** What the pull request would make of the configuration. */
  readonly proposed: ProposedConfig;
  /** How every area stands. Judged after the gates that do not need it, because sign-offs may rest on evidence. */
  readonly areas: readonly AreaState[];
  readonly ledger: readonly LedgerEntry[];
  /** Digest of everything the pull request changes; null when GitHub does not list it all. */
  readonly wholeDigest: string | null;
}

/** What is read before anything is judged. Every slice is complete, or says that it is not. */
export interface Snapshot extends Omit<Facts, "areas" | "wholeDigest" | AlwaysThere> {
  readonly pullRequest: PullRequest;
  /** The slices that GitHub refuses to tell, and why: gates that need them have no data. */
  readonly unread: ReadonlyMap<FactName, Reason>;
  readonly signing: SigningFacts;
}

/** Everything but files and ledger that decides which sign-offs count. */
export interface SigningFacts {
  /** In the order of the configuration; code owners are one area per set of owners. */
  readonly areas: readonly Area[];
  /** By area key. */
  readonly people: ReadonlyMap<string, AreaPeople>;
  /** All reviews, oldest first. */
  readonly reviews: readonly Review[];
  readonly heads: Heads;
  /** How long a head, or a base, must have been there for a review to mean it. */
  readonly graceMs: number;
  /** Undefined when no area asks for it. */
  readonly contributors: Contributors | undefined;
}

export interface Review {
  readonly id: number;
  /** Undefined for a deleted account. */
  readonly author: Person | undefined;
  /** A bot account; counts only where it is an agent of the area. */
  readonly isMachine: boolean;
  readonly state: "approved" | "changes-requested" | "commented" | "dismissed";
  /** The commit that was looked at; undefined when it is gone. */
  readonly headSha: string | undefined;
  readonly at: Date;
}

/** Who took part in the commits of the pull request. */
export interface Contributors {
  /** Authors and committers, but GitHub itself. */
  readonly ids: readonly number[];
  /** Named as co-authors only in commits that GitHub made from a suggestion. */
  readonly suggestedIds: readonly number[];
  /** Short ids of commits with an author, committer or co-author that no account is known for. */
  readonly unattributed: readonly string[];
  /** The same where only a co-author is unknown, of a commit that GitHub made from a suggestion. */
  readonly unattributedSuggestions: readonly string[];
  /** False when GitHub lists fewer commits than there are (its limit is 250). */
  readonly isComplete: boolean;
}

/** What every gate sees without asking. */
export type AlwaysThere = "pullRequest" | "now" | "headSince";

/** The slices that a gate may ask for; the ledger costs no request. */
export type FactName = Exclude<keyof Facts, AlwaysThere>;

export interface Person {
  readonly id: number;
  readonly login: string;
}

export interface PullRequest {
  readonly number: number;
  readonly title: string;
  /** The description; empty where there is none. */
  readonly body: string;
  /** Undefined for a deleted account. */
  readonly author: Person | undefined;
  /** Whether the author is an account of a bot. */
  readonly isByBot: boolean;
  readonly isOpen: boolean;
  readonly isDraft: boolean;
  readonly headSha: string;
  readonly baseBranch: string;
  /** The repository's default branch: the next version of another one is not counted from the newest. */
  readonly defaultBranch: string;
  readonly changedFiles: number;
  readonly commits: number;
  readonly comments: number;
  readonly openedAt: Date;
  readonly labels: readonly string[];
  /** Who was asked for a review and has not given one since; asking them again reaches nobody. */
  readonly requestedReviewerIds: readonly number[];
  /** Web address of the repository, without a slash at its end: for links. */
  readonly repositoryUrl: string;
  /** In a private repository somebody may have lost the right to read. */
  readonly isPrivate: boolean;
  /** How the repository merges, as far as GitHub tells us here: only whoever may write there is told. */
  readonly mergeSettings?: MergeSettings | undefined;
}

export interface ChangedFile {
  readonly path: string;
  /** Where it was before a rename; it belongs to both places. */
  readonly previousPath: string | undefined;
  readonly status: string;
  /** Undefined for binary, mode-only and very large changes. */
  readonly patch: string | undefined;
  /** Added and removed lines as GitHub counts them, also where it shows no patch: 0 for a mere rename, and for binaries. */
  readonly changedLines?: number | undefined;
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
  /** Of a job of GitHub Actions whose steps were asked for; undefined where they were not read. */
  readonly steps?: readonly ReportedStep[] | undefined;
  /** Why GitHub refuses to tell them. */
  readonly whyNoSteps?: Reason | undefined;
}

/** One step of a job of GitHub Actions; `status` and `conclusion` as those of a check. */
export interface ReportedStep {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | undefined;
}

export interface CheckList {
  /** Newest run per App and name; our own are left out, or the gate would wait for itself. */
  readonly checks: readonly ReportedCheck[];
}

export type RepositoryDocument =
  | { readonly state: "found"; readonly text: string }
  | { readonly state: "absent" }
  /** A symbolic link, or below a folder that is one: what it leads to is not read. */
  | { readonly state: "link" }
  | { readonly state: "too-large"; readonly bytes: number; readonly limit: number };

export interface ThreadList {
  /** Also outdated ones: that the code moved on settles no question. */
  readonly unresolved: readonly Thread[];
  readonly total: number;
}

export interface Thread {
  readonly path: string;
  /** In the file of the head; undefined where the line is gone, or the whole file is meant. */
  readonly line: number | undefined;
  /** Login of who began it; undefined for a deleted account. */
  readonly by: string | undefined;
  readonly isOutdated: boolean;
}

/** A review or a comment of somebody whose verdict a gate waits for. */
export interface Remark {
  /** As the gates name whom they wait for: in lower case, without `[bot]`. */
  readonly by: string;
  /** A bot account; a person may have the login that a bot has before `[bot]`. */
  readonly isBot: boolean;
  readonly text: string;
  readonly state: Review["state"] | "comment";
  /** GitHub says that nobody ever changed the text. Asked only of what was said last of the present head; else false. */
  readonly isUnedited: boolean;
  /**
   * The head that it is about: a review names it, a comment means the one that was there then. Undefined when that is not
   * known, and when the base branch was another then: what is reviewed is the difference from it.
   */
  readonly headSha: string | undefined;
  readonly at: Date;
}
