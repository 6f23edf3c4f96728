import type { ComparedSides, StandingAdvisory } from "../../policy/advisory/comparison/comparison.ts";
import type { FindingRow } from "../../policy/advisory/findings/finding.ts";
import { findIgnore, type Ignore } from "../../policy/advisory/ignores/ignore.ts";
import type { FoundOnIgnore } from "../../policy/advisory/ignores/judge-documented.ts";
import { sentenceAndFix } from "../report-json.ts";
import type { LocalScan } from "./scan-scene.ts";

/** The scan for programs. What is not known is null; rows that are disputed come last. */
export function scanJson({ found, policies, met, change }: LocalScan, now: Date) {
  const faults = Map.groupBy(policies.found, ({ ignore }) => ignore);
  const byName = Map.groupBy(
    met.flatMap((advisory) => [advisory.id, ...advisory.aliases].map((name) => ({ name, advisory }))),
    ({ name }) => name,
  );
  return {
    rows: [...found.rows, ...found.disputed].map(rowJson),
    notChecked: found.notChecked.map(({ lockfile, package: name, version, why }) => ({
      package: name,
      version,
      lockfile,
      why,
    })),
    ignores: policies.ignores.map((ignore) => {
      const named = (byName.get(ignore.id) ?? []).map(({ advisory }) => advisory);
      const covers = named.filter((each) => findIgnore(each, [ignore], now) !== undefined).map(({ id }) => id);
      return ignoreJson(ignore, covers, faults.get(ignore) ?? []);
    }),
    ...(change?.isBaseRead === true ? { delta: deltaJson(change.sides) } : {}),
  };
}

function rowJson({ ecosystem, package: name, version, lockfile, advisory, aliases, ...row }: FindingRow) {
  const { kind, severity, fix, reach, confidence } = row;
  return {
    ecosystem,
    package: name,
    version,
    lockfile,
    advisory,
    aliases,
    kind,
    rating: severity.rating,
    fixed: { nearest: fix.nearest ?? null, suggested: fix.suggested ?? null },
    direct: reach.direct,
    path: reach.path,
    confidence,
  };
}

function ignoreJson({ id, file, line, until }: Ignore, covers: readonly string[], faults: readonly FoundOnIgnore[]) {
  return {
    id,
    file,
    line: line ?? null,
    until: until?.toISOString() ?? null,
    covers,
    findings: faults.map(({ finding, words }) => ({ finding, says: sentenceAndFix(words) })),
  };
}

function deltaJson({ standing, resolved }: ComparedSides) {
  const idsOf = (change: StandingAdvisory["change"]) =>
    standing.filter((each) => each.change === change).map(({ id }) => id);
  return {
    introduced: idsOf("introduced"),
    widened: idsOf("widened"),
    moved: idsOf("moved"),
    carried: idsOf("carried"),
    resolved,
  };
}
