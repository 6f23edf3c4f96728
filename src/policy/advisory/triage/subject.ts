import type { Advisory } from "../findings/advisory.ts";
import { rank } from "../records/identity.ts";
import { mergeEntries } from "./merge-entries.ts";
import type { TriageBefore, TriageIssue } from "./triage-plan.ts";
import type { TriageEntry } from "./triage-entry.ts";
import type { TriageState } from "./triage-state.ts";

/** One advisory, and what earlier scans left of it. */
export interface Subject {
  readonly advisory: string;
  readonly issue: TriageIssue | undefined;
  readonly before: TriageState | undefined;
  /** The name that its issue had, where it has another one now. */
  readonly from: string | undefined;
  readonly entries: readonly TriageEntry[];
}

export interface Subjects {
  /** In the order of the scan. */
  readonly met: readonly { readonly subject: Subject; readonly found: Advisory }[];
  /** `into`: the advisory that names it now. */
  readonly unmet: readonly { readonly subject: Subject; readonly into: string | undefined }[];
}

/**
 * Ties what a scan found to what is known of it. An issue keyed by a GHSA or CVE goes on under the native id that names it
 * now; of several native ids the first has it.
 */
export function nameSubjects(before: TriageBefore, found: readonly Advisory[]): Subjects {
  const known = knownByName(before);
  const met = new Set(found.map(({ id }) => id));
  const taken = new Set<string>();
  const subjects = found.map((advisory) => {
    const name = nameOf(advisory, known, (alias) => met.has(alias) || taken.has(alias));
    // A state that was kept under its own name has nothing more to say than the issue.
    taken.add(name).add(advisory.id);
    return { subject: toSubject(advisory.id, name, known, before), found: advisory };
  });
  const named = namedBy(found);
  const left = [...known.keys()].filter((name) => !taken.has(name));
  return {
    met: subjects,
    unmet: left.map((name) => ({ subject: toSubject(name, name, known, before), into: named.get(name) })),
  };
}

interface Known {
  readonly issue: TriageIssue | undefined;
  readonly state: TriageState | undefined;
}

/** The oldest issue counts: a second one for one advisory can only come from outside our own rules. */
function knownByName({ issues, quiet }: TriageBefore): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  for (const issue of issues.toSorted((left, right) => left.number - right.number)) {
    if (!known.has(issue.advisory)) known.set(issue.advisory, { issue, state: issue.state });
  }
  for (const { advisory, state } of quiet) {
    if (!known.has(advisory)) known.set(advisory, { issue: undefined, state });
  }
  return known;
}

function nameOf(advisory: Advisory, known: ReadonlyMap<string, Known>, isTaken: (alias: string) => boolean): string {
  if (known.get(advisory.id)?.issue !== undefined) return advisory.id;
  const earlier = earlierNames(advisory).filter((alias) => known.has(alias) && !isTaken(alias));
  const [first] = earlier.toSorted((left, right) => numberOf(left) - numberOf(right));
  // One without an issue goes before none only where its own name is not known either.
  if (first === undefined || (numberOf(first) === Infinity && known.has(advisory.id))) return advisory.id;
  return first;

  function numberOf(name: string): number {
    return known.get(name)?.issue?.number ?? Infinity;
  }
}

/** Names that its own goes before. */
function earlierNames({ id, aliases, rows: [{ ecosystem }] }: Advisory): readonly string[] {
  return aliases.filter((alias) => rank(id, ecosystem) < rank(alias, ecosystem));
}

function namedBy(found: readonly Advisory[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const advisory of found) {
    for (const alias of earlierNames(advisory)) if (!named.has(alias)) named.set(alias, advisory.id);
  }
  return named;
}

function toSubject(
  advisory: string,
  name: string,
  known: ReadonlyMap<string, Known>,
  { entries }: TriageBefore,
): Subject {
  const { issue, state } = known.get(name) ?? { issue: undefined, state: undefined };
  const from = name === advisory ? undefined : name;
  const earlier = from === undefined ? [] : (entries.get(from) ?? []);
  return {
    advisory,
    issue,
    before: state,
    from,
    entries: mergeEntries(entries.get(advisory) ?? [], earlier, state?.entries ?? []),
  };
}
