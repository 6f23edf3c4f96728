import type { Snapshot } from "../../../policy/facts.ts";
import { type IssueCount, type IssueQuery, issueQueryKey, mostListed } from "../../../policy/issue-query.ts";
import { findUnlessGone } from "../../client/gone.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import type { SliceScene } from "../collect.ts";
import type { Sources } from "../signing.ts";

const mostNamed = 5;

/** One request per label and page. A list without an entry costs one more: a name that does not exist must not count as 0. */
export async function countIssues(
  { needed, at }: Pick<SliceScene, "needed" | "at">,
  { octokit }: Pick<Sources, "octokit">,
): Promise<Snapshot["issues"]> {
  const counts = new Map<string, IssueCount>();
  for (const query of needed.issues) counts.set(issueQueryKey(query), await count(query, at, octokit));
  return counts;
}

async function count(query: IssueQuery, at: RepositoryRef, octokit: Octokit): Promise<IssueCount> {
  const { labels, milestone, limit } = query;
  const number = milestone === undefined ? undefined : await findMilestone(milestone, at, octokit);
  if (milestone !== undefined && number === undefined) return { state: "no-milestone" };
  const open = new Set<number>();
  let isComplete = true;
  // Each label by itself: GitHub gives the issues that have all the labels it is asked for.
  for (const label of labels.length === 0 ? [undefined] : labels) {
    const listed = await listOpen({ label, milestone: number, limit, open }, at, octokit);
    if (listed.entries === 0 && label !== undefined && !(await hasLabel(label, at, octokit))) {
      return { state: "no-label", label };
    }
    isComplete &&= listed.isComplete;
  }
  const numbers = [...open].toSorted((a, b) => a - b).slice(0, mostNamed);
  return { state: "counted", open: open.size, isComplete, numbers };
}

/** Adds to `open`, oldest first. Stops after the page on which it grows beyond the limit, and at the bound. */
async function listOpen(
  asked: {
    readonly label: string | undefined;
    readonly milestone: number | undefined;
    readonly limit: number;
    readonly open: Set<number>;
  },
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<{ readonly entries: number; readonly isComplete: boolean }> {
  const { label, milestone, limit, open } = asked;
  const pages = octokit.paginate.iterator(octokit.rest.issues.listForRepo, {
    owner,
    repo,
    state: "open",
    sort: "created",
    direction: "asc",
    per_page: 100,
    ...(label === undefined ? {} : { labels: label }),
    ...(milestone === undefined ? {} : { milestone: String(milestone) }),
  });
  let entries = 0;
  for await (const { data, headers } of pages) {
    entries += data.length;
    for (const { number, pull_request: pull } of data) if (pull === undefined) open.add(number);
    const isMore = headers.link?.includes('rel="next"') === true;
    if (isMore && (open.size > limit || entries >= mostListed)) return { entries, isComplete: false };
  }
  return { entries, isComplete: true };
}

async function findMilestone(
  title: string,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<number | undefined> {
  const milestones = await octokit.paginate(octokit.rest.issues.listMilestones, {
    owner,
    repo,
    state: "all",
    per_page: 100,
  });
  return milestones.find((each) => each.title === title)?.number;
}

async function hasLabel(name: string, { owner, repo }: RepositoryRef, octokit: Octokit): Promise<boolean> {
  return (await findUnlessGone(octokit.rest.issues.getLabel({ owner, repo, name }))) !== undefined;
}
