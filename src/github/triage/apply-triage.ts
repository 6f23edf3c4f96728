import type { Advisory } from "../../policy/advisory/advisory.ts";
import type { TriageAction } from "../../policy/advisory/triage.ts";
import type { AdvisoryContext } from "../../render/advisory/advisory-issue.ts";
import { renderAdvisoryIssue } from "../../render/advisory/advisory-issue.ts";
import { advisoryLabel, createAdvisoryIssue, updateAdvisoryIssue } from "./advisory-issues.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

export interface TriageText {
  readonly context: AdvisoryContext;
  /** Labels from the configuration. */
  readonly labels: readonly string[];
}

/**
 * Performs a plan, one action after the other. After a failure the next run lists the issues again and plans only what is
 * left, so an issue whose creation was not confirmed is found and not opened twice.
 */
export async function applyTriage(
  octokit: Octokit,
  at: RepositoryRef,
  actions: readonly TriageAction[],
  { context, labels }: TriageText,
): Promise<void> {
  for (const action of actions) {
    const text = renderAdvisoryIssue(action.advisory, context, action.digest);
    if (action.kind === "open") await createAdvisoryIssue(octokit, at, text, labelsOf(action.advisory, labels));
    else await updateAdvisoryIssue(octokit, at, action.number, text);
  }
}

function labelsOf({ kind, severity }: Advisory, extra: readonly string[]): readonly string[] {
  return [...new Set([advisoryLabel, `advisory:${kind}`, `severity:${severity.rating}`, ...extra])];
}
