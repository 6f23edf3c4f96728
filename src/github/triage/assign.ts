import type { TriageState } from "../../policy/advisory/triage/triage-state.ts";
import { foldTriage } from "../../policy/advisory/triage/decision.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import type { KnownIssue } from "./advisory-issues.ts";
import { findAssignable } from "./assignable.ts";

/** Gives an issue to whom a command has named since it was written, once: whoever takes it from them again is respected. */
export async function assignDecided(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  { number, assignees, state }: KnownIssue,
  next: TriageState,
): Promise<void> {
  const { assignee } = foldTriage(next.entries);
  if (assignee === undefined || has(assignees, assignee)) return;
  const before = new Set(state?.entries.map(({ id }) => id));
  const isNew = next.entries.some(
    (entry) => entry.kind === "assign" && entry.login === assignee && !before.has(entry.id),
  );
  // Who was asked may have left since.
  if (!isNew || (await findAssignable(octokit, { owner, repo }, [assignee])).size === 0) return;
  await octokit.rest.issues.addAssignees({ owner, repo, issue_number: number, assignees: [assignee] });
}

/** Whom a new issue is given to: those of the configuration, or whom a command has named. */
export async function assigneesFor(
  octokit: Octokit,
  at: RepositoryRef,
  next: TriageState,
  configured: readonly string[],
): Promise<readonly string[]> {
  const { assignee } = foldTriage(next.entries);
  if (assignee === undefined || has(configured, assignee)) return configured;
  const isAssignable = (await findAssignable(octokit, at, [assignee])).size > 0;
  return isAssignable ? [assignee] : configured;
}

function has(logins: readonly string[], login: string): boolean {
  return logins.some((each) => each.toLowerCase() === login.toLowerCase());
}
