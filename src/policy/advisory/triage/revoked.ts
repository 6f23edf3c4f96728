import { type EntryOf, standingEntries } from "./decision.ts";
import type { TriageEntry } from "./triage-entry.ts";
import type { TriageState } from "./triage-state.ts";

/**
 * The word of the person who asked to look at an accepted risk again. Only what was said since it is accepted counts: an
 * ignore that somebody merges later answers the question. What was said of this very acceptance counts whatever the time: GitHub's
 * clock stamps the comment, and ours the acceptance. Undefined also where somebody has asked for an ignore anew.
 */
export function findRevoked({
  entries,
  accepted,
}: Pick<TriageState, "accepted"> & { readonly entries: readonly TriageEntry[] }): EntryOf<"reopen"> | undefined {
  if (accepted?.since === undefined) return undefined;
  const standing = standingEntries(entries);
  const last = standing.findLast(isAboutIgnore);
  if (last?.kind !== "reopen") return undefined;
  const isMeant = last.acceptedSince === accepted.since || Date.parse(last.at) > Date.parse(accepted.since);
  return isMeant ? last : undefined;
}

function isAboutIgnore({ kind }: TriageEntry): boolean {
  return kind === "reopen" || kind === "accept-risk" || kind === "not-affected";
}
