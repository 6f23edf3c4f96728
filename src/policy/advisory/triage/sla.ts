import type { AdvisoryKind, Rating } from "../records/rating.ts";

/** How long an advisory may wait for a decision, and for its end, counted from our first sight of it on the default branch. */
export interface SlaWindow {
  readonly decideMs: number | undefined;
  readonly fixMs: number | undefined;
}

/** What the configuration says, by kind; a kind that it does not name has the windows of `defaultWindow`. */
export type Sla = ReadonlyMap<AdvisoryKind, Partial<SlaWindow>>;

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

/** The window of an advisory. Unknown is treated as high: 42 % of live RustSec vulnerabilities have no rating. */
export function windowOf(kind: AdvisoryKind, rating: Rating, sla: Sla): SlaWindow {
  const { decideMs, fixMs } = defaultWindow(kind, rating);
  const told = sla.get(kind);
  return { decideMs: told?.decideMs ?? decideMs, fixMs: told?.fixMs ?? fixMs };
}

function defaultWindow(kind: AdvisoryKind, rating: Rating): SlaWindow {
  switch (kind) {
    case "malicious":
      return { decideMs: 4 * hourMs, fixMs: 24 * hourMs };
    case "vulnerability":
      // Medium and low go out with the next scheduled release, which has no date here.
      return { decideMs: 48 * hourMs, fixMs: isUrgent(rating) ? 48 * hourMs : undefined };
    case "unsound":
    case "unmaintained":
    case "notice":
      return { decideMs: weekMs, fixMs: undefined };
  }
}

function isUrgent(rating: Rating): boolean {
  return rating === "critical" || rating === "high" || rating === "unknown";
}
