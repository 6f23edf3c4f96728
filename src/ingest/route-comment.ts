import type { JobRequest } from "../queue/job.ts";
import type { Account, IssueCommentDelivery } from "./event-shapes.ts";
import { mayHoldCommand, mayHoldTriage } from "./may-hold-command.ts";
import { type Asked, type Context, idPerDelivery, noteChange } from "./routed.ts";

/** A comment counts as it was created. Later changes of its text can only take back, and have a job of their own. */
export function routeIssueComment(body: IssueCommentDelivery, context: Context): Asked {
  const { action, issue, comment } = body;
  if (action !== "created" && action !== "edited" && action !== "deleted") return "action-not-needed";
  const triage = action === "created" ? triageAdvisory(body, context) : undefined;
  if (!issue.pull_request) return triage ?? "not-a-pull-request";
  if (comment.performed_via_github_app?.id === context.appId) return routeOwnComment(body, context);
  if (action === "edited" && body.changes?.body === undefined) return "action-not-needed";
  const command = action === "created" ? runCommand(body, context) : changeOf(body, action, context);
  // A person's verdict is a review. Talk is most of what comes in, and asks nothing of us.
  const bot = comment.user?.type === "Bot" ? comment.user : null;
  const asked = commandAndRemark(command, { number: issue.number, author: bot }, context);
  return triage === undefined ? asked : [triage, ...jobsOf(asked)];
}

/** Whose words a gate waits for is known to the job only. */
export function commandAndRemark(
  command: JobRequest | undefined,
  { number, author }: { readonly number: number; readonly author: Account },
  context: Context,
): Asked {
  const remark = author ? [noteChange({ about: "remarks", number, by: author.login }, context)] : [];
  const asked = [...(command === undefined ? [] : [command]), ...remark];
  return asked.length === 0 ? "no-command" : asked;
}

function jobsOf(asked: Asked): readonly JobRequest[] {
  if (typeof asked === "string") return [];
  return "job" in asked ? [asked] : asked;
}

/**
 * Only the text of its creation counts: what was decided is taken back by a command. Our own comments name these commands
 * for people to copy.
 */
function triageAdvisory({ issue, comment }: IssueCommentDelivery, { at, appId }: Context): JobRequest | undefined {
  const text = comment.body ?? "";
  const viaAppId = comment.performed_via_github_app?.id ?? null;
  if (!mayHoldTriage(text) || viaAppId === appId) return undefined;
  const author = authorOf(comment.user);
  const source = { id: comment.id, body: text, at: comment.created_at, author, viaAppId };
  const isPullRequest = Boolean(issue.pull_request);
  const payload = { ...at, number: issue.number, isPullRequest, source };
  return { job: "triage-advisory", payload, id: `triage-${comment.id}` };
}

function changeOf(
  { issue, comment, changes, sender }: IssueCommentDelivery,
  how: "edited" | "deleted",
  context: Context,
): JobRequest | undefined {
  const text = comment.body ?? "";
  const isEdit = how === "edited";
  return recordEdit(
    {
      number: issue.number,
      source: { kind: "comment", id: comment.id },
      how,
      changedAt: isEdit ? comment.updated_at : undefined,
      author: comment.user,
      sender,
      before: isEdit ? (changes?.body?.from ?? null) : text,
      after: isEdit ? text : null,
    },
    context,
  );
}

function runCommand({ issue, comment }: IssueCommentDelivery, { at }: Context): JobRequest | undefined {
  const text = comment.body ?? "";
  if (!mayHoldCommand(text)) return undefined;
  const source = {
    kind: "comment",
    id: comment.id,
    body: text,
    at: comment.created_at,
    title: issue.title,
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
  const id = idPerDelivery("restore-comment", context);
  return { job: "restore-comment", payload: { ...payload, isByBot: sender.type === "Bot" }, id };
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
