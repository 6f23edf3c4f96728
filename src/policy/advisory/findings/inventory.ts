import { compareText } from "../../text/compare-text.ts";

/** What a lockfile locks, in the shape that every reader produces. */
export interface Inventory {
  readonly ecosystem: string;
  readonly packages: readonly LockedPackage[];
  /** Why more is installed than the lockfile lists: then nothing may be concluded from what is not in it. */
  readonly gap?: string | undefined;
}

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** `local` packages are the repository's own; only `registry` packages can be looked up. */
  readonly source: "local" | "registry" | "git" | "path" | "other-registry";
  /** Only work on the repository itself needs it, such as tests; false where the lockfile does not tell. */
  readonly isDev: boolean;
  /** A line of the project itself puts it in the place of another package, so no package manager moves its version. */
  readonly isReplaced?: true | undefined;
  /** Indices into the inventory's packages. */
  readonly dependencies: readonly number[];
}

const longestPath = 100;

/** How a package gets into the tree. */
export interface Reach {
  readonly direct: boolean;
  /**
   * One shortest way from a local package, both ends included, as `name version`; empty when none is known. Of a way that
   * is longer than any real one only the first step and the last ones are kept, with `…` between them.
   */
  readonly path: readonly string[];
}

/**
 * Whether a local package depends on a package, and one shortest path to it, ties by name. A package can be direct in one
 * place and transitive in another: direct wins. A path is walked only when it is asked for, and not without end: all of
 * them together can be as long as the square of the tree.
 */
export function createReach({ packages }: Inventory): (index: number) => Reach {
  // A folder of the repository has no version in most lockfiles.
  const labels = packages.map(({ name, version }) => `${name} ${version}`.trimEnd());
  const label = (index: number): string => labels[index] ?? "";
  const byLabel = (left: number, right: number) => compareText(label(left), label(right)) || left - right;
  const cameFrom = new Map<number, Step>();
  const queue = packages.flatMap(({ source }, index) => (source === "local" ? [index] : [])).sort(byLabel);
  for (const root of queue) cameFrom.set(root, { before: undefined, root });
  const directOf = new Set(queue.flatMap((root) => packages[root]?.dependencies ?? []));

  // Walked in order of names, so the first way found to a package is also the first by name among the shortest.
  for (const index of queue) {
    for (const next of (packages[index]?.dependencies ?? []).toSorted(byLabel)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, { before: index, root: cameFrom.get(index)?.root ?? index });
      queue.push(next);
    }
  }
  const show = (step: number | "…"): string => (step === "…" ? step : label(step));
  return (index) => ({ direct: directOf.has(index), path: walkBack(index, cameFrom).map(show) });
}

interface Step {
  readonly before: number | undefined;
  readonly root: number;
}

function walkBack(index: number, cameFrom: ReadonlyMap<number, Step>): readonly (number | "…")[] {
  const root = cameFrom.get(index)?.root;
  if (root === undefined) return [];
  const path: (number | "…")[] = [];
  for (let at: number | undefined = index; at !== undefined; at = cameFrom.get(at)?.before) {
    if (path.length === longestPath) return [root, "…", ...path.slice(0, longestPath - 2).reverse()];
    path.push(at);
  }
  return path.reverse();
}
