import { type Reason, reason } from "../../reason.ts";
import type { VerdictTable } from "../../verdict.ts";
import type { FindingRow } from "../findings/finding.ts";
import { advisoryReason, kindAndRating, shortWay, uncoveredReason } from "./advisory-reason.ts";
import type { ComparedAdvisories, StandingAdvisory } from "./comparison.ts";

/** Advisories that fail the gate: by what the pull request brings, and by an ignore that it takes away. */
export interface FailingAdvisories {
  readonly open: readonly StandingAdvisory[];
  readonly uncovered: readonly StandingAdvisory[];
}

/**
 * Everything that fails, comes in, is in more places now, or cannot be told from what was there, one line for each place.
 */
export function advisoryTable(
  { standing }: Pick<ComparedAdvisories, "standing">,
  failing: FailingAdvisories,
): VerdictTable | undefined {
  const uncovered = new Set(failing.uncovered);
  const failed = new Set([...failing.open, ...failing.uncovered]);
  const told = standing.filter((each) => failed.has(each) || (each.change !== "carried" && each.change !== "moved"));
  if (told.length === 0) return undefined;
  return {
    title: "Advisories that fail the gate, come in, or are in more places now",
    columns: ["Advisory", "Package", "Rating", "How it gets in", "What to do"],
    rows: told.flatMap((advisory) =>
      advisory.rows.map((row) => lineOf(advisory, row, whatToDo(advisory, row, uncovered))),
    ),
  };
}

function lineOf(advisory: StandingAdvisory, row: FindingRow, todo: Reason): VerdictTable["rows"][number] {
  return [advisory.id, `${row.package} ${row.version}`, kindAndRating(advisory), wayIn(row), todo];
}

function whatToDo(advisory: StandingAdvisory, row: FindingRow, uncovered: ReadonlySet<StandingAdvisory>): Reason {
  if (uncovered.has(advisory)) return uncoveredReason("advisory-uncovered", advisory);
  return advisory.cover === "documented" ? reason("advisory-accepted", {}) : advisoryReason(advisory, row);
}

function wayIn({ lockfile, reach: { direct, path } }: FindingRow): string {
  if (direct) return `${lockfile}: direct`;
  return path.length === 0 ? lockfile : `${lockfile}: ${shortWay(path).join(" → ")}`;
}
