import type { Advisory } from "../../../../src/policy/advisory/findings/advisory.ts";
import type { FindingRow } from "../../../../src/policy/advisory/findings/finding.ts";
import type { Severity } from "../../../../src/policy/advisory/records/rating.ts";
import type { Ignore } from "../../../../src/policy/advisory/ignores/ignore.ts";

/** An advisory that is met in the Cargo.lock of the root; everything that a case does not mention is harmless. */
export function anAdvisory(
  part: Partial<Omit<Advisory, "rows">> & { readonly rows?: readonly Partial<FindingRow>[] } = {},
): Advisory {
  const id = part.id ?? "RUSTSEC-2099-0001";
  const told = {
    aliases: part.aliases ?? [],
    kind: part.kind ?? ("vulnerability" as const),
    severity: part.severity ?? ({ rating: "high" } satisfies Severity),
    summary: part.summary ?? "",
  };
  const toRow = (row: Partial<FindingRow>): FindingRow => ({
    ecosystem: "crates.io",
    lockfile: "Cargo.lock",
    package: "h2",
    version: "0.4.0",
    advisory: id,
    ...told,
    interval: undefined,
    fix: { all: [], nearest: undefined, suggested: undefined },
    reach: { direct: true, path: ["app 1.0.0", "h2 0.4.0"] },
    isDev: false,
    confidence: "sure",
    parts: [],
    ...row,
  });
  const [first = {}, ...more] = part.rows ?? [];
  return { id, ...told, rows: [toRow(first), ...more.map(toRow)] };
}

/** A good one. */
export function anIgnore(part: Partial<Ignore> = {}): Ignore {
  return {
    file: "deny.toml",
    tool: "deny",
    id: "RUSTSEC-2099-0001",
    reason: "only in the test server; #123",
    until: undefined,
    line: 3,
    ...part,
  };
}
