import type { Reason } from "../../reason.ts";
import type { Advisory } from "../findings/advisory.ts";
import { describeFix, wayOut } from "../findings/way-out.ts";
import type { AdvisoryRecord } from "../records/record.ts";
import { holdsFor, type Ignore, isInForce, type IgnoreTool } from "./ignore.ts";
import { findDrift, findDuplicates, type IgnoreFinding, judgeIgnore } from "./ignore-findings.ts";
import { claimsNoFix } from "./ignore-reason.ts";
import { type FindingDetails, ignoreReason } from "./ignore-words.ts";

export interface FoundOnIgnore {
  readonly finding: IgnoreFinding;
  readonly ignore: Ignore;
  readonly words: Reason;
  /** It hides what nobody may hide. All else is for people to put right in their own time. */
  readonly isError: boolean;
}

interface Asked {
  /** Of all policy files. */
  readonly ignores: readonly Ignore[];
  /** Tools that have a policy file, also one without ignores; without it those that ignore anything. */
  readonly tools?: ReadonlySet<IgnoreTool>;
  /** All that is met in all lockfiles, before anything is left out. */
  readonly advisories: readonly Advisory[];
  /** What the source knows under the id of an ignore; an id that is missing could not be asked. */
  readonly records: ReadonlyMap<string, AdvisoryRecord | "unknown">;
  /** False when a lockfile or an answer is missing: then nothing is said to cover nothing. */
  readonly isComplete: boolean;
  readonly now: Date;
}

/** What is wrong with the documented ignores of a repository, in their order. */
export function judgeDocumentedIgnores(asked: Asked): readonly FoundOnIgnore[] {
  const { ignores, advisories, now } = asked;
  const byName = Map.groupBy(
    advisories.flatMap((advisory) => [advisory.id, ...advisory.aliases].map((name) => ({ name, advisory }))),
    ({ name }) => name,
  );
  const met = new Map(
    ignores.map((ignore) => {
      const named = (byName.get(ignore.id) ?? []).map(({ advisory }) => advisory);
      return [ignore, named.filter(({ rows }) => rows.some(({ lockfile }) => holdsFor(ignore, lockfile)))] as const;
    }),
  );
  const tools = asked.tools ?? new Set(ignores.map(({ tool }) => tool));
  const duplicates = findDuplicates(ignores);
  const drifting = findDrift(ignores, tools, (id) => byName.get(id)?.[0]?.advisory.id ?? id);
  return ignores.flatMap((ignore): readonly FoundOnIgnore[] => {
    const those = met.get(ignore) ?? [];
    const own = judgeIgnore(ignore, { need: ["reason", "issue"], maxAgeMs: undefined }, { changedAt: undefined, now });
    const findings: (readonly [IgnoreFinding, FindingDetails?])[] = [
      ...(own.faults.includes("hides-malicious") || those.every(({ kind }) => kind !== "malicious")
        ? []
        : [["hides-malicious"] as const]),
      ...own.faults.map((fault) => [fault] as const),
      ...(duplicates.has(ignore) ? [["duplicate"] as const] : []),
      ...(those.length === 0 ? judgeUnmet(ignore, asked) : judgeMet(ignore, those, now)),
      ...(those.length > 0 && drifting.has(ignore) ? [["drift"] as const] : []),
    ];
    return findings.map(([finding, details]) => ({
      finding,
      ignore,
      words: ignoreReason(finding, [ignore], details),
      isError: finding === "hides-malicious",
    }));
  });
}

/** What the database says of the id explains why nothing is met, and is told instead. */
function judgeUnmet({ id }: Ignore, { records, isComplete }: Asked): readonly (readonly [IgnoreFinding])[] {
  const record = records.get(id);
  // A CVE is often known as an alias only, so that it has no record proves nothing.
  if (record === "unknown" && !id.startsWith("CVE-")) return [["unknown-id"]];
  if (record !== undefined && record !== "unknown" && typeof record.withdrawn === "string") return [["withdrawn"]];
  return isComplete ? [["stale"]] : [];
}

function judgeMet(
  ignore: Ignore,
  those: readonly Advisory[],
  now: Date,
): readonly (readonly [IgnoreFinding, FindingDetails])[] {
  const advisories = those.map(({ id }) => id);
  // osv-scanner goes by aliases as well.
  const isOnlyAlias = ignore.tool !== "osv-scanner" && !advisories.includes(ignore.id);
  const updates = isInForce(ignore, now) ? updatesFor(ignore, those) : [];
  return [
    ...(isOnlyAlias ? [["alias-not-honoured", { advisories }] as const] : []),
    ...(updates.length > 0 ? [["fix-available", { updates }] as const] : []),
  ];
}

/**
 * A fix in the same line, which an update alone takes; one in another line only where the reason says that there is none:
 * to wait with a breaking update is a decision, and not to know of it is none.
 */
function updatesFor(ignore: Ignore, those: readonly Advisory[]): readonly string[] {
  const isAny = claimsNoFix(ignore);
  const rows = those.flatMap((advisory) => advisory.rows).filter(({ lockfile }) => holdsFor(ignore, lockfile));
  const updates = rows.flatMap((row) => {
    const to = describeFix(row);
    return to !== undefined && (isAny || wayOut(row) === "same-line") ? [`${row.package} ${row.version} → ${to}`] : [];
  });
  return [...new Set(updates)];
}
