import type { Advisory } from "../../policy/advisory/advisory.ts";
import type { TriageAction } from "../../policy/advisory/triage.ts";
import type { AdvisoryContext } from "../../render/advisory/advisory-issue.ts";
import { renderAdvisoryIssue } from "../../render/advisory/advisory-issue.ts";
import { advisoryLabel, createAdvisoryIssue, updateAdvisoryIssue } from "./advisory-issues.ts";
import type { IssueClaim } from "./open-once.ts";
import { openOnce } from "./open-once.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

export interface TriageText {
  readonly context: AdvisoryContext;
  /** Labels from the configuration. */
  readonly labels: readonly string[];
}

/**
 * Performs a plan, one action after the other, and gives the advisories whose issue another process opened meanwhile. After
 * a failure the next run lists the issues again and plans only what is left, so an issue whose creation was not confirmed
 * is found and not opened twice.
 */
export async function applyTriage(
  octokit: Octokit,
  at: RepositoryRef,
  actions: readonly TriageAction[],
  { context, labels }: TriageText,
  claim: Omit<IssueClaim, "advisory">,
): Promise<readonly string[]> {
  const openedElsewhere: string[] = [];
  for (const { advisory, digest, ...action } of actions) {
    const text = renderAdvisoryIssue(advisory, context, digest);
    if (action.kind === "update") {
      await updateAdvisoryIssue(octokit, at, action.number, text);
      continue;
    }
    const create = () => createAdvisoryIssue(octokit, at, text, labelsOf(advisory, labels));
    if (!(await openOnce({ ...claim, advisory: advisory.id }, create))) openedElsewhere.push(advisory.id);
  }
  return openedElsewhere;
}

function labelsOf({ kind, severity }: Advisory, extra: readonly string[]): readonly string[] {
  return [...new Set([advisoryLabel, `advisory:${kind}`, `severity:${severity.rating}`, ...extra])];
}
