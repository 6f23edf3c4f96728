import type { Advisory } from "../findings/advisory.ts";
import type { Ignore } from "../ignores/ignore.ts";
import { findIgnore, ignoresNaming } from "../ignores/ignore.ts";
import { shorten } from "./observed.ts";
import type { TriageEvent, TriagePolicy } from "./triage-plan.ts";
import type { TriageState } from "./triage-state.ts";

type Uncovered = Extract<TriageEvent, { readonly kind: "uncovered" }>;

/**
 * Whether an ignore covers an advisory. `unknown`: a file that could not be read may do so (`unreadable`), or one that was
 * read may cover less than all of it (`part`).
 */
export type Coverage =
  | { readonly state: "covered"; readonly ignore: Ignore }
  | { readonly state: "uncovered"; readonly because: Uncovered["because"] }
  | { readonly state: "unknown"; readonly why: "unreadable" | "part" };

/** `isPart`: the scan has met less than is known, so that what is covered may not be all of it. */
export function judgeCoverage(
  found: Advisory,
  { before, isPart }: { readonly before: TriageState | undefined; readonly isPart: boolean },
  { ignores, unreadable }: TriagePolicy,
  now: Date,
): Coverage {
  const ignore = findIgnore(found, ignores, now);
  if (ignore !== undefined) {
    return isPart && before?.accepted === null ? { state: "unknown", why: "part" } : { state: "covered", ignore };
  }
  // Nothing covers a malicious package, whatever the unreadable file says.
  if (unreadable.length > 0 && found.kind !== "malicious") return { state: "unknown", why: "unreadable" };
  return { state: "uncovered", because: whyUncovered(found, before, ignores, now) };
}

/** Where a file cannot be read, it stays as it was: what is left may end at another time. */
export function acceptedBy(
  coverage: Coverage,
  before: TriageState["accepted"],
  { unreadable }: TriagePolicy,
  seenAt: string,
): TriageState["accepted"] {
  switch (coverage.state) {
    case "covered": {
      const { file, until } = coverage.ignore;
      if (before !== null && unreadable.length > 0) return before;
      const since = before?.since ?? seenAt;
      return { file: shorten(file), until: until?.toISOString() ?? null, since };
    }
    case "uncovered":
      return null;
    case "unknown":
      return before;
  }
}

function whyUncovered(
  found: Advisory,
  before: TriageState | undefined,
  ignores: readonly Ignore[],
  now: Date,
): Uncovered["because"] {
  const until = before?.accepted?.until ?? null;
  if (until !== null && new Date(until) <= now) return "expired";
  const named = ignoresNaming(found, ignores);
  if (named.length === 0) return "removed";
  return named.every((ignore) => ignore.until !== undefined && ignore.until <= now) ? "expired" : "not-enough";
}
