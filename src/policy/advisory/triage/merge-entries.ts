import { compareText } from "../../text/compare-text.ts";
import type { TriageEntry } from "./triage-entry.ts";

// Both so that they fit into the note of an issue, beside everything else.
const mostEntries = 100;
const mostCharacters = 30_000;

/** All of them, oldest first and each once. Of too many the newest are kept: what they replace counts no more anyway. */
export function mergeEntries(...lists: readonly (readonly TriageEntry[])[]): TriageEntry[] {
  const byId = new Map<string, TriageEntry>();
  for (const entry of lists.flat()) if (!byId.has(entry.id)) byId.set(entry.id, entry);
  const ordered = [...byId.values()].sort(
    (left, right) => Date.parse(left.at) - Date.parse(right.at) || compareText(left.id, right.id),
  );
  let left = mostCharacters;
  const tooOld = ordered.findLastIndex((entry) => {
    left -= JSON.stringify(entry).length;
    return left < 0;
  });
  return ordered.slice(Math.max(tooOld + 1, ordered.length - mostEntries));
}
