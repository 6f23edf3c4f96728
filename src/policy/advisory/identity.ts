import { compareText } from "../text/compare-text.ts";
import type { AdvisoryRecord } from "./record.ts";

/** One problem, told by one or more records. The hub's id is its name. */
export interface Star {
  readonly hub: AdvisoryRecord;
  readonly twins: readonly AdvisoryRecord[];
}

const nativePrefix: Readonly<Record<string, string>> = { "crates.io": "RUSTSEC-", Go: "GO-", PyPI: "PYSEC-" };

/** Whether an id is of the ecosystem's own database; such an id is always an advisory of its own. */
export function isNative(id: string, ecosystem: string): boolean {
  const prefix = nativePrefix[ecosystem];
  return id.startsWith("MAL-") || (prefix !== undefined && id.startsWith(prefix));
}

/**
 * Groups the records of one package by star: GitHub's, MITRE's and others attach to every native record that names them
 * or is named by them; without a native one, GHSA is the hub, then CVE, then the rest. No transitive closure: three
 * different bugs may share one GHSA, and accepting one of them must not silence the others.
 */
export function groupByIdentity(records: readonly AdvisoryRecord[], ecosystem: string): readonly Star[] {
  const ordered = withoutDrafts(records, ecosystem).toSorted(
    (left, right) => rank(left.id, ecosystem) - rank(right.id, ecosystem) || compareText(left.id, right.id),
  );
  const stars: { hub: AdvisoryRecord; twins: AdvisoryRecord[] }[] = [];
  for (const record of ordered) {
    const hubs = stars.filter(
      ({ hub }) => rank(hub.id, ecosystem) < rank(record.id, ecosystem) && areLinked(hub, record),
    );
    for (const { twins } of hubs) twins.push(record);
    if (hubs.length === 0) stars.push({ hub: record, twins: [] });
  }
  return stars;
}

/** Other names of the problem. Never another native id: that one is a problem of its own. */
export function aliasesOf({ hub, twins }: Star, ecosystem: string): readonly string[] {
  const names = new Set([...(hub.aliases ?? []), ...twins.map(({ id }) => id)]);
  return [...names].filter((name) => name !== hub.id && !isNative(name, ecosystem)).sort();
}

function rank(id: string, ecosystem: string): number {
  if (isNative(id, ecosystem)) return 0;
  if (id.startsWith("GHSA-")) return 1;
  return id.startsWith("CVE-") ? 2 : 3;
}

function areLinked(left: AdvisoryRecord, right: AdvisoryRecord): boolean {
  return left.aliases?.includes(right.id) === true || right.aliases?.includes(left.id) === true;
}

/**
 * RustSec has exported a draft under the number 0000 beside its final record (RUSTSEC-2025-0000 is RUSTSEC-2025-0065).
 * Equal package, aliases and events alone would also merge different problems that affect everything.
 */
function withoutDrafts(records: readonly AdvisoryRecord[], ecosystem: string): readonly AdvisoryRecord[] {
  const isDraft = ({ id }: AdvisoryRecord) => isNative(id, ecosystem) && id.endsWith("-0000");
  const final = new Set(records.filter((record) => !isDraft(record)).map(contentOf));
  return records.filter((record) => !isDraft(record) || !final.has(contentOf(record)));
}

function contentOf({ aliases, affected }: AdvisoryRecord): string {
  const entries = (affected ?? []).map(({ package: name, ranges }) => ({ name, ranges }));
  return JSON.stringify([[...(aliases ?? [])].sort(), entries]);
}
