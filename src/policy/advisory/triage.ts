import type { Advisory } from "./advisory.ts";
import type { Ignore } from "./ignore.ts";
import { findIgnore } from "./ignore.ts";

/** An advisory issue of ours, as found on GitHub. */
export interface TriageIssue {
  readonly number: number;
  readonly advisory: string;
  /** What its body showed when we wrote it; undefined when somebody removed the note. */
  readonly digest: string | undefined;
  readonly state: "open" | "closed";
}

export interface TriageScan {
  /** False when a lockfile or an answer is missing. What is found still counts, what is not found proves nothing. */
  readonly complete: boolean;
  /** The most urgent first. */
  readonly found: readonly { readonly advisory: Advisory; readonly digest: string }[];
}

export interface TriagePolicy {
  readonly ignores: readonly Ignore[];
  /** Names of policy files that cannot be read. With one of them nobody knows what is ignored. */
  readonly unreadable: readonly string[];
}

export type TriageAction =
  | { readonly kind: "open"; readonly advisory: Advisory; readonly digest: string }
  | { readonly kind: "update"; readonly number: number; readonly advisory: Advisory; readonly digest: string };

export interface TriagePlan {
  readonly actions: readonly TriageAction[];
  /** Has an issue that says the same already, or one that is closed. */
  readonly unchanged: readonly string[];
  readonly ignored: readonly { readonly advisory: string; readonly ignore: Ignore }[];
  /** More than one run may open; a later run opens them. */
  readonly postponed: readonly string[];
  /** Would be opened or updated, but a policy file or the scan leaves in doubt whether that is right. */
  readonly heldBack: readonly string[];
}

/** A burst of new advisories (17 on one day is real) must not flood a repository. */
export const maxOpenedPerRun = 25;

/** Which issues a scan calls for. The same scan again, after the actions were applied, calls for none. */
export function planTriage(
  before: readonly TriageIssue[],
  scan: TriageScan,
  policy: TriagePolicy,
  now: Date,
): TriagePlan {
  const issues = oldestByAdvisory(before);
  const actions: TriageAction[] = [];
  const unchanged: string[] = [];
  const ignored: { advisory: string; ignore: Ignore }[] = [];
  const postponed: string[] = [];
  const heldBack: string[] = [];
  let opened = 0;
  for (const { advisory, digest } of scan.found) {
    const issue = issues.get(advisory.id);
    const ignore = findIgnore({ ...advisory, advisory: advisory.id }, policy.ignores, now);
    const isDecidable = policy.unreadable.length === 0;
    if (issue !== undefined) {
      if (issue.state === "closed" || issue.digest === digest) unchanged.push(advisory.id);
      // An incomplete scan may miss rows that the issue rightly shows.
      else if (!isDecidable || !scan.complete) heldBack.push(advisory.id);
      else actions.push({ kind: "update", number: issue.number, advisory, digest });
    } else if (ignore !== undefined) {
      ignored.push({ advisory: advisory.id, ignore });
    } else if (!isDecidable) {
      heldBack.push(advisory.id);
    } else if (opened === maxOpenedPerRun) {
      postponed.push(advisory.id);
    } else {
      opened += 1;
      actions.push({ kind: "open", advisory, digest });
    }
  }
  return { actions, unchanged, ignored, postponed, heldBack };
}

/** Two issues for one advisory can only come from outside our own rules; the first is the one we keep. */
function oldestByAdvisory(issues: readonly TriageIssue[]): ReadonlyMap<string, TriageIssue> {
  const byAdvisory = new Map<string, TriageIssue>();
  for (const issue of issues.toSorted((left, right) => right.number - left.number))
    byAdvisory.set(issue.advisory, issue);
  return byAdvisory;
}
