import type { FindingRow } from "./finding.ts";
import { compareText } from "../../text/compare-text.ts";
import type { AdvisoryKind, Rating, Severity } from "../records/rating.ts";

/** All that is known of one advisory in one repository: what one issue is about. */
export interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly kind: AdvisoryKind;
  readonly severity: Severity;
  readonly summary: string;
  readonly rows: readonly [FindingRow, ...FindingRow[]];
}

/** The most urgent first. */
export const kinds: readonly AdvisoryKind[] = ["malicious", "vulnerability", "unsound", "unmaintained", "notice"];
// Unknown stands beside high: 42 % of live RustSec vulnerabilities have no rating, and some of them are grave.
export const ratings: readonly Rating[] = ["critical", "high", "unknown", "medium", "low", "none"];

/** Groups rows by advisory, the most urgent first; where rows of one advisory differ, the worst speaks for it. */
export function groupByAdvisory(rows: readonly FindingRow[]): readonly Advisory[] {
  const groups = new Map<string, [FindingRow, ...FindingRow[]]>();
  for (const row of rows) {
    const group = groups.get(row.advisory);
    if (group === undefined) groups.set(row.advisory, [row]);
    else group.push(row);
  }
  return [...groups].map(toAdvisory).sort(byUrgency);
}

function toAdvisory([id, rows]: readonly [string, [FindingRow, ...FindingRow[]]]): Advisory {
  const [worst] = rows.toSorted(
    (left, right) => rankOf(left.kind, left.severity.rating) - rankOf(right.kind, right.severity.rating),
  );
  const { kind, severity, summary } = worst ?? rows[0];
  return { id, aliases: [...new Set(rows.flatMap(({ aliases }) => aliases))].sort(), kind, severity, summary, rows };
}

function byUrgency(left: Advisory, right: Advisory): number {
  return (
    rankOf(left.kind, left.severity.rating) - rankOf(right.kind, right.severity.rating) ||
    compareText(left.id, right.id)
  );
}

function rankOf(kind: AdvisoryKind, rating: Rating): number {
  return kinds.indexOf(kind) * ratings.length + ratings.indexOf(rating);
}
