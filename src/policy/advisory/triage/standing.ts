import type { AdvisoryKind } from "../records/rating.ts";
import type { Stance } from "./decision.ts";
import { foldTriage, standingEntries } from "./decision.ts";
import type { TriageEntry } from "./triage-entry.ts";

/** What was decided and still counts at `at`: a malicious package is neither accepted nor put off, whatever was said. */
export function standingAt(
  entries: readonly TriageEntry[],
  { kind, at }: { readonly kind: AdvisoryKind; readonly at: Date },
): Stance | undefined {
  // What was taken back goes first: an undo that is left without its decision would take another one back.
  const { stance } = foldTriage(kind === "malicious" ? standingEntries(entries).filter(isForMalicious) : entries);
  if (stance === undefined) return undefined;
  const end = endOfStance(stance);
  return end !== undefined && end <= at ? undefined : stance;
}

/** When a decision ends by its own words. */
export function endOfStance(stance: Stance): Date | undefined {
  switch (stance.kind) {
    case "accept-risk":
      return stance.until === undefined ? undefined : new Date(stance.until);
    case "defer":
      return new Date(stance.until);
    case "not-affected":
    case "fixed-by":
      return undefined;
  }
}

function isForMalicious({ kind }: TriageEntry): boolean {
  return kind !== "accept-risk" && kind !== "not-affected" && kind !== "defer";
}
