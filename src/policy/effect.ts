import type { Person } from "./facts.ts";
import type { Source } from "./ledger/entry.ts";

/** One change to GitHub, as data. Applying it twice leaves the same as applying it once. */
export type Effect =
  | CheckRunEffect
  | ManagedCommentEffect
  | ReplyEffect
  | ReactionEffect
  | RetitleEffect
  | LabelEffect
  | ReviewRequestEffect
  | MinimizeEffect
  | NoticeEffect
  | TagEffect;

export interface CheckRunEffect {
  readonly kind: "check-run";
  readonly name: string;
  readonly headSha: string;
  readonly status: "in_progress" | "completed";
  /**
   * Only when completed. `timed_out` says that nothing could be judged, which is not the pull request's fault. `neutral`
   * satisfies branch protection: it is for titles that are not judged on purpose, and never for the composite.
   */
  readonly conclusion?: "success" | "neutral" | "failure" | "action_required" | "timed_out";
  /** At most 140 characters. */
  readonly title: string;
  /** Markdown, at most 65,535 characters, like `text`. */
  readonly summary: string;
  readonly text?: string;
  /** GitHub takes fifty at once, and only ever adds to those of a run. */
  readonly annotations?: readonly CheckAnnotation[];
  readonly actions?: readonly { readonly label: string; readonly description: string; readonly identifier: string }[];
}

/** `message` is plain text. */
export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
}

/** The one summary comment of a pull request. */
export interface ManagedCommentEffect {
  readonly kind: "managed-comment";
  readonly number: number;
  readonly body: string;
}

/** The one answer to a comment or a review that held commands. */
export interface ReplyEffect {
  readonly kind: "reply";
  readonly number: number;
  readonly source: Source;
  readonly body: string;
  /** Whether it says no to something; then it is folded away once its reader got it right. */
  readonly isRefusal: boolean;
}

/** Only comments can be reacted to, reviews cannot. */
interface ReactionEffect {
  readonly kind: "reaction";
  readonly commentId: number;
  readonly content: "+1" | "confused";
}

export interface RetitleEffect {
  readonly kind: "retitle";
  readonly number: number;
  /** What asked for it. Somebody may have changed the title again since: once per comment, never twice. */
  readonly source: Source;
  readonly title: string;
  /** The title that it takes the place of. */
  readonly from: string;
}

/** Asked for only where GitHub shows something else, because anybody may add and remove labels at any time. */
export interface LabelEffect {
  readonly kind: "label";
  readonly number: number;
  readonly label: string;
  readonly isSet: boolean;
}

/** Once per head and person, whatever becomes of the request. */
export interface ReviewRequestEffect {
  readonly kind: "review-request";
  readonly number: number;
  readonly headSha: string;
  readonly person: Person;
}

/** Folds the refusal of something earlier away as outdated. Best effort: it is tried once. */
export interface MinimizeEffect {
  readonly kind: "minimize";
  /** What the refusal answered. */
  readonly source: Source;
}

/** A comment of its own, one per topic: a request to a reviewer, the news of a tag. Edited in place when it changes. */
export interface NoticeEffect {
  readonly kind: "notice";
  readonly number: number;
  /** Letters, digits, `-` and `/`; part of the comment's first line. */
  readonly topic: string;
  readonly body: string;
}

/** An annotated tag at a commit. Refused where a tag of that name is elsewhere. */
export interface TagEffect {
  readonly kind: "tag";
  readonly name: string;
  readonly sha: string;
  readonly message: string;
}
