import cvss from "ae-cvss-calculator";
import type { AdvisoryRecord, AffectedPackage, RecordSeverity } from "./record.ts";

export type AdvisoryKind = "malicious" | "vulnerability" | "unsound" | "unmaintained" | "notice";
export type Rating = "critical" | "high" | "medium" | "low" | "none" | "unknown";

/** How bad it is, and the vector that says so; `score` is absent when only a word is known, or nothing. */
export interface Severity {
  readonly rating: Rating;
  readonly score?: number;
  readonly vector?: string;
}

/** What the record says the advisory is. RustSec writes it beside the package; malicious wins over everything. */
export function kindOf(record: AdvisoryRecord, entries: readonly AffectedPackage[]): AdvisoryKind {
  const marks = entries.map((entry) => entry.database_specific);
  if (record.id.startsWith("MAL-") || marks.some((mark) => mark?.categories?.includes("malicious"))) return "malicious";
  const informational = marks.map((mark) => mark?.informational).find((word) => typeof word === "string");
  switch (informational) {
    case "unsound":
    case "unmaintained":
    case "notice":
      return informational;
    case undefined:
    case null:
      return "vulnerability";
    default:
      // A word that we do not know yet must not make a vulnerability look harmless.
      return "vulnerability";
  }
}

/**
 * The highest CVSS version of the record itself, else of an alias twin, else the database's word, else unknown.
 * 42 % of live RustSec vulnerabilities have no CVSS, so unknown is a common answer and never means harmless.
 */
export function rate(
  kind: AdvisoryKind,
  record: AdvisoryRecord,
  entries: readonly AffectedPackage[],
  twins: readonly AdvisoryRecord[],
): Severity {
  const own = entries.flatMap((entry) => entry.severity ?? []);
  const scored =
    score(own) ?? score(record.severity ?? []) ?? score(twins.flatMap((twin) => twin.severity ?? [])) ?? undefined;
  if (kind === "malicious") return { ...scored, rating: "critical" };
  if (scored !== undefined) return scored;
  const words = [record, ...twins].map((one) => one.database_specific?.severity?.toUpperCase() ?? "");
  return { rating: words.map((word) => ratingOfWord[word]).find((rating) => rating !== undefined) ?? "unknown" };
}

function ratingOfScore(value: number): Rating {
  if (value >= 9) return "critical";
  if (value >= 7) return "high";
  if (value >= 4) return "medium";
  return value > 0 ? "low" : "none";
}

function score(severities: readonly RecordSeverity[]): Severity | undefined {
  for (const type of ["CVSS_V4", "CVSS_V3", "CVSS_V2"]) {
    for (const severity of severities) {
      const value = severity.type === type ? scoreOfVector(severity.score) : undefined;
      if (value !== undefined) return { rating: ratingOfScore(value), score: value, vector: severity.score };
    }
  }
  return undefined;
}

/** The score of a complete vector, else undefined: the calculator scores an incomplete one 0, which would read as none. */
export function scoreOfVector(vector: string): number | undefined {
  try {
    const read = cvss.fromVector(vector);
    return read?.isBaseFullyDefined() === true ? read.calculateScores().overall : undefined;
  } catch {
    // The calculator throws a TypeError for text that is no vector: an expected outcome, said by undefined.
    return undefined;
  }
}

/** GitHub says MODERATE where everybody else says medium. */
const ratingOfWord: Readonly<Record<string, Rating>> = {
  CRITICAL: "critical",
  HIGH: "high",
  MODERATE: "medium",
  MEDIUM: "medium",
  LOW: "low",
};
