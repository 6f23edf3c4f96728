import type { TriageIssue } from "../../policy/advisory/triage/triage-plan.ts";
import { renderMarker } from "../../render/advisory/advisory-marker.ts";
import {
  type AdvisoryNote,
  mostCharacters,
  parseAdvisoryNote,
  type Seal,
} from "../../render/advisory/advisory-note.ts";
import type { IssueText } from "../../render/advisory/triage-issue.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findIssue } from "./find-issue.ts";

/** By this label we find our issues again; the search API lags and is rationed. */
export const advisoryLabel = "advisory";

// Limit of GitHub.
const longestTitle = 256;

/** An issue of ours that is not about one advisory: what did not fit, lockfiles that cannot be read, the report. */
export interface StandingIssue extends IssueText {
  readonly key: string;
  readonly number: number;
  readonly isOpen: boolean;
  /** False where somebody took our label off it. */
  readonly isLabelled: boolean;
}

/** An issue about one advisory. */
export interface KnownIssue extends TriageIssue {
  /** Whether title and text are as we wrote them. */
  readonly isOurText: boolean;
  /** Logins. */
  readonly assignees: readonly string[];
}

export interface FoundIssues {
  readonly advisories: readonly KnownIssue[];
  readonly standing: readonly StandingIssue[];
}

/** First lines of the issues that are about no advisory; no id of a database looks like one of them. */
export const standingKeys = ["roll-up", "lockfile-unreadable", "report"] as const;
export type StandingKey = (typeof standingKeys)[number];

interface Expected {
  readonly appId: number;
  /** What earlier scans knew: numbers of issues, and what each is about. */
  readonly expected: ReadonlyMap<number, string>;
  readonly seal: Seal;
}

/**
 * The issues that our App wrote, open and closed, oldest first. One that carries our marker but was written by somebody
 * else is not ours: trusting it would let anybody keep an advisory from being reported.
 */
export async function collectAdvisoryIssues(
  octokit: Octokit,
  { owner, repo }: Pick<RepositoryRef, "owner" | "repo">,
  { appId, expected, seal }: Expected,
): Promise<FoundIssues> {
  const labelled = await octokit.paginate(octokit.rest.issues.listForRepo, {
    owner,
    repo,
    labels: advisoryLabel,
    state: "all",
    // Oldest first: an issue that is opened while we read the pages comes at the end and moves none of the others.
    sort: "created",
    direction: "asc",
    per_page: 100,
  });
  // Whoever takes the label off an issue, or off all of them, must not make us open others. Each costs a request, and
  // gets its label back.
  const listed = new Set(labelled.map(({ number }) => number));
  const others = await readAll(
    octokit,
    { owner, repo },
    [...expected.keys()].filter((number) => !listed.has(number)),
  );
  const advisories: KnownIssue[] = [];
  const standing: StandingIssue[] = [];
  for (const issue of [...labelled, ...others].sort((one, other) => one.number - other.number)) {
    if (issue.pull_request !== undefined || issue.performed_via_github_app?.id !== appId) continue;
    const { number, title } = issue;
    const body = issue.body ?? "";
    const note = noteOf({ title, body }, expected.get(number), seal);
    if (note === undefined) continue;
    const { advisory, state, isOurText } = note;
    const isOpen = issue.state === "open";
    const labels = issue.labels.map((label) => (typeof label === "string" ? label : (label.name ?? "")));
    if (standingKeys.some((key) => key === advisory)) {
      standing.push({ key: advisory, number, title, body, isOpen, isLabelled: listed.has(number) });
      continue;
    }
    const closedAt = isOpen ? undefined : issue.closed_at;
    // Who closed it stands in no list. We note what is gone before we close, so one that stands was closed by people.
    const closed = closedAt
      ? { at: new Date(closedAt), byUs: state === undefined || state.presence !== "present" }
      : undefined;
    const openedAt = new Date(issue.created_at);
    const assignees = (issue.assignees ?? []).map(({ login }) => login);
    advisories.push({ number, advisory, state, isOpen, openedAt, closed, labels, assignees, title, body, isOurText });
  }
  return { advisories, standing };
}

/** What an issue of ours is about: what its sealed note says, or else what we knew, or else what its marker says. */
function noteOf({ title, body }: IssueText, known: string | undefined, seal: Seal): AdvisoryNote | undefined {
  const note = parseAdvisoryNote(title, body, seal);
  if (known === undefined || note?.advisory === known || note?.state !== undefined) return note;
  // Somebody changed the marker, or took it away.
  const asKnown = parseAdvisoryNote(title, `${renderMarker(known)}\n${body}`, seal);
  return asKnown === undefined ? undefined : { ...asKnown, isOurText: false };
}

async function readAll(octokit: Octokit, at: Pick<RepositoryRef, "owner" | "repo">, numbers: readonly number[]) {
  const found = [];
  for (const number of numbers) {
    const issue = await findIssue(octokit, at, number);
    if (issue !== undefined) found.push(issue);
  }
  return found;
}

/** Opens an issue; GitHub makes labels that the repository does not have. Not repeatable: list before. */
export async function createIssue(
  octokit: Octokit,
  { owner, repo }: Pick<RepositoryRef, "owner" | "repo">,
  text: IssueText,
  { labels, assignees }: { readonly labels: readonly string[]; readonly assignees: readonly string[] },
): Promise<number> {
  const who = assignees.length === 0 ? {} : { assignees: [...assignees] };
  const { data } = await octokit.rest.issues.create({
    owner,
    repo,
    ...withinLimits(text),
    labels: [...labels],
    ...who,
  });
  return data.number;
}

export interface IssueState {
  readonly state: "open" | "closed";
  readonly reason?: "completed" | "not_planned" | "reopened";
}

/** Rewrites title and body, and opens or closes it where asked; labels and assignees stay as people left them. */
export async function updateIssue(
  octokit: Octokit,
  { owner, repo }: Pick<RepositoryRef, "owner" | "repo">,
  number: number,
  text: IssueText,
  turn?: IssueState,
): Promise<void> {
  const state = turn === undefined ? {} : { state: turn.state, state_reason: turn.reason ?? null };
  await octokit.rest.issues.update({ owner, repo, issue_number: number, ...withinLimits(text), ...state });
}

function withinLimits({ title, body }: IssueText): IssueText {
  // The renderer cuts every foreign text, so this is a bug of ours and not a hostile advisory.
  if (title.length > longestTitle || body.length > mostCharacters) {
    throw new Error(`advisory issue too long: title ${title.length}, body ${body.length} characters`);
  }
  return { title, body };
}
