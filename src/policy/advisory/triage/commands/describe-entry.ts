import type { TriageEntry } from "../triage-entry.ts";

/** As somebody would type it, without the reason: `accept-risk until 2030-01-31`. */
export function describeEntry(entry: TriageEntry): string {
  switch (entry.kind) {
    case "accept-risk":
      return entry.until === undefined ? entry.kind : `${entry.kind} until ${entry.until.slice(0, 10)}`;
    case "defer":
      return `${entry.kind} until ${entry.until.slice(0, 10)}`;
    case "fixed-by":
      return `${entry.kind} #${entry.pullRequest}`;
    case "severity":
      return `${entry.kind} ${entry.rating}`;
    case "assign":
      return `${entry.kind} ${entry.login}`;
    case "not-affected":
    case "reopen":
    case "undo":
      return entry.kind;
  }
}
