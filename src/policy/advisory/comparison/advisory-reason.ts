import { type Reason, reason } from "../../reason.ts";
import { codeSpan } from "../../text/code-span.ts";
import type { StandingAdvisory } from "./comparison.ts";
import type { FindingRow } from "../findings/finding.ts";
import type { AdvisoryKind } from "../records/rating.ts";
import { describeFix, updateCommand, wayOut } from "../findings/way-out.ts";

/** What an advisory is, where it is, how it gets in, and the way out. Of several rows the one nearest to the reader's code. */
export function advisoryReason(
  advisory: StandingAdvisory,
  row: FindingRow = advisory.rows.find(({ reach }) => reach.direct) ?? advisory.rows[0],
): Reason {
  const parameters = { ...wordsOf(advisory, row), safeReach: reachWords(row) };
  if (advisory.kind === "malicious") return reason("advisory-malicious", parameters);
  const version = describeFix(row);
  const isSameLine = wayOut(row) === "same-line";
  const command = isSameLine ? updateCommand(row) : undefined;
  if (command !== undefined) return reason("advisory-update", { ...parameters, command });
  if (version === undefined) return reason("advisory-without-fix", parameters);
  const parent = row.reach.path.at(-2);
  if (row.reach.direct || isSameLine || parent === undefined) {
    return reason("advisory-upgrade", { ...parameters, version });
  }
  return reason("advisory-behind-parent", { ...parameters, version, parent });
}

/** The same where not the package but who accepted it is the question. `command`: what lets somebody accept it. */
export function uncoveredReason(
  code: "advisory-uncovered" | "advisory-own-ignore" | "advisory-neither",
  advisory: StandingAdvisory,
  command = "",
): Reason {
  return reason(code, { ...wordsOf(advisory, advisory.rows[0]), command });
}

/** "vulnerability, high", or the kind alone where a rating says nothing. */
export function kindAndRating({ kind, severity: { rating } }: StandingAdvisory): string {
  return kind === "vulnerability" ? `${kind}, ${rating === "unknown" ? "not rated" : rating}` : kind;
}

function wordsOf({ id, kind, severity, rows }: StandingAdvisory, row: FindingRow) {
  const more = rows.length - 1;
  const { rating } = severity;
  const rated = rating === "unknown" ? ", which nobody has rated yet" : `, rated ${rating}`;
  return {
    advisory: id,
    safeKind: `${kindWords[kind]}${kind === "vulnerability" ? rated : ""}`,
    package: `${row.package} ${row.version}`,
    lockfile: more === 0 ? row.lockfile : [row.lockfile, `${more} more ${more === 1 ? "place" : "places"}`],
  };
}

const kindWords: Readonly<Record<AdvisoryKind, string>> = {
  malicious: "a malicious package",
  vulnerability: "a vulnerability",
  unsound: "unsound code",
  unmaintained: "an unmaintained package",
  notice: "a notice",
};

function reachWords({ reach }: FindingRow): string {
  if (reach.direct) return "a direct dependency";
  const way = shortWay(reach.path);
  if (way.length === 0) return "and the lockfile does not show how it gets in";
  return `by ${way.map((step) => (step === "…" ? step : codeSpan(step))).join(" → ")}`;
}

const longestWay = 6;

/** The first steps and the last ones. */
export function shortWay(path: readonly string[]): readonly string[] {
  return path.length > longestWay ? [...path.slice(0, 3), "…", ...path.slice(-2)] : path;
}
