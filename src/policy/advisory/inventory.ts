import { compareText } from "../text/compare-text.ts";

/** What a lockfile locks, in the shape that every reader produces. */
export interface Inventory {
  readonly ecosystem: string;
  readonly packages: readonly LockedPackage[];
}

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** `local` packages are the repository's own; only `registry` packages can be looked up. */
  readonly source: "local" | "registry" | "git" | "other-registry";
  /** Indices into the inventory's packages. */
  readonly dependencies: readonly number[];
}

/** How a package gets into the tree. */
export interface Reach {
  readonly direct: boolean;
  /** One shortest way from a local package, both ends included, as `name version`; empty when nothing leads there. */
  readonly path: readonly string[];
}

/**
 * For each package, whether a local package depends on it and one shortest path, ties by name. A package can be direct in
 * one place and transitive in another: direct wins.
 */
export function findReach({ packages }: Inventory): readonly Reach[] {
  const label = (index: number) => `${packages[index]?.name} ${packages[index]?.version}`;
  const byLabel = (left: number, right: number) => compareText(label(left), label(right)) || left - right;
  const cameFrom = new Map<number, number | undefined>();
  const queue = packages.flatMap(({ source }, index) => (source === "local" ? [index] : [])).sort(byLabel);
  for (const root of queue) cameFrom.set(root, undefined);
  const directOf = new Set(queue.flatMap((root) => packages[root]?.dependencies ?? []));

  // Walked in order of names, so the first way found to a package is also the first by name among the shortest.
  for (const index of queue) {
    for (const next of (packages[index]?.dependencies ?? []).toSorted(byLabel)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, index);
      queue.push(next);
    }
  }
  return packages.map((_, index) => ({ direct: directOf.has(index), path: walkBack(index, cameFrom).map(label) }));
}

function walkBack(index: number, cameFrom: ReadonlyMap<number, number | undefined>): readonly number[] {
  if (!cameFrom.has(index)) return [];
  const path: number[] = [];
  for (let at: number | undefined = index; at !== undefined; at = cameFrom.get(at)) path.unshift(at);
  return path;
}
