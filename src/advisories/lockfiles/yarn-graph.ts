import { isObject } from "./json-document.ts";
import type { LockedNode } from "./locked-graph.ts";
import type { NpmSource } from "./npm-source.ts";
import { textOr } from "./package-json.ts";
import { mostDependencies } from "./reader.ts";

/** A package of a yarn.lock, whose keys are all the `name@range` that were resolved to it. */
export interface YarnEntry {
  readonly locked: NpmSource;
  readonly patterns: readonly string[];
  readonly wants: readonly Want[];
}

/** A dependency, and the forms in which the key of its package may be written. */
export interface Want {
  readonly name: string;
  readonly patterns: readonly string[];
}

/** `name@range` apart; the first sign may belong to a scope. */
export function splitPattern(pattern: string): { readonly name: string; readonly range: string } {
  const at = pattern.indexOf("@", 1);
  return at === -1 ? { name: pattern, range: "" } : { name: pattern.slice(0, at), range: pattern.slice(at + 1) };
}

/** What an entry lists under `field`, name and range. */
export function listedIn(
  body: Readonly<Record<string, unknown>>,
  field: string,
): readonly (readonly [string, string])[] {
  const listed = body[field];
  return isObject(listed) ? Object.entries(listed).map(([name, range]) => [name, textOr("", range)]) : [];
}

/**
 * Finds the packages behind every dependency. A range that `resolutions` has replaced is no key; then the only version of
 * that name is meant, and of several none. Undefined for more dependencies than are read.
 */
export function linkEntries(entries: readonly YarnEntry[]): readonly LockedNode[] | undefined {
  const byPattern = new Map<string, Set<number>>();
  const byName = new Map<string, Set<number>>();
  for (const [index, { patterns }] of entries.entries()) {
    for (const pattern of patterns) {
      addTo(byPattern, pattern, index);
      addTo(byName, splitPattern(pattern).name, index);
    }
  }
  const isOneVersion = (found: ReadonlySet<number>): boolean =>
    new Set([...found].map((index) => `${entries[index]?.locked.name}@${entries[index]?.locked.version}`)).size === 1;
  const onlyVersions = new Map([...byName].filter(([, found]) => isOneVersion(found)));

  let count = 0;
  const nodes: LockedNode[] = [];
  for (const { locked, wants } of entries) {
    const dependencies = new Set<number>();
    for (const { name, patterns } of wants) {
      const key = patterns.find((pattern) => byPattern.has(pattern));
      const found = key === undefined ? onlyVersions.get(name) : byPattern.get(key);
      // A package that was patched stands there twice, as it was and as it is.
      for (const index of found ?? []) dependencies.add(index);
      count += 1 + (found?.size ?? 0);
      if (count > 2 * mostDependencies) return undefined;
    }
    nodes.push({ ...locked, isDev: false, dependencies: [...dependencies], devDependencies: [] });
  }
  return nodes;
}

function addTo(index: Map<string, Set<number>>, key: string, value: number): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Set([value]));
  else known.add(value);
}
