import type { IssueText } from "../../render/advisory/triage-issue.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { advisoryLabel, createIssue, type StandingIssue, type StandingKey, updateIssue } from "./advisory-issues.ts";
import { type IssueClaim, openOnce } from "./open-once.ts";

/**
 * Brings the one issue of this key to the text: opened where there is none, opened again where it is closed, closed where
 * there is nothing to say. The same text again writes nothing. Gives its number; undefined where there is none, or where
 * another process opened it just now.
 */
export async function ensureStandingIssue(
  octokit: Octokit,
  at: RepositoryRef,
  key: StandingKey,
  text: IssueText | undefined,
  { found, ...claim }: Omit<IssueClaim, "subject"> & { readonly found: readonly StandingIssue[] },
): Promise<number | undefined> {
  const issue = found.find((each) => each.key === key);
  if (issue !== undefined) {
    await bringUpToDate(octokit, at, issue, text);
    return issue.number;
  }
  if (text === undefined) return undefined;
  const labels = { labels: [advisoryLabel], assignees: [] };
  return openOnce({ ...claim, subject: key }, () => createIssue(octokit, at, text, labels));
}

async function bringUpToDate(
  octokit: Octokit,
  at: RepositoryRef,
  issue: StandingIssue,
  text: IssueText | undefined,
): Promise<void> {
  const { owner, repo } = at;
  const { number, isOpen, isLabelled } = issue;
  if (!isLabelled) {
    await octokit.rest.issues.addLabels({ owner, repo, issue_number: number, labels: [advisoryLabel] });
  }
  if (text === undefined) {
    if (isOpen) await updateIssue(octokit, at, number, issue, { state: "closed", reason: "completed" });
    return;
  }
  if (isOpen && issue.title === text.title && issue.body === text.body) return;
  await updateIssue(octokit, at, number, text, isOpen ? undefined : { state: "open", reason: "reopened" });
}
