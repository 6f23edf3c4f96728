import type { AdvisoryKind, Rating } from "../../policy/advisory/records/rating.ts";
import { foldTriage } from "../../policy/advisory/triage/decision.ts";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import { isOverdue } from "./due-words.ts";

/** Labels that an issue must have, and those of ours that it must not have any more. */
export interface IssueLabels {
  readonly set: readonly string[];
  readonly off: readonly string[];
}

const kinds: readonly AdvisoryKind[] = ["malicious", "vulnerability", "unsound", "unmaintained", "notice"];
const ratings: readonly Rating[] = ["critical", "high", "medium", "low", "none", "unknown"];
const ours: readonly string[] = [
  ...kinds.map((kind) => `advisory:${kind}`),
  ...ratings.map((rating) => `severity:${rating}`),
  "advisory:accepted",
  "sla:breached",
];

// GitHub refuses a longer one.
const longestLabel = 50;

/** `extra` are those of the configuration: they are given when the issue is opened, and people may take them off. */
export function labelsOf(change: TriageChange, extra: readonly string[]): IssueLabels {
  const { next, number } = change;
  const { severity } = foldTriage(next.entries);
  const state = [
    `advisory:${next.kind}`,
    `severity:${severity?.rating ?? change.found?.severity.rating ?? next.rating}`,
    ...(next.accepted === null ? [] : ["advisory:accepted"]),
    ...(isOverdue(change) ? ["sla:breached"] : []),
  ];
  const given = number === undefined ? extra.filter((label) => label.length <= longestLabel) : [];
  return {
    set: distinct(["advisory", ...state, ...given]),
    off: ours.filter((label) => !state.includes(label)),
  };
}

/** GitHub does not tell capitals from small letters here. */
function distinct(labels: readonly string[]): readonly string[] {
  const small = labels.map((label) => label.toLowerCase());
  return labels.filter((_, index) => small.indexOf(small[index] ?? "") === index);
}
