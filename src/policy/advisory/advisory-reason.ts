import { type Reason, reason } from "../reason.ts";
import { codeSpan } from "../text/code-span.ts";
import type { StandingAdvisory } from "./comparison.ts";
import type { FindingRow } from "./finding.ts";
import type { AdvisoryKind } from "./rating.ts";
import { describeFix, updateCommand, wayOut } from "./way-out.ts";

/** What an advisory is, where it is, how it gets in, and the way out. */
export function advisoryReason(advisory: StandingAdvisory): Reason {
  const { kind, rows } = advisory;
  // The row that is nearest to the reader's own code.
  const row = rows.find(({ reach }) => reach.direct) ?? rows[0];
  const parameters = { ...wordsOf(advisory, row), safeReach: reachWords(row) };
  if (kind === "malicious") return reason("advisory-malicious", parameters);
  const version = describeFix(row);
  const command = wayOut(row) === "same-line" ? updateCommand(row) : undefined;
  if (command !== undefined) return reason("advisory-update", { ...parameters, command });
  if (version !== undefined) return reason("advisory-upgrade", { ...parameters, version });
  return reason("advisory-without-fix", parameters);
}

/** The same where not the package but who accepted it is the question. `gate` is the name that a waiver gives. */
export function uncoveredReason(
  code: "advisory-uncovered" | "advisory-own-ignore" | "advisory-neither",
  advisory: StandingAdvisory,
  gate = "",
): Reason {
  const parameters = { ...wordsOf(advisory, advisory.rows[0]), command: `/waive ${gate} until 7d -- why` };
  return reason(code, parameters);
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

const longestWay = 6;

function reachWords({ reach: { direct, path } }: FindingRow): string {
  if (direct) return "a direct dependency";
  if (path.length === 0) return "and the lockfile does not show how it gets in";
  const shown = path.length > longestWay ? [...path.slice(0, 3), "…", ...path.slice(-2)] : path;
  return `by ${shown.map((step) => (step === "…" ? step : codeSpan(step))).join(" → ")}`;
}
