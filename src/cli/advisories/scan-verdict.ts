import type { AdvisoryKind } from "../../policy/advisory/records/rating.ts";
import type { VerdictState } from "../../policy/verdict.ts";
import type { ExitCode } from "../command-line.ts";
import type { LocalScan, MetAdvisory } from "./scan-scene.ts";

/** Without a base nothing is new, and what is there and nobody accepted is told: 1 for what fails the gate by default. */
export function exitCodeOfScan(scan: LocalScan): ExitCode {
  if (scan.troubles.length > 0) return 2;
  if (scan.change !== undefined) return exitCodes[scan.change.verdict.state];
  if (scan.unanswered.length > 0) return 2;
  return scan.met.some(isGrave) ? 1 : 0;
}

const exitCodes: Readonly<Record<VerdictState, ExitCode>> = {
  pass: 0,
  "not-applicable": 0,
  waived: 0,
  fail: 1,
  "no-data": 2,
  pending: 2,
  waiting: 2,
};

/** What nobody has accepted, and what nobody should live with unawares. */
export function isGrave({ kind, ignore }: Pick<MetAdvisory, "kind" | "ignore">): boolean {
  return ignore === undefined && (kind === "malicious" || kind === "vulnerability");
}

const nouns: Readonly<Record<AdvisoryKind, readonly [one: string, several: string]>> = {
  malicious: ["malicious package", "malicious packages"],
  vulnerability: ["vulnerability", "vulnerabilities"],
  unsound: ["unsound package", "unsound packages"],
  unmaintained: ["unmaintained package", "unmaintained packages"],
  notice: ["notice", "notices"],
};

/** "1 malicious package, 2 vulnerabilities and 1 notice", in the order in which they come. */
export function countKinds(advisories: readonly Pick<MetAdvisory, "kind">[]): string {
  const groups = Map.groupBy(advisories, ({ kind }) => kind);
  const counts = [...groups].map(([kind, { length }]) => `${length} ${nouns[kind][length === 1 ? 0 : 1]}`);
  return counts.length < 2 ? counts.join("") : `${counts.slice(0, -1).join(", ")} and ${counts.at(-1)}`;
}
