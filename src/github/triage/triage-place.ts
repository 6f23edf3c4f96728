import type { TriageState } from "../../policy/advisory/triage/triage-state.ts";
import type { Person } from "../../policy/facts.ts";
import { parseAdvisoryNote, type Seal } from "../../render/advisory/advisory-note.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { standingKeys } from "./advisory-issues.ts";
import { findIssue } from "./find-issue.ts";

/** Where a triage command may stand. */
export interface TriagePlace {
  readonly kind: "issue" | "pull-request";
  /** What the issue is about; undefined on a pull request, and on those of our issues that are about no single one. */
  readonly about: TriageTopic | undefined;
  readonly openedAt: Date;
  /** Undefined for a deleted account. */
  readonly author: Person | undefined;
}

interface TriageTopic {
  readonly id: string;
  /** Undefined where the note is not as we wrote it. */
  readonly state: TriageState | undefined;
  readonly isOpen: boolean;
}

/**
 * A pull request, or an issue about advisories that our App wrote. Undefined for everything else, also for an issue that
 * somebody wrote in our words: whoever could make one could decide about what no scan has found.
 */
export async function findTriagePlace(
  octokit: Octokit,
  { owner, repo }: Pick<RepositoryRef, "owner" | "repo">,
  { number, appId, seal }: { readonly number: number; readonly appId: number; readonly seal: Seal },
): Promise<TriagePlace | undefined> {
  const found = await findIssue(octokit, { owner, repo }, number);
  if (found === undefined) return undefined;
  const { pull_request: pull, performed_via_github_app: app, title, body, state, user, created_at: at } = found;
  const author = user ? { id: user.id, login: user.login } : undefined;
  const opened = { openedAt: new Date(at), author };
  if (pull) return { kind: "pull-request", about: undefined, ...opened };
  const note = app?.id === appId ? parseAdvisoryNote(title, body ?? "", seal) : undefined;
  if (note === undefined) return undefined;
  const isStanding = standingKeys.some((key) => key === note.advisory);
  const about = isStanding ? undefined : { id: note.advisory, state: note.state, isOpen: state === "open" };
  return { kind: "issue", about, ...opened };
}
