import { compareText } from "../../text/compare-text.ts";
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
 * Groups the records of one package by star: GitHub's, MITRE's and others attach to every native record that names them,
 * is named by them, or has an alias in common with them, such as a CVE; without a native one, GHSA is the hub, then CVE,
 * then the rest. No transitive closure: three different bugs may share one GHSA, and accepting one of them must not
 * silence the others.
 */
export function groupByIdentity(records: readonly AdvisoryRecord[], ecosystem: string): readonly Star[] {
  const ordered = withoutDrafts(records, ecosystem).toSorted(
    (left, right) => rank(left.id, ecosystem) - rank(right.id, ecosystem) || compareText(left.id, right.id),
  );
  const stars: GrowingStar[] = [];
  const byHub = new Map<string, GrowingStar[]>();
  const byAlias = new Map<string, GrowingStar[]>();
  const sharedBy = new Map<string, GrowingStar[]>();
  for (const record of ordered) {
    const names = [...new Set(record.aliases)];
    const named = names.flatMap((alias) => byHub.get(alias) ?? []);
    const sharing = isNative(record.id, ecosystem) ? [] : names.flatMap((alias) => sharedBy.get(alias) ?? []);
    const linked = new Set([...named, ...(byAlias.get(record.id) ?? []), ...sharing]);
    const hubs = [...linked].filter(({ hub }) => rank(hub.id, ecosystem) < rank(record.id, ecosystem));
    for (const { twins } of hubs) twins.push(record);
    if (hubs.length > 0) continue;
    const star: GrowingStar = { hub: record, twins: [] };
    stars.push(star);
    addTo(byHub, record.id, star);
    for (const alias of names) addTo(byAlias, alias, star);
    if (!isNative(record.id, ecosystem)) continue;
    for (const alias of names) if (!isNative(alias, ecosystem)) addTo(sharedBy, alias, star);
  }
  return stars;
}

interface GrowingStar {
  readonly hub: AdvisoryRecord;
  readonly twins: AdvisoryRecord[];
}

function addTo(index: Map<string, GrowingStar[]>, key: string, star: GrowingStar): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [star]);
  else known.push(star);
}

/** Other names of the problem. Never another native id: that one is a problem of its own. */
export function aliasesOf({ hub, twins }: Star, ecosystem: string): readonly string[] {
  const names = new Set([...(hub.aliases ?? []), ...twins.map(({ id }) => id)]);
  return [...names].filter((name) => name !== hub.id && !isNative(name, ecosystem)).sort();
}

/** Which of several ids of one problem is its name: the one of the lowest rank. */
export function rank(id: string, ecosystem: string): number {
  if (isNative(id, ecosystem)) return 0;
  if (id.startsWith("GHSA-")) return 1;
  return id.startsWith("CVE-") ? 2 : 3;
}

/**
 * RustSec has exported a draft under the number 0000 beside its final record (RUSTSEC-2025-0000 is RUSTSEC-2025-0065).
 * Equal package, aliases and events alone would also merge different problems that affect everything.
 */
function withoutDrafts(records: readonly AdvisoryRecord[], ecosystem: string): readonly AdvisoryRecord[] {
  const isDraft = ({ id }: AdvisoryRecord) => isNative(id, ecosystem) && id.endsWith("-0000");
  if (!records.some(isDraft)) return records;
  const final = new Set(records.filter((record) => !isDraft(record)).map(contentOf));
  return records.filter((record) => !isDraft(record) || !final.has(contentOf(record)));
}

function contentOf({ aliases, affected }: AdvisoryRecord): string {
  const entries = (affected ?? []).map(({ package: name, ranges }) => ({ name, ranges }));
  return JSON.stringify([[...(aliases ?? [])].sort(), entries]);
}
