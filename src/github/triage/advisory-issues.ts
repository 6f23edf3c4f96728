import type { TriageIssue } from "../../policy/advisory/triage.ts";
import { parseMarker } from "../../render/advisory/advisory-marker.ts";
import type { AdvisoryIssueText } from "../../render/advisory/advisory-issue.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** By this label we find our issues again; the search API lags and is rationed. */
export const advisoryLabel = "advisory";

// Limits of GitHub.
const longestTitle = 256;
const longestBody = 65_536;

/**
 * The advisory issues that our App wrote, open and closed. An issue that carries our marker but was written by somebody
 * else is not ours: trusting it would let anybody keep an advisory from being reported.
 */
export async function collectAdvisoryIssues(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  appId: number,
): Promise<readonly TriageIssue[]> {
  const listed = await octokit.paginate(octokit.rest.issues.listForRepo, {
    owner,
    repo,
    labels: advisoryLabel,
    state: "all",
    // Oldest first: an issue that is opened while we read the pages comes at the end and moves none of the others.
    sort: "created",
    direction: "asc",
    per_page: 100,
  });
  return listed.flatMap((issue): TriageIssue[] => {
    if (issue.pull_request !== undefined || issue.performed_via_github_app?.id !== appId) return [];
    const marker = parseMarker(issue.body ?? "");
    if (marker === undefined) return [];
    return [{ number: issue.number, ...marker, state: issue.state === "open" ? "open" : "closed" }];
  });
}

/** Opens an issue; GitHub makes labels that the repository does not have. Not repeatable: list before. */
export async function createAdvisoryIssue(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  text: AdvisoryIssueText,
  labels: readonly string[],
): Promise<number> {
  const { data } = await octokit.rest.issues.create({ owner, repo, ...withinLimits(text), labels: [...labels] });
  return data.number;
}

/** Rewrites title and body; labels and assignees stay as people left them. */
export async function updateAdvisoryIssue(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  number: number,
  text: AdvisoryIssueText,
): Promise<void> {
  await octokit.rest.issues.update({ owner, repo, issue_number: number, ...withinLimits(text) });
}

function withinLimits(text: AdvisoryIssueText): AdvisoryIssueText {
  // The renderer cuts every foreign text, so this is a bug of ours and not a hostile advisory.
  if (text.title.length > longestTitle || text.body.length > longestBody) {
    throw new Error(`advisory issue too long: title ${text.title.length}, body ${text.body.length} characters`);
  }
  return text;
}
