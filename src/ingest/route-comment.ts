import type { JobRequest } from "../queue/job.ts";
import type { Account, IssueCommentDelivery } from "./event-shapes.ts";
import { mayHoldCommand } from "./may-hold-command.ts";
import { type Asked, type Context, idPerDelivery } from "./routed.ts";

/** A comment counts as it was created. Later changes of its text can only take back, and have a job of their own. */
export function routeIssueComment(body: IssueCommentDelivery, context: Context): Asked {
  const { action, issue, comment } = body;
  if (action !== "created" && action !== "edited" && action !== "deleted") return "action-not-needed";
  if (!issue.pull_request) return "not-a-pull-request";
  if (comment.performed_via_github_app?.id === context.appId) return routeOwnComment(body, context);
  const text = comment.body ?? "";
  if (action === "created") return mayHoldCommand(text) ? runCommand(body, text, context) : "no-command";
  if (action === "edited" && body.changes?.body === undefined) return "action-not-needed";
  return (
    recordEdit(
      {
        number: issue.number,
        source: { kind: "comment", id: comment.id },
        how: action,
        changedAt: action === "edited" ? comment.updated_at : undefined,
        author: comment.user,
        sender: body.sender,
        before: action === "edited" ? (body.changes?.body?.from ?? null) : text,
        after: action === "edited" ? text : null,
      },
      context,
    ) ?? "no-command"
  );
}

function runCommand({ issue, comment }: IssueCommentDelivery, text: string, { at }: Context): JobRequest {
  const source = {
    kind: "comment",
    id: comment.id,
    body: text,
    at: comment.created_at,
    headSha: null,
    author: authorOf(comment.user),
    viaAppId: comment.performed_via_github_app?.id ?? null,
  };
  return { job: "run-command", payload: { ...at, number: issue.number, source }, id: `comment-${comment.id}` };
}

/** What we wrote is put right again when somebody else changes it. Our own writing comes back to us as events too. */
function routeOwnComment({ action, issue, comment, sender }: IssueCommentDelivery, context: Context): Asked {
  const { at } = context;
  if (action === "created" || !sender || sender.id === comment.user?.id) return "own-comment";
  const payload = { ...at, number: issue.number, commentId: comment.id, isDeleted: action === "deleted" };
  // Once per delivery: the text was put right long ago when one of them comes again.
  const id = idPerDelivery("restore-summary", context);
  return { job: "restore-summary", payload: { ...payload, isByBot: sender.type === "Bot" }, id };
}

export interface TextChange {
  readonly number: number;
  readonly source: { readonly kind: "comment" | "review"; readonly id: number };
  readonly how: "edited" | "deleted" | "dismissed";
  /** Undefined where GitHub does not say. */
  readonly changedAt: string | undefined;
  readonly author: Account;
  readonly sender: Account;
  /** Null where nobody can say any more, or where nothing is left. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Undefined when no command can have come or gone, which costs nothing. */
export function recordEdit(change: TextChange, context: Context): JobRequest | undefined {
  const { number, source, how, before, after } = change;
  if (!mayHoldCommand(before ?? "") && !mayHoldCommand(after ?? "")) return undefined;
  const changedAt = change.changedAt ?? context.receivedAt.toISOString();
  const sender = change.sender ? { id: change.sender.id, login: change.sender.login } : null;
  const who = { author: authorOf(change.author), sender };
  const payload = { ...context.at, number, source, how, changedAt, ...who, before, after };
  return { job: "record-edit", payload, id: idPerDelivery("record-edit", context) };
}

export function authorOf(account: Account) {
  return account ? { id: account.id, login: account.login, isBot: account.type === "Bot" } : null;
}
