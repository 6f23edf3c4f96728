import type { Reason } from "../reason.ts";
import type { FailedTitle, PassedTitle } from "./judge-title.ts";
import type { TitleProblem } from "./checking/problems.ts";

/** How the title of a pull request stands, with the commits that land beside it. The gate and the check tell the same. */
export type TitleStanding =
  /** On purpose: the author, a label or the base branch is excepted. */
  | { readonly state: "not-judged"; readonly why: Reason }
  /** A bot's title that would fail. It holds nobody up; `why` says how that bot learns to write titles. */
  | { readonly state: "lenient"; readonly why: Reason; readonly title: FailedTitle }
  /** Not finished, as the draft or the title itself says. It blocks without a red mark. */
  | { readonly state: "waiting"; readonly why: Reason; readonly title: FailedTitle | PassedTitle }
  /** It holds, or holds nobody up, and nobody can tell whether the commits do, which must hold too. */
  | { readonly state: "unknown"; readonly why: Reason; readonly title: FailedTitle | PassedTitle }
  | { readonly state: "passes"; readonly title: PassedTitle; readonly commits: JudgedCommits }
  /** The title, or a commit that must hold too, or both. */
  | { readonly state: "fails"; readonly title: FailedTitle | PassedTitle; readonly commits: JudgedCommits };

/** The commits that do not follow the rules. */
export interface JudgedCommits {
  /** Why they were looked at; undefined where the title alone lands, or nobody knows. */
  readonly why: CommitsLand | undefined;
  /** They fail the title's check. */
  readonly obstacles: readonly JudgedCommit[];
  /** They are only mentioned. */
  readonly noticed: readonly JudgedCommit[];
}

/**
 * `only-commit`: a squash takes the subject of the only commit. `messages`: it keeps the messages below the title. `each`: a
 * merge or a rebase keeps every commit. `queue`: the merge queue made the commit already. `asked`: the configuration wants all
 * of them judged.
 */
export type CommitsLand = "only-commit" | "messages" | "each" | "queue" | "asked";

/** More say nothing new, and a pull request has up to 250. */
export const mostCommitsShown = 5;

export interface JudgedCommit {
  readonly sha: string;
  readonly subject: string;
  /** With the codes of titles; they are shown as `commit/…`. */
  readonly problems: readonly TitleProblem[];
  /** A subject that passes, for an obstacle that is shown and whose author could take it over. */
  readonly suggestion?: string | undefined;
  /** `git commit --amend -m '…'` with it. Only for the newest commit, and where the line is safe to paste and loses nothing. */
  readonly command?: string | undefined;
}

export const noCommits: JudgedCommits = { why: undefined, obstacles: [], noticed: [] };
