/** One change to GitHub, as data. Applying it twice leaves the same as applying it once. */
export type Effect = CheckRunEffect | ManagedCommentEffect | ReplyEffect | ReactionEffect | RetitleEffect;

export interface CheckRunEffect {
  readonly kind: "check-run";
  readonly name: string;
  readonly headSha: string;
  readonly status: "in_progress" | "completed";
  /** Only when completed. Never `neutral` or `skipped`: both satisfy branch protection. */
  readonly conclusion?: "success" | "failure" | "action_required";
  /** At most 140 characters. */
  readonly title: string;
  /** Markdown, at most 65,535 characters, like `text`. */
  readonly summary: string;
  readonly text?: string;
  readonly actions?: readonly { readonly label: string; readonly description: string; readonly identifier: string }[];
}

/** The one summary comment of a pull request. */
export interface ManagedCommentEffect {
  readonly kind: "managed-comment";
  readonly number: number;
  readonly body: string;
}

/** The one answer to a comment that held commands. */
export interface ReplyEffect {
  readonly kind: "reply";
  readonly number: number;
  readonly commentId: number;
  readonly body: string;
}

interface ReactionEffect {
  readonly kind: "reaction";
  readonly commentId: number;
  readonly content: "+1" | "confused";
}

interface RetitleEffect {
  readonly kind: "retitle";
  readonly number: number;
  /** The comment that asked for it. Somebody may have changed the title again since: once per comment, never twice. */
  readonly commentId: number;
  readonly title: string;
}
