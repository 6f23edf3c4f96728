import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import { labelsOf } from "../../render/advisory/labels.ts";
import { renderTriageComment } from "../../render/advisory/triage-comment.ts";
import type { TriageContext } from "../../render/advisory/triage-context.ts";
import { renderTriageIssue } from "../../render/advisory/triage-issue.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { createIssue, type KnownIssue, updateIssue } from "./advisory-issues.ts";
import { type ApplyProposal, withProposal } from "./apply-proposal.ts";
import { assignDecided, assigneesFor } from "./assign.ts";
import { isRendered, labelEffects, needsText, textOf, topicOf, turnOf } from "./issue-difference.ts";
import { type IssueClaim, openOnce } from "./open-once.ts";
import { findRefusedWrite } from "./refused-write.ts";

export interface ApplyTriage extends ApplyProposal {
  readonly context: TriageContext;
  /** Labels from the configuration. */
  readonly labels: readonly string[];
  /** Logins that a new issue is given to. */
  readonly assignees: readonly string[];
  /** Whether texts are written anew although nothing of their advisory changed: the configuration says something else. */
  readonly isContextNew: boolean;
  readonly claim: Omit<IssueClaim, "subject">;
  /** Asked before every advisory; throws when a newer scan has begun. */
  readonly requireTurn: () => Promise<void>;
}

/** What was written of a plan. */
export interface Applied {
  /** Numbers of issues by advisory, also of those that did not change. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Whose issue another process opened meanwhile. */
  readonly openedElsewhere: readonly string[];
  /** What GitHub refuses for good, by advisory. */
  readonly refused: ReadonlyMap<string, Error>;
}

/**
 * Performs a plan, one advisory after the other. After a failure the next run lists the issues again and plans what is
 * left: a comment is tied to the state before it, so it is not written twice, and the state is written last. What GitHub
 * refuses of one advisory keeps none of the others waiting.
 */
export async function applyTriage(
  octokit: Octokit,
  at: RepositoryRef,
  { changes, issues }: { readonly changes: readonly TriageChange[]; readonly issues: readonly KnownIssue[] },
  how: ApplyTriage,
): Promise<Applied> {
  const known = new Map(issues.map((issue) => [issue.number, issue]));
  const numbers = new Map<string, number>();
  const openedElsewhere: string[] = [];
  const refused = new Map<string, Error>();
  const apply = async (change: TriageChange): Promise<void> => {
    const issue = change.number === undefined ? undefined : known.get(change.number);
    if (issue !== undefined) {
      numbers.set(change.advisory, issue.number);
      await bringUpToDate(octokit, at, change, issue, how);
    } else if (change.found !== undefined && change.events.some(({ kind }) => kind === "open")) {
      const fresh = { ...change, found: change.found };
      const number = await open(octokit, at, fresh, how);
      if (number === undefined) openedElsewhere.push(change.advisory);
      else {
        numbers.set(change.advisory, number);
        await proposeFor(octokit, at, { ...fresh, number }, how);
      }
    }
  };
  for (const change of changes) {
    await how.requireTurn();
    const error = await findRefusedWrite(() => apply(change));
    if (error !== undefined) refused.set(change.advisory, error);
  }
  return { numbers, openedElsewhere, refused };
}

async function open(
  octokit: Octokit,
  at: RepositoryRef,
  change: TriageChange & { readonly found: Advisory },
  how: ApplyTriage,
): Promise<number | undefined> {
  const { context, labels, claim } = how;
  const { set } = labelsOf(change, labels);
  const assignees = await assigneesFor(octokit, at, change.next, how.assignees);
  return openOnce({ ...claim, subject: change.advisory }, () =>
    createIssue(octokit, at, renderTriageIssue(change, context), { labels: set, assignees }),
  );
}

/** What is proposed names the issue, so that has to be there first. */
async function proposeFor(
  octokit: Octokit,
  at: RepositoryRef,
  change: TriageChange & { readonly found: Advisory; readonly number: number },
  how: ApplyTriage,
): Promise<void> {
  const { number } = change;
  const { next } = await withProposal(change, number, how);
  if (next.proposal === change.next.proposal) return;
  await updateIssue(octokit, at, number, renderTriageIssue({ ...change, next }, how.context));
}

async function bringUpToDate(
  octokit: Octokit,
  at: RepositoryRef,
  planned: TriageChange,
  issue: KnownIssue,
  how: ApplyTriage,
): Promise<void> {
  const change = await withProposal(planned, issue.number, how);
  const labels = labelEffects(change, issue, how.labels);
  const text = textOf(change, issue, how.context);
  const isText = needsText(change, issue) || (how.isContextNew && change.isOpen && isRendered(change));
  if (!isText && labels.length === 0) return;
  const comment = renderTriageComment(change, how.context);
  if (comment !== undefined) {
    await how.applyEffects([{ kind: "notice", number: issue.number, topic: topicOf(planned, issue), body: comment }]);
  }
  await how.applyEffects(labels);
  await assignDecided(octokit, at, issue, change.next);
  // A note that was too long for the body lost its oldest decisions, and would look different at every scan.
  const turn = turnOf(change, issue);
  const isThere = text.title === issue.title && text.body === issue.body && turn === undefined;
  if (!isThere) await updateIssue(octokit, at, issue.number, text, turn);
}
